-- id: delivery_lag
-- title: Years from handing over homes to opening their station
-- title_zh: 站点开通晚于住房交付的年数
-- unit: years
-- better: lower
-- base: units, projects
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: metric = straight | in a straight line, or along streets | straight, walk
-- parameter: distance_m = 800 | how near a station is that serves | 1 .. 50000
-- parameter: build_years = 2 | years from supply to handing over, where delivery_year is blank | 0 .. 20
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
-- about: Opening year of the first station within reach less the year the homes are handed over, as a mean
-- about: over units (or projects); above 0 the station comes later. Supply with no station within reach or
-- about: no year counts in nothing here. delivery_on_time has the share that is in time.
-- about_zh: 可达范围内最早开通站点的开通年份减去住房交付年份，按套数（或项目数）平均；大于 0 表示站点晚于交付。
-- about_zh: 无站点可达或无年份者不计。及时占比见“站点先于交付的住房占比”。

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
), known AS (
    SELECT * FROM served WHERE opened IS NOT NULL AND delivered IS NOT NULL
)
SELECT atom, 'units' AS base, sum(units * (opened - delivered)) AS numerator, sum(units) AS denominator,
       NULL AS reason
FROM known GROUP BY atom
UNION ALL SELECT atom, 'projects', sum(opened - delivered), count(*), NULL FROM known GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, reason FROM lacking CROSS JOIN json_each('["units","projects"]') AS b
WHERE reason IS NOT NULL;
