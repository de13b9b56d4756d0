-- id: station_band_share
-- title: Housing near stations
-- title_zh: 站点圈层住房占比
-- unit: share
-- measure: station_band_share
-- parameter: metric = walk | as in the measure | walk, straight
-- parameter: by = @stations.by | as in the measure | distance, time
-- parameter: core_m = @stations.core_m | as in the measure | 1 .. 50000
-- parameter: influence_m = @stations.influence_m | as in the measure | 1 .. 50000
-- about: The dwellings, residents and floor area of the site in the band in which it lies.
-- about_zh: 地块的住房套数、居民与建筑面积计入其所在圈层。

WITH located AS (
    SELECT p.*, CASE WHEN :metric = 'straight' THEN w.straight_m
                     WHEN :by = 'time' THEN w.walk_min * :speed_m_per_min
                     ELSE w.walk_m END AS distance_m
    FROM site_people AS p
    LEFT JOIN site_walk AS w ON w.site_key = p.site_key AND w.category = 'station'
), placed AS (
    SELECT *, CASE WHEN distance_m <= :core_m THEN 'core' WHEN distance_m <= :influence_m THEN 'influence'
                   ELSE 'beyond' END AS band
    FROM located
), figure AS (
    SELECT site_key, band, '' AS class, 'dwellings' AS base, dwellings AS amount FROM placed
    UNION ALL SELECT site_key, band, '', 'residents', residents FROM placed
    UNION ALL SELECT site_key, band, '', 'floor_area_m2', floor_area_m2 FROM placed
    UNION ALL SELECT site_key, band, ':' || class, 'dwellings', dwellings FROM placed WHERE class IS NOT NULL
), slice(band) AS (VALUES ('core'), ('influence'), ('within'), ('beyond'))
SELECT f.site_key, h.area_id, s.band || f.class AS slice, f.base,
       CASE WHEN f.band = s.band OR s.band = 'within' AND f.band <> 'beyond' THEN f.amount ELSE 0.0 END AS numerator,
       f.amount AS denominator
FROM figure AS f CROSS JOIN slice AS s JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
