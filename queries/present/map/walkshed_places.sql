-- id: walkshed_places
-- about: The places of a category, by name where they are few and there is room.
-- legend: theme
-- stage: walk
WITH place AS (
    SELECT x, y, 'facility.' || category AS sign, name, key FROM facilities WHERE category = :category
    UNION ALL SELECT x, y, 'station', name, key FROM stations WHERE :category = 'station'
), here AS (
    SELECT * FROM place WHERE x BETWEEN :x_min AND :x_max AND y BETWEEN :y_min AND :y_max
)
SELECT h.x, h.y, h.sign, CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END AS words,
       CASE WHEN (SELECT count(*) FROM here) <= 40 THEN h.name END AS label, 1 AS priority
FROM here AS h JOIN category AS c ON c.id = :category
ORDER BY h.key;
