-- id: tod_rank_stability
-- title: Stability of the TOD order
-- title_zh: TOD 排序稳定性
-- unit: ratio
-- better: higher
-- slices: variant
-- norm: Kendall 1938, 1945
-- clause: tau-b
-- confidence: GK-H
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
-- about: Kendall's tau-b between the order of stations by tod_index and the order with one weight raised
-- about: (slice density+ and so on) or lowered (density-) by a share: 1 the same order, 0 none, -1 turned
-- about: round. Slices lowest and mean sum up. A low value says that the order is the weights', not the city's.
-- about_zh: 逐一将某项权重增（如 density+）减（density-）一定比例后，站点排序与原排序的 Kendall tau-b：1 为不变，
-- about_zh: 0 为无关，-1 为相反。分项 lowest、mean 为最低与平均。数值低表示排序取决于权重而非城市本身。

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
), pair AS (
    SELECT v.variant, sign(a.score - b.score) AS base, sign(v.score - w.score) AS other
    FROM score AS v
    JOIN score AS w ON w.variant = v.variant AND w.station_key > v.station_key
    JOIN score AS a ON a.variant = 'stated' AND a.station_key = v.station_key
    JOIN score AS b ON b.variant = 'stated' AND b.station_key = w.station_key
    WHERE v.variant <> 'stated'
), tau AS MATERIALIZED (
    SELECT variant, sum(base * other) / nullif(sqrt(1.0 * sum(base * base) * sum(other * other)), 0) AS tau
    FROM pair GROUP BY variant
)
SELECT 'city' AS area_id, variant AS slice, tau AS numerator,
       CASE WHEN tau IS NULL THEN 'all stations are equal in this order' END AS reason FROM tau
UNION ALL
SELECT 'city', 'lowest', min(tau), CASE WHEN count(tau) = 0 THEN 'fewer than two stations differ' END FROM tau
UNION ALL
SELECT 'city', 'mean', avg(tau), CASE WHEN count(tau) = 0 THEN 'fewer than two stations differ' END FROM tau;
