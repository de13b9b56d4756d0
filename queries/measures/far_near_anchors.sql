-- id: far_near_anchors
-- title: Floor area ratio near anchors against elsewhere and before
-- title_zh: 枢纽等周边居住用地容积率对比
-- unit: ratio
-- better: higher
-- slices: figure
-- parameter: anchors = station | what to be near to: kinds, ids or names of anchors, station, station:mode, area:kind | text
-- parameter: distance_m = 800 | how near, in a straight line | 0 .. 50000
-- parameter: class = | only these classes, a list | text
-- parameter: year_from = | first year of supply | 1800 .. 2200
-- parameter: year_to = | last year of supply | 1800 .. 2200
-- parameter: base_from = | first year of the base period | 1800 .. 2200
-- parameter: base_to = | last year of the base period; blank: no base | 1800 .. 2200
-- needs: sites
-- optional: programmes, anchors, stations
-- about: Floor area divided by land of residential sites near the named anchors (slice near), of the others
-- about: (beyond), of those near them in a base period (base), and how near compares: near_to_beyond and
-- about: near_to_base, above 1 when it is denser near the anchors, or denser than before.
-- about_zh: 指定锚点周边居住地块的容积率（分项 near）、其余地块（beyond）、基期周边地块（base），以及二者之比
-- about_zh: near_to_beyond、near_to_base，大于 1 表示周边强度更高或较基期提高。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.floor_area_m2, s.land_m2,
           (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to) AS now,
           :base_to IS NOT NULL AND (:base_from IS NULL OR s.year >= :base_from) AND s.year <= :base_to AS base
    FROM supply AS s
    WHERE s.layer = 'sites' AND s.is_residential AND s.land_m2 > 0 AND s.floor_area_m2 IS NOT NULL
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
), near AS MATERIALIZED (
    SELECT DISTINCT c.row_key FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), marked AS MATERIALIZED (
    SELECT c.*, c.row_key IN (SELECT row_key FROM near) AS near FROM counted AS c
), by_area AS (
    SELECT 'city' AS area_id, m.* FROM marked AS m
    UNION ALL
    SELECT a.area_id, m.* FROM marked AS m JOIN atom_area AS a ON a.atom = m.atom WHERE a.area_id <> 'city'
), summed AS MATERIALIZED (
    SELECT area_id, sum(floor_area_m2) FILTER (WHERE now AND near) AS near_m2,
           sum(land_m2) FILTER (WHERE now AND near) AS near_land,
           sum(floor_area_m2) FILTER (WHERE now AND NOT near) AS beyond_m2,
           sum(land_m2) FILTER (WHERE now AND NOT near) AS beyond_land,
           sum(floor_area_m2) FILTER (WHERE base AND near) AS base_m2,
           sum(land_m2) FILTER (WHERE base AND near) AS base_land
    FROM by_area GROUP BY area_id
), figure AS (
    SELECT area_id, 'near' AS slice, near_m2 AS part, near_land AS whole FROM summed
    UNION ALL SELECT area_id, 'beyond', beyond_m2, beyond_land FROM summed
    UNION ALL SELECT area_id, 'base', base_m2, base_land FROM summed WHERE :base_to IS NOT NULL
    UNION ALL SELECT area_id, 'near_to_beyond', near_m2 / near_land, beyond_m2 / beyond_land FROM summed
    UNION ALL SELECT area_id, 'near_to_base', near_m2 / near_land, base_m2 / base_land FROM summed
              WHERE :base_to IS NOT NULL
)
SELECT area_id, slice, part AS numerator, whole AS denominator,
       CASE WHEN NOT EXISTS (SELECT 1 FROM goal) THEN 'none of the anchors was supplied'
            WHEN part IS NULL OR whole IS NULL OR whole = 0 THEN 'no sites with floor area and land to compare' END AS reason
FROM figure
UNION ALL
SELECT 'city', 'near', NULL, NULL, 'no sites with floor area and land to compare'
WHERE NOT EXISTS (SELECT 1 FROM counted);
