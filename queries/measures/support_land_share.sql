-- id: support_land_share
-- title: Support facilities of industrial projects
-- title_zh: 工业项目配套设施占比
-- unit: share
-- better: lower
-- base: land, floor_area_m2
-- slices: statistic
-- norm: 国办发〔2021〕22号
-- clause: 产业园区配套用地面积占比上限由 7% 提高到 15%，建筑面积占比相应提高
-- confidence: SEEN
-- about: Land, and floor area, that serves an industrial project's workers as a share of the
-- about: project's. A cap binds each project, so slice highest, the largest share of any project, is
-- about: what a cap is held against; slice all is the share over all projects together. Sites count
-- about: that state support_area_m2 or support_floor_area_m2.
-- about_zh: 工业项目配套设施用地（及建筑面积）占项目用地（建筑面积）的比重。上限约束每个项目，故与上限
-- about_zh: 相比的是分项 highest（各项目中的最大值）；分项 all 为全部项目合计。仅计填有配套面积的地块。

WITH place AS (
    SELECT site_key, 'city' AS area_id FROM site_atom
    UNION ALL
    SELECT s.site_key, a.area_id
    FROM site_atom AS s JOIN atom_area AS a ON a.atom = s.atom WHERE a.area_id <> 'city'
), project AS (
    SELECT p.area_id, 'land' AS base, s.support_area_m2 AS part, s.site_area_m2 AS whole
    FROM sites AS s JOIN place AS p ON p.site_key = s.key
    WHERE s.support_area_m2 IS NOT NULL AND s.site_area_m2 > 0
    UNION ALL
    SELECT p.area_id, 'floor_area_m2', s.support_floor_area_m2,
           coalesce(s.floor_area_m2, s.far * s.site_area_m2)
    FROM sites AS s JOIN place AS p ON p.site_key = s.key
    WHERE s.support_floor_area_m2 IS NOT NULL
          AND coalesce(s.floor_area_m2, s.far * s.site_area_m2) > 0
)
SELECT area_id, 'all' AS slice, base, sum(part) AS numerator, sum(whole) AS denominator, NULL AS reason
FROM project GROUP BY area_id, base
UNION ALL
SELECT area_id, 'highest', base, max(part / whole), 1.0, NULL FROM project GROUP BY area_id, base
UNION ALL
SELECT 'city', s.value, b.value, NULL, NULL, 'no site says ' || iif(b.value = 'land', 'support_area_m2',
                                                                   'support_floor_area_m2')
FROM json_each('["all", "highest"]') AS s, json_each('["land", "floor_area_m2"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM project AS p WHERE p.base = b.value);
