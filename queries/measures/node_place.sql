-- id: node_place
-- title: Node and place value of stations
-- title_zh: 站点的节点价值与场所价值
-- unit: ratio
-- better: none
-- base: node, place, imbalance
-- slices: station
-- norm: Bertolini 1999
-- clause: node-place model
-- confidence: GK-H
-- parameter: metric = walk | within reach along streets, or in a straight line | walk, straight
-- parameter: scale = linear | how figures are scaled to 0..1 between the least and the greatest station: as they are, or their logarithm | linear, log
-- parameter: w_lines = 1 | node: weight of the lines that stop | 0 .. 100
-- parameter: w_entrances = 1 | node: weight of entrances | 0 .. 100
-- parameter: w_bus = 1 | node: weight of bus stops within reach | 0 .. 100
-- parameter: w_residents = 1 | place: weight of residents within reach | 0 .. 100
-- parameter: w_jobs = 1 | place: weight of jobs within reach | 0 .. 100
-- parameter: w_services = 1 | place: weight of facilities within reach | 0 .. 100
-- parameter: w_mix = 1 | place: weight of the entropy of residents against jobs | 0 .. 100
-- needs: stations
-- needs: streets if metric = walk
-- optional: homes, jobs, facilities, entrances
-- about: What a station is worth as a node of traffic and as a place, each the weighted mean of figures
-- about: scaled to 0..1 over the city's stations within stations.influence_m; imbalance is node less place:
-- about: above 0 the surroundings lag behind the traffic. A figure that is unknown, or equal at all
-- about: stations, is left out and the other weights share its part. The slice is the station's id.
-- about_zh: 站点作为交通节点与城市场所的价值：各指标在全市站点间归一为 0–1 后加权平均；imbalance 为节点减场所，
-- about_zh: 大于 0 表示周边开发滞后于交通。缺数据或各站相同的指标不计，权重由其余分担。分项为站点编号。

WITH component AS (
    SELECT station_key, id, 'node' AS side, 'lines' AS name, :w_lines AS w, lines AS x
    FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'node', 'entrances', :w_entrances, entrances FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'node', 'bus', :w_bus, bus_stops FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'place', 'residents', :w_residents, residents FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'place', 'jobs', :w_jobs, jobs FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'place', 'services', :w_services, facilities FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'place', 'mix', :w_mix, mix FROM station_figure WHERE metric = :metric
), shaped AS (
    SELECT station_key, id, side, name, w, CASE WHEN :scale = 'log' THEN ln(1.0 + x) ELSE 1.0 * x END AS x
    FROM component WHERE w > 0 AND x IS NOT NULL
), scaled AS MATERIALIZED (
    SELECT station_key, id, side, w, (x - lo) / (hi - lo) AS s
    FROM (SELECT *, min(x) OVER (PARTITION BY name) AS lo, max(x) OVER (PARTITION BY name) AS hi FROM shaped)
    WHERE hi > lo
), side AS MATERIALIZED (
    SELECT s.key AS station_key, s.id, k.value AS side, sum(c.w * c.s) AS part, sum(c.w) AS whole
    FROM stations AS s CROSS JOIN json_each('["node","place"]') AS k
    LEFT JOIN scaled AS c ON c.station_key = s.key AND c.side = k.value
    GROUP BY s.key, k.value
)
SELECT 'city' AS area_id, id AS slice, side AS base, part AS numerator, whole AS denominator,
       CASE WHEN whole IS NULL THEN 'nothing is known by which stations differ' END AS reason
FROM side
UNION ALL
SELECT 'city', n.id, 'imbalance', n.part / n.whole - p.part / p.whole, 1.0,
       CASE WHEN n.whole IS NULL OR p.whole IS NULL THEN 'nothing is known by which stations differ' END
FROM side AS n JOIN side AS p ON p.station_key = n.station_key AND p.side = 'place'
WHERE n.side = 'node';
