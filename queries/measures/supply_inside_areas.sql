-- id: supply_inside_areas
-- title: Housing supply inside areas
-- title_zh: 位于指定区域内的住房供应占比
-- unit: share
-- better: higher
-- base: units, floor_area_m2, land, projects
-- slices: part
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: kind = key_zone | kind of the areas | text
-- parameter: names = | only the areas with these ids or names, a list separated by commas | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: areas
-- optional: sites, programmes
-- about: Share of planned or supplied housing inside the areas of a kind taken together (slice
-- about: inside), and inside each of them (inside:id). A site that a border cuts counts by the share of
-- about: its land inside; overlapping areas count once. A programme without a place of its own counts
-- about: where the area it names lies wholly inside or wholly outside; the others are left out and
-- about: shown as a share of all in slice unplaced.
-- about_zh: 位于某类区域（合并计）内的规划或供应住房占比（分项 inside），以及各区域内占比（inside:编号）。
-- about_zh: 跨界地块按面内用地面积分摊，区域重叠处只计一次。无空间位置的项目，仅当其所填区域整体位于区域内
-- about_zh: 或区域外时计入；其余不计，其占比见分项 unplaced。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:names,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), chosen AS MATERIALIZED (
    SELECT a.id, a.name FROM areas AS a
    WHERE a.kind = :kind AND (NOT EXISTS (SELECT 1 FROM asked)
                              OR a.id IN (SELECT word FROM asked)
                              OR a.name IN (SELECT word FROM asked))
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, s.land_m2, coalesce(p.certain, 0) AS certain,
           p.plane_m2
    FROM supply AS s LEFT JOIN supply_place AS p ON p.place = s.place
    WHERE s.layer = :layer
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), touched AS MATERIALIZED (
    SELECT x.place, max(x.share) AS most, count(*) AS areas, sum(x.share) AS summed,
           ST_Area(ST_Union(x.part)) AS union_m2
    FROM supply_area AS x
    WHERE x.kind = :kind AND x.area_id IN (SELECT id FROM chosen)
    GROUP BY x.place
), placed AS MATERIALIZED (
    SELECT c.*, CASE WHEN t.place IS NULL THEN 0.0 WHEN t.most = 1 THEN 1.0
                     WHEN t.areas = 1 THEN t.summed ELSE t.union_m2 / c.plane_m2 END AS share
    FROM counted AS c LEFT JOIN touched AS t ON t.place = c.place
), located AS MATERIALIZED (
    -- Somewhere in an area that lies partly inside is nowhere one may count.
    SELECT *, place IS NOT NULL AND (certain OR share <= 0.000001 OR share >= 0.999999) AS known
    FROM placed
), summed AS MATERIALIZED (
    SELECT atom, 'inside' AS slice, sum(units * share) AS nu, sum(units) AS du,
           sum(floor_area_m2 * share) AS nf, sum(floor_area_m2) AS df,
           sum(land_m2 * share) AS nl, sum(land_m2) AS dl, sum(share) AS np, count(*) AS dp
    FROM located WHERE known GROUP BY atom
    UNION ALL
    SELECT atom, 'unplaced', sum(units * (NOT known)), sum(units),
           sum(floor_area_m2 * (NOT known)), sum(floor_area_m2),
           sum(land_m2 * (NOT known)), sum(land_m2), sum(NOT known), count(*)
    FROM located GROUP BY atom
    UNION ALL
    SELECT l.atom, 'inside:' || c.id, sum(l.units * coalesce(x.share, 0.0)), sum(l.units),
           sum(l.floor_area_m2 * coalesce(x.share, 0.0)), sum(l.floor_area_m2),
           sum(l.land_m2 * coalesce(x.share, 0.0)), sum(l.land_m2),
           sum(coalesce(x.share, 0.0)), count(*)
    FROM located AS l CROSS JOIN chosen AS c
    LEFT JOIN supply_area AS x ON x.place = l.place AND x.kind = :kind AND x.area_id = c.id
    WHERE l.known GROUP BY l.atom, c.id
)
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed WHERE :layer = 'sites'
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, 'inside:' || k.word, 'units', NULL, NULL,
       'no area of kind ' || :kind || ' is called ' || k.word
FROM asked AS k WHERE NOT EXISTS (SELECT 1 FROM chosen AS c WHERE c.id = k.word OR c.name = k.word)
UNION ALL
SELECT NULL, 'inside', b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM chosen) THEN 'no such area of kind ' || :kind || ' was supplied'
            WHEN EXISTS (SELECT 1 FROM counted) THEN
                'the areas that programmes name lie partly inside: give programmes a place' END
FROM json_each('["units","floor_area_m2","land","projects"]') AS b
WHERE (:layer = 'sites' OR b.value <> 'land')
      AND (NOT EXISTS (SELECT 1 FROM chosen)
           OR NOT EXISTS (SELECT 1 FROM located WHERE known));
