-- id: renewal_share_inside
-- title: Renewal against new building inside and outside an area
-- title_zh: 区域内外更新改造与新建占比
-- unit: share
-- better: none
-- base: floor_area_m2, units, projects
-- slices: part
-- parameter: layer = programmes | where the supply stands | sites, programmes
-- parameter: kind = inner_ring | kind of the areas | text
-- parameter: names = | only the areas with these ids or names, a list | text
-- parameter: renewal = renewed | modes that are renewal of what stands, a list | text
-- parameter: new = new | modes that are new building, a list | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: areas
-- optional: sites, programmes
-- about: Of what is renewed or newly built inside the areas of a kind, the share that is renewal (slice
-- about: renewal:inside) and new (new:inside); outside likewise. Sites are split by area where the
-- about: border cuts them; programmes count where they lie or their area lies wholly on one side; slice
-- about: unplaced is the share of all that is left out for that.
-- about_zh: 某类区域内（或外）更新改造与新建之和中，更新改造与新建各自的占比（分项 renewal:inside、new:inside、
-- about_zh: renewal:outside、new:outside）。跨界地块按用地面积分摊；项目按其位置或整体位于一侧的所填区域计，其余
-- about_zh: 不计，占比见分项 unplaced。

WITH chosen AS MATERIALIZED (
    SELECT a.id FROM areas AS a
    WHERE a.kind = :kind AND (:names IS NULL OR EXISTS (
        SELECT 1 FROM json_each('["' || replace(replace(replace(replace(replace(:names,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]') AS n
        WHERE trim(n.value) IN (a.id, a.name)))
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, coalesce(p.certain, 0) AS certain,
           instr(',' || replace(:renewal, ' ', '') || ',', ',' || s.mode || ',') > 0 AS renewal,
           coalesce((SELECT min(1.0, sum(x.share)) FROM supply_area AS x
                     WHERE x.place = s.place AND x.kind = :kind AND x.area_id IN (SELECT id FROM chosen)), 0.0) AS share
    FROM supply AS s LEFT JOIN supply_place AS p ON p.place = s.place
    WHERE s.layer = :layer
          AND instr(',' || replace(:renewal || ',' || :new, ' ', '') || ',', ',' || s.mode || ',') > 0
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), known AS MATERIALIZED (
    SELECT * FROM counted
    WHERE place IS NOT NULL AND (certain OR share <= 0.000001 OR share >= 0.999999)
), sided AS MATERIALIZED (
    SELECT atom, 'inside' AS side, renewal, units, floor_area_m2, share FROM known
    UNION ALL SELECT atom, 'outside', renewal, units, floor_area_m2, 1.0 - share FROM known
), parted AS MATERIALIZED (
    SELECT atom, 'renewal:' || side AS slice, units, floor_area_m2, share, renewal AS hit FROM sided
    UNION ALL SELECT atom, 'new:' || side, units, floor_area_m2, share, NOT renewal FROM sided
), summed AS MATERIALIZED (
    SELECT atom, slice, sum(floor_area_m2 * share * hit) AS nf, sum(floor_area_m2 * share) AS df,
           sum(units * share * hit) AS nu, sum(units * share) AS du, sum(share * hit) AS np,
           sum(share) AS dp
    FROM parted GROUP BY atom, slice
    UNION ALL
    SELECT atom, 'unplaced', sum(floor_area_m2 * lost), sum(floor_area_m2), sum(units * lost), sum(units),
           sum(lost), count(*)
    FROM (SELECT *, row_key NOT IN (SELECT row_key FROM known) AS lost FROM counted) GROUP BY atom
)
SELECT atom, slice, 'floor_area_m2' AS base, nf AS numerator, df AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'units', nu, du, NULL FROM summed
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, s.value, b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM chosen) THEN 'no such area of kind ' || :kind || ' was supplied'
            WHEN NOT EXISTS (SELECT 1 FROM counted) THEN 'no supply of these modes'
            ELSE 'the areas that programmes name lie partly inside: give programmes a place' END
FROM json_each('["renewal:inside","renewal:outside","new:inside","new:outside"]') AS s
CROSS JOIN json_each('["floor_area_m2","units","projects"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM chosen) OR NOT EXISTS (SELECT 1 FROM known);
