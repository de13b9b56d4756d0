-- id: lot_size
-- rank: 60
-- title: Size of the lot
-- title_zh: 地块面积
-- unit: m2
-- norm: GB 50180-2018
-- clause: 2.0.5（居住街坊 2–4 hm²）
-- confidence: GK-H
-- settled_by: most_m2
-- parameter: least_m2 = 1000 | below this a lot is too small to build on | 0 .. 10000000
-- parameter: most_m2 = 40000 | above this streets should divide it | 0 .. 100000000
-- reason: pass | {measured}: a usable lot, no larger than a housing block. | {measured}：可用，且不超过一个居住街坊。
-- reason: small | {measured} is less than {required}: too small for a housing project of its own. | {measured}，不足 {required}：难以独立开发。
-- reason: large | {measured} is more than a housing block of {required}: streets should divide it. | {measured}，超过居住街坊的 {required}：宜以道路划分。
-- reason: differs | {measured} on the map, but {stated_m2} are stated. | 图上 {measured}，而填报为 {stated_m2}。
-- about: The area of the polygon on the ground: not too small to be built on (least_m2), not larger than a
-- about: housing block (most_m2). Part stated compares the area that the data states.
-- about_zh: 地块图上面积：不小于可开发面积（least_m2），不超过居住街坊规模（most_m2）。分项 stated 与填报面积核对。

WITH site AS (
    SELECT s.site_key, s.plane_m2 * :ground_scale * :ground_scale AS m2, c.site_area_m2 AS stated_m2,
           instr(',' || replace(coalesce(c.derived, ''), ' ', ',') || ',', ',site_area_m2,') > 0 AS is_derived
    FROM site_shape AS s JOIN candidates AS c ON c.key = s.site_key
)
SELECT site_key, '' AS part, CASE WHEN m2 < :least_m2 THEN 'fail' WHEN m2 > :most_m2 THEN 'warn' ELSE 'pass' END AS outcome,
       m2 AS measured, iif(m2 < :least_m2, :least_m2, :most_m2) AS required, iif(m2 < :least_m2, '>=', '<=') AS comparison,
       CASE WHEN m2 < :least_m2 THEN :least_m2 - m2 WHEN m2 > :most_m2 THEN m2 - :most_m2 END AS shortfall,
       CASE WHEN m2 < :least_m2 THEN 'lot_size.least_m2' END AS clause, NULL AS confidence, stated_m2,
       CASE WHEN m2 < :least_m2 THEN 'small' WHEN m2 > :most_m2 THEN 'large' END AS reason
FROM site
UNION ALL
SELECT site_key, 'stated', 'warn', m2, stated_m2, '=', abs(m2 - stated_m2), 'candidates.site_area_m2', NULL, stated_m2, 'differs'
FROM site WHERE stated_m2 > 0 AND NOT is_derived AND abs(m2 - stated_m2) > 0.05 * stated_m2
ORDER BY 1, 2;
