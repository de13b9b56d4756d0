-- id: quotas
-- rank: 37
-- title: Quotas
-- title_zh: 配建要求
-- unit: dwellings
-- needs: targets
-- reason: talent_pass | Due for talent housing ({why}): {measured} stated, {required} are {quota_share}. | 应配建人才住房（{why}）：已填 {measured}，按 {quota_share} 为 {required}。
-- reason: talent_fail | May be asked for talent housing ({why}): {quota_share} would be {required}; {measured} are stated. | 可要求配建人才住房（{why}）：按 {quota_share} 为 {required}，已填 {measured}。
-- reason: rental_pass | {rule}: this site is of the class itself. | {rule}：本地块即属该类别。
-- reason: rental_fail | {rule}: its share of this site would be {required}. | {rule}：分摊至本地块为 {required}。
-- reason: small_pass | {measured} of at most 70 m², {required} are required ({quota_share}). | 70 平方米以下 {measured}，要求 {required}（{quota_share}）。
-- reason: small_fail | {measured} of at most 70 m² are stated, {required} are required ({quota_share}). | 70 平方米以下仅填 {measured}，要求 {required}（{quota_share}）。
-- reason: not_measured | The site does not say its dwellings. | 地块未填套数。
-- reason: more | {shortfall} more. | 再配 {shortfall}。
-- about: Quotas that the plan's rules lay on the site, with the dwellings they would mean: talent housing
-- about: (large commodity lots, lots in development zones or near stations: measure talent_quota_due), affordable
-- about: rental as a share of supply (measure supply_share), small dwellings (measure small_unit_share; for
-- about: affordable rental without a plan: more than half, 国办发〔2021〕22号). A site no rule is about has no
-- about: row. Warns: the plan says may, or asks for a share of all supply.
-- about_zh: 规划对地块的配建要求及折合套数：人才住房（大型商品房地块、开发区内或邻近站点地块，度量 talent_quota_due）、
-- about_zh: 保障性租赁住房占比（度量 supply_share）、小户型（度量 small_unit_share；保障性租赁住房无规划要求时过半，
-- about_zh: 国办发〔2021〕22号）。未涉及的地块不列。仅作提示：原文为“可”，或为全部供应的比例。

