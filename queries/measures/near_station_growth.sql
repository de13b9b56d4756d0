-- id: near_station_growth
-- title: Growth of yearly supply near anchors
-- title_zh: 站点等周边年均住房供应变化
-- unit: ratio
-- better: higher
-- base: units, floor_area_m2
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: anchors = station | what to be near to: kinds, ids or names of anchors, station, station:mode, area:kind | text
-- parameter: distance_m = 800 | how near, in a straight line | 0 .. 50000
-- parameter: year_from = 2021 | first year | 1800 .. 2200
-- parameter: year_to = 2025 | last year | 1800 .. 2200
-- parameter: base_from = 2016 | first year of the base period | 1800 .. 2200
-- parameter: base_to = 2020 | last year of the base period | 1800 .. 2200
-- parameter: class = | only these classes, a list | text
-- parameter: mode = | only these modes | text
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- optional: sites, programmes, anchors, stations
-- about: Mean yearly supply near the named anchors, divided by that of the base period. Above 1 supply
-- about: near them grows. Programmes without a place of their own count in neither.
-- about_zh: 指定锚点周边的年均住房供应与基期年均之比，大于 1 表示增加。无空间位置的项目不计。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, s.year
    FROM supply AS s JOIN supply_place AS p ON p.place = s.place AND p.certain
    WHERE s.layer = :layer AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (s.year BETWEEN :year_from AND :year_to OR s.year BETWEEN :base_from AND :base_to)
), near AS MATERIALIZED (
    SELECT DISTINCT c.row_key FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), timed AS MATERIALIZED (
    SELECT c.*, (c.year BETWEEN :year_from AND :year_to) / (:year_to - :year_from + 1.0) AS now,
           (c.year BETWEEN :base_from AND :base_to) / (:base_to - :base_from + 1.0) AS base
    FROM counted AS c WHERE c.row_key IN (SELECT row_key FROM near)
)
SELECT atom, 'units' AS base, sum(units * now) AS numerator, sum(units * base) AS denominator, NULL AS reason
FROM timed GROUP BY atom
UNION ALL
SELECT atom, 'floor_area_m2', sum(floor_area_m2 * now), sum(floor_area_m2 * base), NULL FROM timed GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM goal) THEN 'none of the anchors was supplied'
            WHEN :year_to < :year_from OR :base_to < :base_from THEN 'a period ends before it begins'
            WHEN NOT EXISTS (SELECT 1 FROM timed) THEN 'no such supply near the anchors'
            ELSE 'no supply near the anchors in the base period' END
FROM json_each('["units","floor_area_m2"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM timed WHERE base > 0) OR :year_to < :year_from;
