-- id: places
-- about: What a dossier's map shows around the site: the nearest place of each category on foot (the
-- about: nearest in a straight line where none can be walked to), and the stations around it.

SELECT 'facility.' || w.category AS sign,
       CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END AS title, f.name, f.x, f.y,
       w.walk_m, 2 AS priority
FROM site_walk AS w
JOIN category AS g ON g.id = w.category
JOIN facilities AS f ON f.key = coalesce(w.walk_place_key, w.straight_place_key)
WHERE w.site_key = :site AND w.category <> 'station'
UNION ALL
SELECT 'station', CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, coalesce(t.name, t.id),
       t.x, t.y, n.walk_m, 4
FROM (SELECT station_key, walk_m, walk_min FROM site_station WHERE site_key = :site
      UNION
      SELECT coalesce(walk_place_key, straight_place_key), walk_m, walk_min FROM site_walk
      WHERE site_key = :site AND category = 'station') AS n
JOIN stations AS t ON t.key = n.station_key
LEFT JOIN category AS g ON g.id = 'station'
GROUP BY t.key
ORDER BY 7 DESC, 6, 1, 4;
