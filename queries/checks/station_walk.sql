-- id: station_walk
-- rank: 10
-- title: Station on foot
-- title_zh: 步行至轨道站点
-- unit: m
-- parameter: severity = fail | what it means to lie beyond the influence area | fail, warn
-- needs: stations
-- needs: streets
-- reason: pass | {name} is {measured} away on foot, in its {band} (limit {required}; straight the nearest is {straight_name}, {straight_m}). | 步行至“{name}”{measured}，位于{band}（限值 {required}；直线最近为“{straight_name}”{straight_m}）。
-- reason: fail | {name} is {measured} away on foot; the limit is {required} (straight the nearest is {straight_name}, {straight_m}). | 步行至“{name}”{measured}，限值 {required}（直线最近为“{straight_name}”{straight_m}）。
-- reason: none | No station is within the search on foot; the limit is {required} (straight: {straight_m}). | 步行搜索范围内没有站点，限值 {required}（直线最近 {straight_m}）。
-- reason: link | A street link of {gap_m} at {link_at} would make it {link_walk_m}. | 在 {link_at} 处补一段 {gap_m} 的道路，即为 {link_walk_m}。
-- reason: detour | Straight {straight_name} is near enough: for want of a way across the walk is {shortfall} too long. | “{straight_name}”直线距离达标：因缺少通道，步行距离超出 {shortfall}。
-- reason: nearer | The walk is {shortfall} too long. | 步行距离超出 {shortfall}。
-- about: The walk from the site's own access to the streets to the nearest station, against the influence
-- about: area of stations (stations.influence_m). The band is core or influence area. Judged along
-- about: streets, not by a circle; where the plan states the distance, its clause is cited.
-- about_zh: 自地块临街处步行至最近轨道站点的距离，与站点影响区（stations.influence_m）比较，并说明所在圈层。
-- about_zh: 按路网而非圆圈评判；规划给出距离者引其条款。

WITH core AS (
    SELECT CAST(value AS REAL) AS core_m FROM setting WHERE name = 'stations.core_m'
), rule AS (
    SELECT json_extract(parameters, '$.influence_m') AS limit_m, json_extract(parameters, '$.core_m') AS core_m,
           clause
    FROM audit_rule
    WHERE measure = 'station_band_share' AND json_extract(parameters, '$.metric') = 'walk'
    ORDER BY target_key LIMIT 1
), asked AS (
    SELECT CASE WHEN c.limit_min IS NULL THEN coalesce(r.limit_m, c.limit_m) END AS limit_m, c.limit_min,
           coalesce(r.core_m, k.core_m) AS core_m, coalesce(r.clause, c.norm) AS clause,
           CASE WHEN r.clause IS NULL THEN c.confidence END AS confidence
    FROM category AS c CROSS JOIN core AS k LEFT JOIN rule AS r
    WHERE c.id = 'station'
), found AS (
    SELECT s.site_key, a.clause, a.confidence, iif(a.limit_m IS NULL, 'min', 'm') AS unit,
           coalesce(a.limit_m, a.limit_min) AS required,
           iif(a.limit_m IS NULL, w.walk_min, w.walk_m) AS measured,
           iif(a.limit_m IS NULL, w.near_min, w.near_m) AS low, w.near_why AS low_by,
           iif(a.limit_m IS NULL, w.far_min, w.far_m) AS high, w.far_why AS high_by,
           coalesce(p.name, p.id) AS measured_text, w.straight_m, coalesce(t.name, t.id) AS straight_name,
           coalesce(a.limit_m, a.limit_min * :speed_m_per_min) AS straight_limit_m,
           CASE WHEN w.walk_m <= a.core_m THEN 'core' ELSE 'influence' END AS band,
           l.gap_m, iif(a.limit_m IS NULL, l.walk_min, l.walk_m) AS mended,
           l.walk_m AS link_walk_m, printf('%.0f %.0f', l.x0, l.y0) AS link_at
    FROM site_shape AS s CROSS JOIN asked AS a
    LEFT JOIN site_walk AS w ON w.site_key = s.site_key AND w.category = 'station'
    LEFT JOIN stations AS p
      ON p.key = iif(a.limit_m IS NULL, w.walk_min_place_key, w.walk_place_key)
    LEFT JOIN stations AS t ON t.key = w.straight_place_key
    LEFT JOIN site_link AS l ON l.site_key = s.site_key AND l.category = 'station'
)
SELECT site_key, measured, measured_text, required, '<=' AS comparison, low, low_by, high, high_by,
       1 AS walked, :severity AS severity, unit, clause, confidence, straight_m, straight_name, band, gap_m, link_at,
       link_walk_m,
       CASE WHEN measured IS NULL THEN 'none' END AS reason,
       CASE WHEN measured <= required THEN NULL WHEN mended <= required THEN 'link'
            WHEN measured IS NOT NULL AND straight_m <= straight_limit_m THEN 'detour'
            WHEN measured IS NOT NULL THEN 'nearer' END AS remedy
FROM found
ORDER BY site_key;
