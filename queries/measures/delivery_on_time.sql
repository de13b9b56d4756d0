-- id: delivery_on_time
-- title: Homes handed over when their station is open
-- title_zh: 站点先于交付的住房占比
-- unit: share
-- better: higher
-- base: units, projects
-- slices: part
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: metric = straight | in a straight line, or along streets | straight, walk
-- parameter: distance_m = 800 | how near a station is that serves | 1 .. 50000
-- parameter: build_years = 2 | years from supply to handing over, where delivery_year is blank | 0 .. 20
-- parameter: max_lag = 0 | years the station may come later | -50 .. 50
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: stations
-- needs: streets if metric = walk
-- optional: sites, programmes, anchors
-- about: Of the homes within reach of a station, the share handed over no earlier than max_lag years
-- about: before the first such station opens (slice on_time). Slice served is the share of all homes that
-- about: have a station within reach; slice undated the share of these whose years are not known.
-- about_zh: 有站点可达的住房中，最早开通站点不晚于交付 max_lag 年的占比（分项 on_time）。分项 served 为有站点
-- about_zh: 可达的占比，undated 为其中年份不详的占比。

WITH counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units,
           coalesce(s.delivery_year, s.year + :build_years) AS delivered
    FROM supply AS s JOIN supply_place AS p ON p.place = s.place AND p.certain
    WHERE s.layer = :layer
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), pair AS (
    SELECT c.row_key, w.station_key
    FROM counted AS c JOIN walk_station AS w ON w.layer = 'sites' AND w.row_key = c.row_key
    WHERE :metric = 'walk' AND :layer = 'sites' AND w.walk_m <= :distance_m * :stretch
    UNION ALL
    SELECT c.row_key, g.row_key
    FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN anchor_place AS g ON g.layer = 'stations' AND p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE :metric = 'straight' AND ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), served AS MATERIALIZED (
    SELECT c.*, min(t.opened_year) AS opened, count(t.key) AS stations
    FROM counted AS c LEFT JOIN pair AS q ON q.row_key = c.row_key
    LEFT JOIN stations AS t ON t.key = q.station_key
    GROUP BY c.row_key
), lacking AS (
    SELECT CASE WHEN :metric = 'walk' AND :layer = 'programmes' THEN
                    'programmes meet no street: ask for metric = straight'
                WHEN :metric = 'walk' AND :distance_m > (SELECT CAST(value AS REAL) FROM setting
                                                       WHERE name = 'stations.influence_m') THEN
                    'what lies farther than stations.influence_m from a station was not looked for'
                WHEN NOT EXISTS (SELECT 1 FROM counted) THEN 'no such supply with a place of its own'
                WHEN NOT EXISTS (SELECT 1 FROM served WHERE stations > 0) THEN
                    'no such supply lies within reach of a station'
                WHEN NOT EXISTS (SELECT 1 FROM served WHERE opened IS NOT NULL) THEN
                    'stations have no opened_year'
                WHEN NOT EXISTS (SELECT 1 FROM counted WHERE delivered IS NOT NULL) THEN
                    'the supply has no year' END AS reason
), figure AS (
    SELECT atom, 'on_time' AS slice, units, opened - delivered <= :max_lag AS hit FROM served
    WHERE opened IS NOT NULL AND delivered IS NOT NULL
    UNION ALL SELECT atom, 'served', units, stations > 0 FROM served
    UNION ALL SELECT atom, 'undated', units, opened IS NULL OR delivered IS NULL FROM served WHERE stations > 0
)
SELECT atom, slice, 'units' AS base, sum(units * hit) AS numerator, sum(units) AS denominator, NULL AS reason
FROM figure GROUP BY atom, slice
UNION ALL SELECT atom, slice, 'projects', sum(hit), count(*), NULL FROM figure GROUP BY atom, slice
UNION ALL
SELECT NULL, 'on_time', b.value, NULL, NULL, reason FROM lacking CROSS JOIN json_each('["units","projects"]') AS b
WHERE reason IS NOT NULL;
