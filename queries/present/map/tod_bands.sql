-- id: tod_bands
-- about: What lies within the influence distance and the core distance of a station on foot.
-- legend: theme
-- stage: walk
SELECT ST_AsBinary(geom) AS geom, 'walkshed.' || band AS sign,
       CASE :language
           WHEN 'zh' THEN CASE band WHEN 'core' THEN '核心区：步行 ' ELSE '影响区：步行 ' END
                          || coalesce(CAST(limit_m AS INTEGER) || ' 米', limit_min || ' 分钟') || '以内'
           ELSE CASE band WHEN 'core' THEN 'Core: a walk of up to ' ELSE 'Influence: a walk of up to ' END
                || coalesce(CAST(limit_m AS INTEGER) || ' m', limit_min || ' min') END AS words
FROM walk_shed
WHERE kind = 'station' AND MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
  AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
ORDER BY band = 'core', subject;
