-- id: walk_sheds
-- title: Walk-sheds
-- title_zh: 步行圈
-- about: Where a home would count as reached, by category and by station band.
-- geometry: multipolygon
-- style: rules
-- rule: walkshed | kind = 'category' and tier is null
-- rule: walkshed.15 | tier = 15
-- rule: walkshed.10 | tier = 10
-- rule: walkshed.5 | tier = 5
-- rule: walkshed.influence | kind = 'station' and band = 'influence'
-- rule: walkshed.core | kind = 'station' and band = 'core'
-- integer: tier
-- stage: walk
-- real: limit_m, limit_min, area_m2, resolution_m

SELECT w.key, ST_AsBinary(w.geom) AS geom, w.kind, w.subject,
       CASE w.kind WHEN 'station' THEN coalesce(s.name, w.subject)
            ELSE CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END END AS title,
       c.tier, w.band, w.limit_m, w.limit_min, w.area_m2, w.resolution_m
FROM walk_shed AS w
LEFT JOIN category AS c ON w.kind = 'category' AND c.id = w.subject
LEFT JOIN stations AS s ON w.kind = 'station' AND s.id = w.subject
ORDER BY w.key;
