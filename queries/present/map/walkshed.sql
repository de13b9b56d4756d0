-- id: walkshed
-- about: From where a category is within reach on foot.
-- legend: theme
-- stage: walk
SELECT ST_AsBinary(w.geom) AS geom,
       CASE WHEN c.tier IS NULL THEN 'walkshed' ELSE 'walkshed.' || c.tier END AS sign,
       CASE :language
           WHEN 'zh' THEN CASE WHEN c.limit_m IS NOT NULL THEN '步行 ' || CAST(c.limit_m AS INTEGER) || ' 米以内'
                               ELSE '步行 ' || c.limit_min || ' 分钟以内' END
           ELSE CASE WHEN c.limit_m IS NOT NULL THEN 'Within a walk of ' || CAST(c.limit_m AS INTEGER) || ' m'
                     ELSE 'Within a walk of ' || c.limit_min || ' minutes' END END AS words
FROM walk_shed AS w JOIN category AS c ON c.id = w.subject
WHERE w.kind = 'category' AND w.subject = :category
ORDER BY w.key;
