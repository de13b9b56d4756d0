-- id: station_band_share
-- title: Housing by distance to stations
-- title_zh: 住房按站点圈层占比
-- unit: share
-- better: higher
-- base: dwellings, residents, floor_area_m2
-- norm: 城市轨道沿线地区规划设计导则 2015
-- clause: 术语: 轨道影响区 500–800 m, 站点核心区 300–500 m
-- confidence: GK-H
-- settled_by: core_m, influence_m
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: by = @stations.by | on foot: metres, or the minutes they take at the walking speed | distance, time
-- parameter: core_m = @stations.core_m | edge of the core | 1 .. 50000
-- parameter: influence_m = @stations.influence_m | edge of the influence area | 1 .. 50000
-- needs: stations
-- needs: streets if metric = walk
-- about: Share of housing in the core of a station, in its influence area, within either, and beyond
-- about: (slices core, influence, within, beyond), by the nearest station. Slices such as
-- about: core:affordable_rental give the same for the dwellings of one class, out of that class.
-- about: A home that no street could be joined to lies beyond on foot.
-- about_zh: 位于轨道站点核心区、影响区、二者之内、影响区外的住房占比（分项 core、influence、within、
-- about_zh: beyond），按最近站点计。分项“core:类别”为该类别住房套数中的占比。无法接入路网的住房步行按影响区外计。

WITH located AS (
    SELECT a.atom, h.class, h.residents, h.dwellings, h.floor_area_m2,
           CASE WHEN :metric = 'straight' THEN w.straight_m
                WHEN :by = 'time' THEN w.walk_min * :speed_m_per_min / :stretch
                ELSE w.walk_m / :stretch END AS distance_m
    FROM homes AS h
    JOIN home_atom AS a ON a.home_key = h.key
    LEFT JOIN walk_nearest AS w ON w.home_key = h.key AND w.category = 'station'
), summed AS MATERIALIZED (
    SELECT atom, class, CASE WHEN distance_m <= :core_m THEN 'core'
                             WHEN distance_m <= :influence_m THEN 'influence'
                             ELSE 'beyond' END AS band,
           sum(residents) AS residents, sum(dwellings) AS dwellings,
           sum(floor_area_m2) AS floor_area_m2
    FROM located GROUP BY 1, 2, 3
), figure AS (
    SELECT atom, band, '' AS class, 'dwellings' AS base, dwellings AS amount FROM summed
    UNION ALL SELECT atom, band, '', 'residents', residents FROM summed
    UNION ALL SELECT atom, band, '', 'floor_area_m2', floor_area_m2 FROM summed
    UNION ALL SELECT atom, band, ':' || class, 'dwellings', dwellings FROM summed
              WHERE class IS NOT NULL
), slice(band) AS (VALUES ('core'), ('influence'), ('within'), ('beyond')
), known AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM walk_nearest WHERE category = 'station')
                     AND NOT EXISTS (SELECT 1 FROM category WHERE id = 'station') THEN
                    'station is not among the categories: no way to a station was looked for'
                WHEN :influence_m > :search_limit_m THEN
                    'the influence area reaches beyond walking.search_limit_m' END AS reason
)
SELECT f.atom, s.band || f.class AS slice, f.base,
       sum(CASE WHEN f.band = s.band OR (s.band = 'within' AND f.band <> 'beyond') THEN f.amount
                ELSE 0.0 END) AS numerator,
       sum(f.amount) AS denominator, k.reason
FROM figure AS f CROSS JOIN slice AS s CROSS JOIN known AS k
GROUP BY f.atom, s.band, f.class, f.base;
