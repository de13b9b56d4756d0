-- id: corridor_share
-- title: Housing along rail lines
-- title_zh: 轨道沿线带内的住房占比
-- unit: share
-- better: higher
-- base: units, floor_area_m2, land, projects
-- slices: part
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: distance_m = 800 | half the width of the corridor, in a straight line | 1 .. 20000
-- parameter: opened_by = | only lines opened in this year or before | 1800 .. 2200
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: rail_lines
-- optional: sites, programmes
-- about: Share of planned or supplied housing within a distance of the alignment of a rail line (slice
-- about: corridor), whatever its stations. A site that the edge of the corridor cuts counts by the share
-- about: of its land inside. Programmes without a place of their own are left out (slice unplaced).
-- about_zh: 位于轨道线路两侧给定距离内的住房占比（分项 corridor），不论站点位置。跨越廊道边界的地块按廊道内
-- about_zh: 用地面积分摊。无空间位置的项目不计（分项 unplaced）。

WITH line AS MATERIALIZED (
    SELECT id, geom, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0,
           MbrMaxY(geom) AS y1, :distance_m / :ground_scale AS d
    FROM rail_lines WHERE :opened_by IS NULL OR opened_year <= :opened_by
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, s.land_m2,
           coalesce(p.certain, 0) AS known
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
), pair AS MATERIALIZED (
    SELECT DISTINCT p.place, l.id
    FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN line AS l ON p.x0 <= l.x1 + l.d AND p.x1 >= l.x0 - l.d AND p.y0 <= l.y1 + l.d AND p.y1 >= l.y0 - l.d
    WHERE c.known AND ST_Distance(p.geom, l.geom) <= l.d
), cut AS MATERIALIZED (
    -- The piece of line that can matter to a site lies within its box and the distance around it.
    SELECT q.place, p.plane_m2,
           CASE WHEN p.plane_m2 > 0 THEN ST_Intersection(p.geom, ST_Buffer(ST_Intersection(l.geom,
               BuildMbr(p.x0 - l.d, p.y0 - l.d, p.x1 + l.d, p.y1 + l.d, ST_SRID(l.geom))), l.d, 32)) END AS part
    FROM pair AS q JOIN supply_place AS p ON p.place = q.place JOIN line AS l ON l.id = q.id
), inside AS (
    SELECT place, CASE WHEN max(plane_m2) > 0 THEN min(1.0, coalesce(ST_Area(ST_Union(part)), 0.0) / max(plane_m2))
                       ELSE 1.0 END AS share
    FROM cut GROUP BY place
), placed AS MATERIALIZED (
    SELECT c.*, coalesce(i.share, 0.0) AS share FROM counted AS c LEFT JOIN inside AS i ON i.place = c.place
), summed AS MATERIALIZED (
    SELECT atom, 'corridor' AS slice, sum(units * share) AS nu, sum(units) AS du,
           sum(floor_area_m2 * share) AS nf, sum(floor_area_m2) AS df,
           sum(land_m2 * share) AS nl, sum(land_m2) AS dl, sum(share) AS np, count(*) AS dp
    FROM placed WHERE known GROUP BY atom
    UNION ALL
    SELECT atom, 'unplaced' AS slice, sum(units * (NOT known)) AS nu, sum(units) AS du,
           sum(floor_area_m2 * (NOT known)) AS nf, sum(floor_area_m2) AS df,
           sum(land_m2 * (NOT known)) AS nl, sum(land_m2) AS dl, sum((NOT known)) AS np, count(*) AS dp
    FROM placed WHERE 1 GROUP BY atom
)
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed WHERE :layer = 'sites'
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, 'corridor', b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM line) THEN 'no rail line was opened by then'
            WHEN EXISTS (SELECT 1 FROM counted) THEN 'programmes have no place of their own' END
FROM json_each('["units","floor_area_m2","land","projects"]') AS b
WHERE (:layer = 'sites' OR b.value <> 'land')
      AND (NOT EXISTS (SELECT 1 FROM line) OR NOT EXISTS (SELECT 1 FROM counted WHERE known));
