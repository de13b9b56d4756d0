-- id: site_constraint_overlap
-- title: Housing land clear of constraints
-- title_zh: 避让限制区的住房用地占比
-- unit: share
-- better: higher
-- base: land, projects
-- slices: constraint
-- parameter: severity = forbid | which constraints count | forbid, any
-- parameter: kinds = | only constraints of these kinds, a list | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- needs: constraints
-- optional: programmes
-- about: Share of the land of housing sites outside all constraints (slice outside) and inside those of
-- about: each kind (in:kind), cut where the border runs; base projects counts sites that touch none, or
-- about: that kind. Sites whose use is not residential are left out.
-- about_zh: 住房地块用地中位于全部限制区之外的占比（分项 outside）及位于各类限制区内的占比（in:类型），按边界切分；
-- about_zh: 口径 projects 为完全不涉及（或涉及该类）的地块个数占比。用途非居住的地块不计。

WITH barred AS MATERIALIZED (
    SELECT key, kind, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
    FROM constraints
    WHERE (:severity = 'any' OR severity = 'forbid')
          AND (:kinds IS NULL OR kind IN (SELECT trim(value) FROM json_each('["' || replace(replace(replace(replace(replace(:kinds,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')))
), counted AS MATERIALIZED (
    SELECT s.place, s.atom, p.plane_m2 FROM supply AS s JOIN supply_place AS p ON p.place = s.place
    WHERE s.layer = 'sites' AND s.is_residential AND p.plane_m2 > 0
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), cut AS MATERIALIZED (
    SELECT c.place, b.kind, ST_Intersection(p.geom, z.geom) AS part
    FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN barred AS b ON p.x0 <= b.x1 AND p.x1 >= b.x0 AND p.y0 <= b.y1 AND p.y1 >= b.y0
    JOIN constraints AS z ON z.key = b.key
    WHERE ST_Intersects(p.geom, z.geom) = 1
), lost AS MATERIALIZED (
    SELECT place, kind, coalesce(ST_Area(ST_Union(part)), 0.0) AS plane_m2 FROM cut GROUP BY place, kind
    UNION ALL
    SELECT place, NULL, coalesce(ST_Area(ST_Union(part)), 0.0) FROM cut GROUP BY place
), kind AS (SELECT DISTINCT kind FROM barred),
figure AS MATERIALIZED (
    -- A millionth of a site is the rounding of a common border, not land.
    SELECT c.atom, 'outside' AS slice, c.plane_m2, c.plane_m2 - coalesce(l.plane_m2, 0.0) AS part_m2,
           coalesce(l.plane_m2, 0.0) <= 1e-6 * c.plane_m2 AS hit
    FROM counted AS c LEFT JOIN lost AS l ON l.place = c.place AND l.kind IS NULL
    UNION ALL
    SELECT c.atom, 'in:' || k.kind, c.plane_m2, coalesce(l.plane_m2, 0.0),
           coalesce(l.plane_m2, 0.0) > 1e-6 * c.plane_m2
    FROM counted AS c CROSS JOIN kind AS k LEFT JOIN lost AS l ON l.place = c.place AND l.kind = k.kind
)
SELECT atom, slice, 'land' AS base, sum(part_m2) * :ground_scale * :ground_scale AS numerator,
       sum(plane_m2) * :ground_scale * :ground_scale AS denominator, NULL AS reason
FROM figure GROUP BY atom, slice
UNION ALL SELECT atom, slice, 'projects', sum(hit), count(*), NULL FROM figure GROUP BY atom, slice
UNION ALL
SELECT NULL, 'outside', b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM barred) THEN 'no such constraint was supplied'
            ELSE 'no site is said to be residential' END
FROM json_each('["land","projects"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM barred) OR NOT EXISTS (SELECT 1 FROM counted);