WITH site AS MATERIALIZED (
    SELECT c.key AS site_key, c.class, c.dwellings, c.small_dwellings, c.talent_dwellings,
           coalesce(c.site_area_m2, s.plane_m2 * :ground_scale * :ground_scale) AS land_m2, c.year,
           s.x0, s.x1, s.y0, s.y1
    FROM candidates AS c JOIN site_shape AS s ON s.site_key = c.key
), talent AS MATERIALIZED (
    SELECT * FROM (
        SELECT clause, json_extract(parameters, '$.large_m2') AS large_m2, json_extract(parameters, '$.quota') AS quota,
               ',' || replace(coalesce(json_extract(parameters, '$.class'), ''), ' ', '') || ',' AS class,
               ',' || replace(coalesce(json_extract(parameters, '$.zones'), ''), ' ', '') || ',' AS zones,
               ',' || replace(coalesce(json_extract(parameters, '$.anchors'), ''), ' ', '') || ',' AS anchors,
               json_extract(parameters, '$.distance_m') AS distance_m
        FROM audit_rule WHERE measure = 'talent_quota_due' ORDER BY target_key LIMIT 1)
), asked AS (
    SELECT s.site_key, t.quota, t.clause, s.dwellings, s.talent_dwellings,
           s.land_m2 > t.large_m2 AND instr(t.class, ',' || s.class || ',') > 0 AS by_size,
           EXISTS (SELECT 1 FROM site_area AS x WHERE x.site_key = s.site_key AND x.share >= 0.5
                   AND instr(t.zones, ',' || x.kind || ',') > 0) AS by_zone,
           EXISTS (SELECT 1 FROM audit_anchor AS g JOIN anchor_place AS p ON p.layer = g.layer AND p.row_key = g.row_key
                   JOIN candidates AS c ON c.key = s.site_key
                   WHERE instr(t.anchors, ',' || g.word || ',') > 0
                     AND g.x0 <= s.x1 + t.distance_m / :ground_scale AND g.x1 >= s.x0 - t.distance_m / :ground_scale
                     AND g.y0 <= s.y1 + t.distance_m / :ground_scale AND g.y1 >= s.y0 - t.distance_m / :ground_scale
                     AND ST_Distance(p.geom, c.geom) * :ground_scale <= t.distance_m) AS by_station
    FROM site AS s CROSS JOIN talent AS t
), due AS (
    SELECT *, rtrim(iif(by_size, 'large lot, ', '') || iif(by_zone, 'development zone, ', '') || iif(by_station, 'near a station, ', ''), ', ') AS why_en,
           rtrim(iif(by_size, '大型地块、', '') || iif(by_zone, '开发区、', '') || iif(by_station, '邻近站点、', ''), '、') AS why_zh
    FROM asked WHERE by_size OR by_zone OR by_station
), rental AS MATERIALIZED (
    SELECT id, clause, title_en, title_zh, value, ',' || replace(json_extract(parameters, '$.class'), ' ', '') || ',' AS class
    FROM audit_rule
    WHERE measure = 'supply_share' AND comparison IN ('>=', '>') AND json_extract(parameters, '$.class') LIKE '%affordable_rental%'
      AND coalesce(json_extract(parameters, '$.land_source'), json_extract(parameters, '$.previous_use'),
                   json_extract(parameters, '$.of_class'), json_extract(parameters, '$.of_mode')) IS NULL
    ORDER BY target_key LIMIT 1
), small AS MATERIALIZED (
    SELECT value, clause, class FROM (
        SELECT value, clause, ',' || replace(coalesce(json_extract(parameters, '$.class'), ''), ' ', '') || ',' AS class, 0 AS place, target_key
        FROM audit_rule WHERE measure = 'small_unit_share' AND comparison IN ('>=', '>') AND json_extract(parameters, '$.class') IS NOT NULL
        UNION ALL
        SELECT 0.5, '国办发〔2021〕22号', ',affordable_rental,', 1, 0)
    ORDER BY place, target_key LIMIT 1
)
SELECT site_key, 'talent' AS part, CASE WHEN dwellings IS NULL THEN 'not measured' END AS outcome,
       coalesce(talent_dwellings, 0.0) AS measured, ceil(quota * dwellings - 1e-9) AS required, '>=' AS comparison, 'warn' AS severity,
       clause, why_en, why_zh, quota AS quota_share, NULL AS rule_en, NULL AS rule_zh,
       CASE WHEN dwellings IS NULL THEN 'not_measured' WHEN coalesce(talent_dwellings, 0.0) >= quota * dwellings - 1e-9
            THEN 'talent_pass' ELSE 'talent_fail' END AS reason,
       CASE WHEN coalesce(talent_dwellings, 0.0) < quota * dwellings - 1e-9 THEN 'more' END AS remedy
FROM due
UNION ALL
SELECT s.site_key, 'affordable_rental', CASE WHEN s.dwellings IS NULL THEN 'not measured' ELSE 'pass' END,
       iif(instr(r.class, ',' || s.class || ',') > 0, s.dwellings, NULL), ceil(r.value * s.dwellings - 1e-9), '>=', 'warn', r.clause,
       NULL, NULL, r.value, r.title_en, r.title_zh,
       CASE WHEN s.dwellings IS NULL THEN 'not_measured' WHEN instr(r.class, ',' || s.class || ',') > 0 THEN 'rental_pass' ELSE 'rental_fail' END,
       NULL
FROM site AS s CROSS JOIN rental AS r
UNION ALL
SELECT s.site_key, 'small_units', CASE WHEN s.dwellings IS NULL OR s.small_dwellings IS NULL THEN 'not measured' END,
       s.small_dwellings, floor(m.value * s.dwellings + 1e-9) + 1, '>=', 'warn', m.clause, NULL, NULL, m.value, NULL, NULL,
       CASE WHEN s.dwellings IS NULL OR s.small_dwellings IS NULL THEN 'not_measured'
            WHEN s.small_dwellings >= floor(m.value * s.dwellings + 1e-9) + 1 THEN 'small_pass' ELSE 'small_fail' END,
       CASE WHEN s.small_dwellings < floor(m.value * s.dwellings + 1e-9) + 1 THEN 'more' END
FROM site AS s CROSS JOIN small AS m
WHERE instr(m.class, ',' || s.class || ',') > 0
ORDER BY 1, 2;
