-- id: growth_area_share
-- title: New housing inside a district's growth areas
-- title_zh: 区县住房布局于其指定拓展区域的占比
-- unit: share
-- better: higher
-- base: units, floor_area_m2, projects
-- slices: part
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: kind = growth_area | kind of the areas a district names; their parent_id names the district | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: areas
-- optional: sites, programmes
-- about: Share of a district's planned or supplied housing that lies in the growth areas the plan names
-- about: for that district (slice inside). Only districts that have growth areas are judged; the city is the sum of
-- about: these districts. Sites are split by area where a border cuts them; programmes count where they
-- about: lie, or where the area they name lies wholly in growth areas or in none; the share of the others
-- about: is slice unplaced.
-- about_zh: 各区县规划或供应住房位于规划为其指定的拓展区域（上级为该区县）内的占比。仅计有拓展区域的区县，
-- about_zh: 全市为这些区县之和（分项 inside）。跨界地块按用地面积分摊；无空间位置的项目按其所填区域判定，
-- about_zh: 无法判定者占比见分项 unplaced。

WITH growth AS MATERIALIZED (
    SELECT g.id, d.id AS district, d.kind AS district_kind
    FROM areas AS g JOIN areas AS d ON d.id = g.parent_id OR d.name = g.parent_id
    WHERE g.kind = :kind AND d.kind <> :kind
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.units, s.floor_area_m2, p.certain, p.plane_m2
    FROM supply AS s JOIN supply_place AS p ON p.place = s.place
    WHERE s.layer = :layer
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), home AS MATERIALIZED (
    -- What of a row lies in the district.
    SELECT c.*, x.area_id AS district, x.share AS in_district
    FROM counted AS c JOIN supply_area AS x ON x.place = c.place
    WHERE x.area_id IN (SELECT district FROM growth) AND (c.certain OR x.share = 1)
), inside AS MATERIALIZED (
    SELECT h.row_key, h.district,
           CASE WHEN max(x.share) = 1 THEN 1.0 WHEN count(*) = 1 THEN max(x.share)
                ELSE ST_Area(ST_Union(x.part)) / h.plane_m2 END AS share
    FROM home AS h JOIN growth AS g ON g.district = h.district
    JOIN supply_area AS x ON x.place = h.place AND x.area_id = g.id
    GROUP BY h.row_key, h.district
), judged AS MATERIALIZED (
    SELECT h.*, min(coalesce(i.share, 0.0), h.in_district) AS share
    FROM home AS h LEFT JOIN inside AS i ON i.row_key = h.row_key AND i.district = h.district
), known AS MATERIALIZED (
    SELECT * FROM judged WHERE certain OR share <= 0.000001 OR share >= 0.999999
), summed AS MATERIALIZED (
    SELECT district, 'inside' AS slice, sum(units * share) AS nu, sum(units * in_district) AS du,
           sum(floor_area_m2 * share) AS nf, sum(floor_area_m2 * in_district) AS df,
           sum(share) AS np, sum(in_district) AS dp
    FROM known GROUP BY district
    UNION ALL
    SELECT district, 'unplaced', sum(units * in_district * lost), sum(units * in_district),
           sum(floor_area_m2 * in_district * lost), sum(floor_area_m2 * in_district),
           sum(in_district * lost), sum(in_district)
    FROM (SELECT *, NOT (certain OR share <= 0.000001 OR share >= 0.999999) AS lost FROM judged)
    GROUP BY district
), result AS (
    SELECT district AS area_id, slice, nu, du, nf, df, np, dp FROM summed
    UNION ALL
    SELECT 'city', slice, sum(nu), sum(du), sum(nf), sum(df), sum(np), sum(dp) FROM summed GROUP BY slice
)
SELECT area_id, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM result
UNION ALL SELECT area_id, slice, 'floor_area_m2', nf, df, NULL FROM result
UNION ALL SELECT area_id, slice, 'projects', np, dp, NULL FROM result
UNION ALL
SELECT w.area_id, 'inside', b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM growth) THEN
                'no area of kind ' || :kind || ' names a district as parent_id'
            ELSE 'no supply here that can be placed inside or outside' END
FROM (SELECT 'city' AS area_id UNION SELECT district FROM growth) AS w
CROSS JOIN json_each('["units","floor_area_m2","projects"]') AS b
WHERE w.area_id NOT IN (SELECT area_id FROM result WHERE slice = 'inside');
