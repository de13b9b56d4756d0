-- id: supply_layout
-- title: Housing at points, along lines and in areas
-- title_zh: 住房的点、线、面布局
-- unit: share
-- better: none
-- base: units, floor_area_m2, land, projects
-- slices: part
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: points = business_district | the points: anchors by kind, id or name, a list | text
-- parameter: point_m = 800 | how near to a point | 0 .. 20000
-- parameter: line_m = 800 | how near to a rail line | 0 .. 20000
-- parameter: kind = | kind of the areas that count; blank: none | text
-- parameter: names = | only the areas with these ids or names | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- optional: sites, programmes, anchors, stations, rail_lines
-- about: Sorts housing by the first that holds: near a named point (slice point), along a rail line
-- about: (line), mostly inside a named area (area), none of them (none). The four shares add up to 1.
-- about: Distances are straight, from the edge of the site. Programmes without a place are left out.
-- about_zh: 按先后次序将住房归为：邻近指定点（point）、沿轨道线（line）、主要位于指定区域（area）、其余
-- about_zh: （none），四项合计为 1。距离为自地块边界的直线距离；无空间位置的项目不计。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:points,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
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
), chosen AS (
    SELECT a.id FROM areas AS a
    WHERE a.kind = :kind AND (:names IS NULL OR EXISTS (
        SELECT 1 FROM json_each('["' || replace(replace(replace(replace(replace(:names,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]') AS n
        WHERE trim(n.value) IN (a.id, a.name)))
), at_point AS MATERIALIZED (
    SELECT DISTINCT p.place FROM supply_place AS p
    JOIN goal AS g ON p.x0 <= g.x1 + :point_m / :ground_scale AND p.x1 >= g.x0 - :point_m / :ground_scale
                  AND p.y0 <= g.y1 + :point_m / :ground_scale AND p.y1 >= g.y0 - :point_m / :ground_scale
    WHERE p.certain AND ST_Distance(p.geom, g.geom) * :ground_scale <= :point_m
), at_line AS MATERIALIZED (
    SELECT DISTINCT p.place FROM supply_place AS p JOIN rail_lines AS l
    WHERE p.certain AND ST_Distance(p.geom, l.geom) * :ground_scale <= :line_m
), in_area AS MATERIALIZED (
    SELECT place FROM supply_area WHERE area_id IN (SELECT id FROM chosen)
    GROUP BY place HAVING sum(share) >= 0.5
), sorted AS MATERIALIZED (
    SELECT c.*, CASE WHEN c.place IN (SELECT place FROM at_point) THEN 'point'
                     WHEN c.place IN (SELECT place FROM at_line) THEN 'line'
                     WHEN c.place IN (SELECT place FROM in_area) THEN 'area' ELSE 'none' END AS part
    FROM counted AS c
), by_part AS MATERIALIZED (
    SELECT s.atom, k.value AS slice, s.units, s.floor_area_m2, s.land_m2, s.part = k.value AS hit
    FROM sorted AS s CROSS JOIN json_each('["point","line","area","none"]') AS k WHERE s.known
), summed AS MATERIALIZED (
    SELECT atom, slice, sum(units * hit) AS nu, sum(units) AS du, sum(floor_area_m2 * hit) AS nf,
           sum(floor_area_m2) AS df, sum(land_m2 * hit) AS nl, sum(land_m2) AS dl, sum(hit) AS np,
           count(*) AS dp
    FROM by_part GROUP BY atom, slice
)
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed WHERE :layer = 'sites'
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed;
