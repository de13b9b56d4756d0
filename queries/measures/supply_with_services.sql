-- id: supply_with_services
-- title: Housing sites with services within reach
-- title_zh: 配套成熟地块的住房占比
-- unit: share
-- better: higher
-- base: units, floor_area_m2, land, projects
-- slices: category
-- parameter: categories = | facility categories (station is one), a list; blank: all of the city | text
-- parameter: required = | how many of them must be within reach; blank: all | 1 .. 100
-- parameter: metric = walk | along streets, or in a straight line | walk, straight
-- parameter: limit_m = | one limit for all; blank: each category's own | 1 .. 50000
-- parameter: anchors = | and near one of these anchors, a list as in supply_near_anchors; blank: none | text
-- parameter: distance_m = 800 | how near to an anchor, in a straight line | 0 .. 50000
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- needs: streets if metric = walk
-- optional: programmes, anchors, stations, facilities
-- about: Share of housing on sites from which the required number of facility categories lie within
-- about: their limits and (where anchors are asked for) an anchor is near: slice served. A slice for each
-- about: category, and for the anchors (near), gives that condition by itself. A site that no street could
-- about: be joined to reaches nothing on foot.
-- about_zh: 自地块出发，所要求数目的设施类别均在各自限值之内，且（如有要求）邻近锚点的住房占比：分项 served；
-- about_zh: 各类别及 near 分项为单项条件。无法接入路网的地块步行不可达任何设施。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), wanted AS MATERIALIZED (
    SELECT DISTINCT trim(value) AS category FROM json_each('["' || replace(replace(replace(replace(replace(:categories,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
    UNION SELECT category FROM category_limit WHERE :categories IS NULL
), lacking AS MATERIALIZED (
    SELECT w.category, coalesce(:limit_m, CASE WHEN :metric = 'walk' THEN l.limit_m ELSE l.straight_limit_m END) AS limit_m,
           l.limit_min,
           CASE WHEN l.category IS NULL THEN 'category ' || w.category || ' is not among those of the city'
                WHEN :limit_m > :search_limit_m THEN 'the limit lies beyond walking.search_limit_m'
                ELSE l.reason END AS reason
    FROM wanted AS w LEFT JOIN category_limit AS l ON l.category = w.category
), need AS (
    SELECT coalesce(:required, count(*)) AS required, count(*) FILTER (WHERE reason IS NULL) AS known,
           count(*) AS asked, min(reason) AS reason
    FROM lacking
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, s.land_m2
    FROM supply AS s
    WHERE s.layer = 'sites'
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), reached AS MATERIALIZED (
    SELECT c.row_key, l.category
    FROM counted AS c CROSS JOIN lacking AS l
    JOIN walk_site AS w ON w.site_key = c.row_key AND w.category = l.category
    WHERE l.reason IS NULL
          AND CASE WHEN :metric = 'straight' THEN w.straight_m <= l.limit_m
                   WHEN l.limit_m IS NULL THEN w.walk_min <= l.limit_min * :stretch
                   ELSE w.walk_m <= l.limit_m * :stretch END
), near AS MATERIALIZED (
    SELECT DISTINCT c.row_key FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), judged AS MATERIALIZED (
    SELECT c.*, (SELECT count(*) FROM reached AS r WHERE r.row_key = c.row_key) AS found,
           c.row_key IN (SELECT row_key FROM near) AS near
    FROM counted AS c
), figure AS MATERIALIZED (
    SELECT j.atom, 'served' AS slice, j.units, j.floor_area_m2, j.land_m2,
           j.found >= n.required AND (:anchors IS NULL OR j.near) AS hit
    FROM judged AS j CROSS JOIN need AS n WHERE n.known >= n.required
          AND (:anchors IS NULL OR EXISTS (SELECT 1 FROM goal))
    UNION ALL
    SELECT atom, 'near', units, floor_area_m2, land_m2, near FROM judged WHERE EXISTS (SELECT 1 FROM goal)
    UNION ALL
    SELECT c.atom, l.category, c.units, c.floor_area_m2, c.land_m2, r.category IS NOT NULL
    FROM counted AS c CROSS JOIN lacking AS l
    LEFT JOIN reached AS r ON r.row_key = c.row_key AND r.category = l.category
    WHERE l.reason IS NULL
), summed AS MATERIALIZED (
    SELECT atom, slice, sum(units * hit) AS nu, sum(units) AS du, sum(floor_area_m2 * hit) AS nf,
           sum(floor_area_m2) AS df, sum(land_m2 * hit) AS nl, sum(land_m2) AS dl, sum(hit) AS np,
           count(*) AS dp
    FROM figure GROUP BY atom, slice
), bases(base) AS (VALUES ('units'), ('floor_area_m2'), ('land'), ('projects'))
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, l.category, b.base, NULL, NULL, l.reason FROM lacking AS l CROSS JOIN bases AS b WHERE l.reason IS NOT NULL
UNION ALL
SELECT NULL, 'served', b.base, NULL, NULL,
       CASE WHEN n.known < n.required THEN coalesce(n.reason, 'required ' || CAST(n.required AS INTEGER)
                || ', but there are ' || n.asked || ' categories')
            ELSE 'none of the anchors was supplied' END
FROM need AS n CROSS JOIN bases AS b
WHERE n.known < n.required OR :anchors IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goal);
