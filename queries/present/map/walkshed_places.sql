-- id: walkshed_places
-- about: The places of a category, by name where there is room.
-- legend: theme
-- stage: walk
SELECT ST_X(p) AS x, ST_Y(p) AS y, sign, words, label, 1 AS priority
FROM (SELECT MakePoint(f.x, f.y) AS p, 'facility.' || f.category AS sign,
             CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END AS words, f.name AS label, f.key
      FROM facilities AS f JOIN category AS c ON c.id = f.category
      WHERE f.category = :category AND f.x BETWEEN :x_min AND :x_max AND f.y BETWEEN :y_min AND :y_max)
ORDER BY key;
