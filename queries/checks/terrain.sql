-- id: terrain
-- rank: 63
-- title: Slope and height
-- title_zh: 坡度与高程
-- unit: share
-- norm: CJJ 83-2016
-- clause: 4.0.1（居住用地自然坡度宜小于 25 %）
-- confidence: GK-H
-- settled_by: most
-- parameter: most = 0.25 | mean slope up to which land may be lived on | 0 .. 2
-- reason: pass | Mean slope {measured}, at most {required}. | 平均坡度 {measured}，不超过 {required}。
-- reason: fail | Mean slope {measured}, more than {required}. | 平均坡度 {measured}，超过 {required}。
-- reason: height | {measured} above sea level. | 平均高程 {measured}。
-- reason: not_measured | No terrain is known: neither a DEM of the city nor slope_share of the site. | 没有地形数据：城市未提供 DEM，地块未填坡度。
-- about: The mean slope of the ground, from the city's DEM or as stated, against the most that housing land
-- about: should have (part slope), and its mean height (part height, told only: rules of the plan about
-- about: height stand in siting_rule).
-- about_zh: 用地平均坡度（取自城市 DEM 或填报值）与居住用地限值比较（分项 slope），并列平均高程（分项 height，仅列出；
-- about_zh: 规划对海拔的要求见 siting_rule）。

SELECT key AS site_key, 'slope' AS part, CASE WHEN slope_share IS NULL THEN 'not measured' END AS outcome,
       slope_share AS measured, :most AS required, '<=' AS comparison, 'fail' AS severity, 'share' AS unit, NULL AS clause,
       'GK-H' AS confidence, NULL AS reason
FROM candidates WHERE key BETWEEN :first_key AND :last_key
UNION ALL
SELECT key, 'height', 'pass', elevation_m, NULL, NULL, NULL, 'm', 'candidates.elevation_m', NULL, 'height'
FROM candidates WHERE key BETWEEN :first_key AND :last_key AND elevation_m IS NOT NULL
ORDER BY 1, 2;
