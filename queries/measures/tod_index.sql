-- id: tod_index
-- title: TOD index of stations
-- title_zh: 站点 TOD 指数
-- unit: ratio
-- better: higher
-- base: index, rank
-- slices: station
-- norm: Cervero & Kockelman 1997
-- clause: density, diversity, design
-- confidence: GK-H
-- parameter: metric = walk | within reach along streets, or in a straight line | walk, straight
-- parameter: w_density = 0.25 | weight of residents and jobs within reach | 0 .. 100
-- parameter: w_far = 0.15 | weight of floor area ratio of homes within reach | 0 .. 100
-- parameter: w_mix = 0.15 | weight of entropy of residents against jobs | 0 .. 100
-- parameter: w_services = 0.15 | weight of facilities within reach | 0 .. 100
-- parameter: w_walk = 0.15 | weight of part of the circle that can be reached on foot | 0 .. 100
-- parameter: w_transit = 0.15 | weight of lines that stop | 0 .. 100
-- needs: stations
-- needs: streets if metric = walk
-- optional: homes, jobs, facilities, entrances
-- about: Weighted mean of six figures of a station's surroundings within stations.influence_m, each scaled
-- about: to 0..1 between the least and the greatest station of the city; base rank is the place in that
-- about: order, 1 the highest. The weights are the parameters, in the open and a matter of judgement:
-- about: tod_rank_stability says what the order owes to them. Figures that are unknown or equal everywhere
-- about: are left out. The slice is the station's id.
-- about_zh: 站点周边六项指标在全市站点间归一为 0–1 后的加权平均；口径 rank 为名次，1 为最高。权重即参数，公开可改，
-- about_zh: 排序对权重的敏感性见“TOD 排序稳定性”。缺数据或各站相同的指标不计。分项为站点编号。

WITH component AS (
    SELECT station_key, id, 'density' AS name, :w_density AS w,
           CASE WHEN residents IS NOT NULL OR jobs IS NOT NULL THEN
               coalesce(residents, 0.0) + coalesce(jobs, 0.0) END AS x FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'far', :w_far, far FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'mix', :w_mix, mix FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'services', :w_services, facilities FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'walk', :w_walk, shed_share FROM station_figure WHERE metric = :metric
    UNION ALL SELECT station_key, id, 'transit', :w_transit, lines FROM station_figure WHERE metric = :metric
), scaled AS MATERIALIZED (
    SELECT station_key, id, name, w, (x - lo) / (hi - lo) AS s
    FROM (SELECT *, 1.0 * min(x) OVER (PARTITION BY name) AS lo, 1.0 * max(x) OVER (PARTITION BY name) AS hi
          FROM component WHERE w > 0 AND x IS NOT NULL)
    WHERE hi > lo
), score AS MATERIALIZED (
    SELECT s.key AS station_key, s.id, sum(c.w * c.s) AS part, sum(c.w) AS whole
    FROM stations AS s LEFT JOIN scaled AS c ON c.station_key = s.key GROUP BY s.key
)
SELECT 'city' AS area_id, id AS slice, 'index' AS base, part AS numerator, whole AS denominator,
       CASE WHEN whole IS NULL THEN 'nothing is known by which stations differ' END AS reason
FROM score
UNION ALL
SELECT 'city', id, 'rank', CASE WHEN whole IS NOT NULL THEN
           rank() OVER (ORDER BY whole IS NULL, round(part / whole, 12) DESC) END, 1.0,
       CASE WHEN whole IS NULL THEN 'nothing is known by which stations differ' END
FROM score;
