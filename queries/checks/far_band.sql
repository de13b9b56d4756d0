-- id: far_band
-- rank: 33
-- title: Floor area ratio and station band
-- title_zh: 容积率与站点圈层
-- unit: ratio
-- norm: 实证研究 2020
-- clause: 容积率随距站点距离递减
-- confidence: SEEN
-- needs: stations
-- reason: near_pass | FAR {measured} in the {band} of a station, at least the {required} of sites beyond. | 位于站点{band}，容积率 {measured}，不低于影响区外地块的 {required}。
-- reason: near_fail | FAR {measured} in the {band} of a station, below the {required} of sites beyond: land near stations is scarce. | 位于站点{band}，容积率 {measured}，低于影响区外地块的 {required}：站点周边用地稀缺。
-- reason: far_pass | FAR {measured} beyond the stations, at most the {required} of sites in their core. | 位于站点影响区外，容积率 {measured}，不高于核心区地块的 {required}。
-- reason: far_fail | FAR {measured} beyond the stations, above the {required} of sites in their core. | 位于站点影响区外，容积率 {measured}，高于核心区地块的 {required}。
-- reason: no_far | The site does not say its floor area ratio. | 地块未填容积率。
-- reason: nothing | The city has no sites to compare its floor area ratio with. | 没有可供比较的容积率。
-- about: Whether density falls away from stations: in the core or influence area of a station (on foot) the
-- about: ratio should not lie below the mean of the city's sites beyond them, beyond them not above the mean
-- about: of those in the core (measure far_by_band). Warns only.
-- about_zh: 密度是否随距站点距离递减：位于站点核心区或影响区（步行）者，容积率不宜低于影响区外地块的平均值；
-- about_zh: 位于影响区外者，不宜高于核心区地块的平均值（度量 far_by_band）。仅作提示。

WITH set_to AS (
    SELECT max(CASE name WHEN 'stations.core_m' THEN CAST(value AS REAL) END) AS core_m,
           max(CASE name WHEN 'stations.influence_m' THEN CAST(value AS REAL) END) AS influence_m
    FROM setting
), mean AS (
    SELECT max(CASE slice WHEN 'core' THEN value END) AS core, max(CASE slice WHEN 'beyond' THEN value END) AS beyond
    FROM main_value WHERE measure = 'far_by_band' AND area_id = 'city'
), placed AS (
    SELECT c.key AS site_key, coalesce(c.far, c.floor_area_m2 / nullif(c.site_area_m2, 0)) AS far, w.near_m, w.far_m,
           w.near_why, w.far_why, w.walk_m, t.influence_m,
           CASE WHEN w.walk_m <= t.core_m THEN 'core' WHEN w.walk_m <= t.influence_m THEN 'influence' ELSE 'beyond' END AS band
    FROM candidates AS c CROSS JOIN set_to AS t
    LEFT JOIN site_walk AS w ON w.site_key = c.key AND w.category = 'station'
    WHERE c.key BETWEEN :first_key AND :last_key
), asked AS (
    SELECT p.*, iif(p.band = 'beyond', m.core, m.beyond) AS required, iif(p.band = 'beyond', '<=', '>=') AS comparison,
           iif(p.band = 'beyond', p.far <= m.core + 1e-9, p.far >= m.beyond - 1e-9) AS holds
    FROM placed AS p CROSS JOIN mean AS m
)
SELECT site_key, CASE WHEN far IS NULL OR required IS NULL THEN 'not measured' WHEN holds THEN 'pass' ELSE 'warn' END AS outcome,
       far AS measured, required, comparison, band,
       CASE WHEN far IS NOT NULL AND NOT holds THEN abs(far - required) END AS shortfall,
       CASE WHEN far IS NULL THEN 'no_far' WHEN required IS NULL THEN 'nothing'
            WHEN band = 'beyond' THEN iif(holds, 'far_pass', 'far_fail')
            ELSE iif(holds, 'near_pass', 'near_fail') END AS reason
FROM asked
ORDER BY site_key;
