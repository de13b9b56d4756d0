-- id: station_figure
-- about: What every station offers and has around it within stations.influence_m, on foot and in a
-- about: straight line (metric): lines, entrances, bus stops; residents, jobs, facilities, floor area
-- about: ratio of homes; mix is the entropy of residents against jobs (0 one alone, 1 equal); shed_share
-- about: is the walk-shed's part of the circle. NULL where the layer says nothing.
-- index: metric, station_key
WITH set_to AS (
    SELECT CAST(value AS REAL) AS influence_m FROM setting WHERE name = 'stations.influence_m'
), near AS MATERIALIZED (
    SELECT 'walk' AS metric, station_key, layer, row_key FROM walk_station, set_to WHERE walk_m <= influence_m
    UNION ALL
    SELECT 'straight', station_key, layer, row_key FROM walk_station, set_to WHERE straight_m <= influence_m
), home AS MATERIALIZED (
    SELECT n.metric, n.station_key, sum(h.residents) AS residents,
           sum(CASE WHEN h.far > 0 THEN h.floor_area_m2 END) AS floor_area_m2,
           sum(CASE WHEN h.far > 0 THEN h.floor_area_m2 / h.far END) AS land_m2
    FROM near AS n JOIN homes AS h ON h.key = n.row_key WHERE n.layer = 'homes' GROUP BY 1, 2
), job AS MATERIALIZED (
    SELECT n.metric, n.station_key, sum(j.jobs) AS jobs
    FROM near AS n JOIN jobs AS j ON j.key = n.row_key WHERE n.layer = 'jobs' GROUP BY 1, 2
), facility AS MATERIALIZED (
    SELECT n.metric, n.station_key, count(*) AS facilities, sum(f.category = 'bus_stop') AS bus_stops
    FROM near AS n JOIN facilities AS f ON f.key = n.row_key WHERE n.layer = 'facilities' GROUP BY 1, 2
), shed AS (
    SELECT subject, max(area_m2) AS area_m2 FROM walk_shed
    WHERE kind = 'station' AND band = 'influence' GROUP BY subject
), known AS (
    SELECT EXISTS (SELECT 1 FROM homes WHERE residents IS NOT NULL) AS residents,
           EXISTS (SELECT 1 FROM jobs) AS jobs, EXISTS (SELECT 1 FROM facilities) AS facilities,
           EXISTS (SELECT 1 FROM facilities WHERE category = 'bus_stop') AS bus_stops,
           EXISTS (SELECT 1 FROM entrances) AS entrances
), counted AS (
    SELECT m.value AS metric, s.key AS station_key, s.id,
           CASE WHEN s.lines <> '' THEN 1 + length(l.text) - length(replace(l.text, '/', '')) END AS lines,
           CASE WHEN k.entrances THEN (SELECT count(*) FROM entrances AS e WHERE e.owner_id = s.id) END AS entrances,
           CASE WHEN k.bus_stops THEN coalesce(f.bus_stops, 0) END AS bus_stops,
           CASE WHEN k.residents THEN coalesce(h.residents, 0.0) END AS residents,
           CASE WHEN k.jobs THEN coalesce(j.jobs, 0.0) END AS jobs,
           CASE WHEN k.facilities THEN coalesce(f.facilities, 0) END AS facilities,
           h.floor_area_m2 / nullif(h.land_m2, 0) AS far,
           d.area_m2 / (3.14159265358979 * t.influence_m * t.influence_m) AS shed_share
    FROM stations AS s CROSS JOIN json_each('["walk","straight"]') AS m CROSS JOIN known AS k CROSS JOIN set_to AS t
    JOIN (SELECT key, replace(replace(replace(replace(replace(replace(lines, '、', '/'), ',', '/'), '，', '/'),
                 ';', '/'), '；', '/'), '|', '/') AS text FROM stations) AS l ON l.key = s.key
    LEFT JOIN home AS h ON h.metric = m.value AND h.station_key = s.key
    LEFT JOIN job AS j ON j.metric = m.value AND j.station_key = s.key
    LEFT JOIN facility AS f ON f.metric = m.value AND f.station_key = s.key
    LEFT JOIN shed AS d ON d.subject = s.id
)
SELECT metric, station_key, id, lines, entrances, bus_stops, residents, jobs, facilities, far, shed_share,
       CASE WHEN residents + jobs > 0 THEN
           CASE WHEN residents = 0 OR jobs = 0 THEN 0.0
                ELSE -(residents / (residents + jobs) * ln(residents / (residents + jobs))
                       + jobs / (residents + jobs) * ln(jobs / (residents + jobs))) / ln(2.0) END END AS mix
FROM counted ORDER BY metric, station_key;
