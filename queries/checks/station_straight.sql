-- id: station_straight
-- rank: 11
-- title: Station in a straight line
-- title_zh: 直线至轨道站点
-- unit: m
-- needs: stations
-- parameter: severity = warn | what it means to lie outside the circle | fail, warn
-- reason: pass | {name} is {measured} away in a straight line, within {required}. | 距“{name}”直线 {measured}，不超过 {required}。
-- reason: fail | {name} is {measured} away in a straight line; the circle is {required}. | 距“{name}”直线 {measured}，圆圈半径为 {required}。
-- reason: none | No station lies within the search in a straight line; the circle is {required}. | 直线搜索范围内没有站点，圆圈半径为 {required}。
-- about: The straight line to the nearest station against the same limit: the standards' circle, to be
-- about: read beside the walk. It does not stand for the walk, and so only warns.
-- about_zh: 至最近轨道站点的直线距离，与同一限值比较：即标准所用的圆圈，供与步行结果对照；不代替步行，故仅作提示。

WITH rule AS (
    SELECT json_extract(parameters, '$.influence_m') AS limit_m, clause
    FROM audit_rule
    WHERE measure = 'station_band_share' AND json_extract(parameters, '$.metric') = 'straight'
    ORDER BY target_key LIMIT 1
)
SELECT s.site_key, w.straight_m AS measured, coalesce(p.name, p.id) AS measured_text,
       coalesce(r.limit_m, c.limit_m, c.limit_min * :speed_m_per_min) AS required, '<=' AS comparison,
       CASE WHEN w.straight_m IS NOT NULL THEN max(0.0, w.straight_m - :position_m) END AS low,
       CASE WHEN w.straight_m IS NOT NULL THEN 'position' END AS low_by,
       w.straight_m + :position_m AS high,
       CASE WHEN w.straight_m IS NOT NULL THEN 'position' END AS high_by,
       :severity AS severity, coalesce(r.clause, c.norm) AS clause,
       CASE WHEN r.clause IS NULL THEN c.confidence END AS confidence,
       CASE WHEN w.straight_m IS NULL THEN 'none' END AS reason
FROM site_shape AS s CROSS JOIN category AS c LEFT JOIN rule AS r
LEFT JOIN site_walk AS w ON w.site_key = s.site_key AND w.category = 'station'
LEFT JOIN stations AS p ON p.key = w.straight_place_key
WHERE c.id = 'station'
ORDER BY s.site_key;
