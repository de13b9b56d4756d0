-- id: tod_rank_change
-- title: Places a station moves when TOD weights change
-- title_zh: 权重变动引起的 TOD 名次变化
-- unit: count
-- better: lower
-- slices: station
-- parameter: metric = walk | within reach along streets, or in a straight line | walk, straight
-- parameter: change = 0.2 | share by which each weight in turn is raised and lowered | 0.01 .. 1
-- parameter: w_density = 0.25 | weight of residents and jobs within reach | 0 .. 100
-- parameter: w_far = 0.15 | weight of floor area ratio of homes within reach | 0 .. 100
-- parameter: w_mix = 0.15 | weight of entropy of residents against jobs | 0 .. 100
-- parameter: w_services = 0.15 | weight of facilities within reach | 0 .. 100
-- parameter: w_walk = 0.15 | weight of part of the circle that can be reached on foot | 0 .. 100
-- parameter: w_transit = 0.15 | weight of lines that stop | 0 .. 100
-- needs: stations
-- needs: streets if metric = walk
-- optional: homes, jobs, facilities, entrances
-- about: The most places by which a station moves up or down the order of tod_index when one weight is raised
-- about: or lowered by a share; slice largest is that of the station that moves most.
-- about_zh: 逐一增减某项权重时，站点在 TOD 指数排序中名次变化的最大值；分项 largest 为变化最大的站点之值。

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
), variant(variant, name, factor) AS (
    SELECT 'stated', '', 1.0
    UNION ALL SELECT DISTINCT name || '+', name, 1.0 + :change FROM scaled
    UNION ALL SELECT DISTINCT name || '-', name, 1.0 - :change FROM scaled
), score AS MATERIALIZED (
    SELECT v.variant, c.station_key, c.id,
           round(sum(c.w * iif(c.name = v.name, v.factor, 1.0) * c.s)
                 / sum(c.w * iif(c.name = v.name, v.factor, 1.0)), 12) AS score
    FROM variant AS v CROSS JOIN scaled AS c GROUP BY v.variant, c.station_key
    HAVING sum(c.w * iif(c.name = v.name, v.factor, 1.0)) > 0
), ranked AS MATERIALIZED (
    SELECT variant, station_key, id, rank() OVER (PARTITION BY variant ORDER BY score DESC) AS place FROM score
), moved AS MATERIALIZED (
    SELECT s.id, max(abs(r.place - b.place)) AS places
    FROM stations AS s LEFT JOIN ranked AS b ON b.station_key = s.key AND b.variant = 'stated'
    LEFT JOIN ranked AS r ON r.station_key = s.key GROUP BY s.key
)
SELECT 'city' AS area_id, id AS slice, places AS numerator,
       CASE WHEN places IS NULL THEN 'nothing is known by which stations differ' END AS reason FROM moved
UNION ALL
SELECT 'city', 'largest', max(places), CASE WHEN max(places) IS NULL THEN
    'nothing is known by which stations differ' END FROM moved;
