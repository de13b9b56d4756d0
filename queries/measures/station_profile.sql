-- id: station_profile
-- title: Around each station
-- title_zh: 站点周边概况
-- unit: count
-- better: none
-- base: dwellings, residents, homes, jobs, facilities
-- slices: station
-- norm: 城市轨道沿线地区规划设计导则 2015
-- clause: 术语: 轨道影响区 500–800 m
-- confidence: GK-H
-- settled_by: reach_m
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: reach_m = @stations.influence_m | how far around the station, at most stations.influence_m | 1 .. 50000
-- needs: streets if metric = walk
-- optional: homes, jobs, facilities
-- about: What lies within reach of each station: dwellings, residents, homes (rows), jobs and
-- about: facilities, one base each. The slice is the station's id; all stand under the city, for a
-- about: station's surroundings do not end at a district's border. A home near two stations counts
-- about: for both. station_far has the floor area ratio.
-- about_zh: 每个轨道站点可达范围内的住房套数、居民、住房记录数、就业岗位、设施数（各为一个口径）。
-- about_zh: 分项为站点编号，均列于全市，因站点周边不止于区界。邻近两站的住房在两站都计。容积率见“站点周边容积率”。

WITH near AS (
    SELECT station_key, layer, row_key FROM walk_station
    WHERE CASE WHEN :metric = 'straight' THEN straight_m <= :reach_m
               ELSE walk_m <= :reach_m * :stretch END
), found AS (
    SELECT n.station_key, 'homes' AS base, count(*) AS amount, count(*) AS known
    FROM near AS n WHERE n.layer = 'homes' GROUP BY 1
    UNION ALL
    SELECT n.station_key, 'dwellings', sum(h.dwellings), count(h.dwellings)
    FROM near AS n JOIN homes AS h ON h.key = n.row_key WHERE n.layer = 'homes' GROUP BY 1
    UNION ALL
    SELECT n.station_key, 'residents', sum(h.residents), count(h.residents)
    FROM near AS n JOIN homes AS h ON h.key = n.row_key WHERE n.layer = 'homes' GROUP BY 1
    UNION ALL
    SELECT n.station_key, 'jobs', sum(j.jobs), count(*)
    FROM near AS n JOIN jobs AS j ON j.key = n.row_key WHERE n.layer = 'jobs' GROUP BY 1
    UNION ALL
    SELECT n.station_key, 'facilities', count(*), count(*)
    FROM near AS n JOIN facilities AS f ON f.key = n.row_key WHERE n.layer = 'facilities' GROUP BY 1
), figure(base, layer, rows) AS (
    SELECT 'homes', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'dwellings', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'residents', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'jobs', 'jobs', EXISTS (SELECT 1 FROM jobs)
    UNION ALL SELECT 'facilities', 'facilities', EXISTS (SELECT 1 FROM facilities)
), set_to AS (
    SELECT CAST(value AS REAL) AS influence_m FROM setting WHERE name = 'stations.influence_m'
)
SELECT 'city' AS area_id, s.id AS slice, g.base,
       CASE WHEN f.station_key IS NULL THEN 0.0 WHEN f.known > 0 THEN f.amount END AS numerator,
       CASE WHEN NOT g.rows THEN 'needs layer ' || g.layer || ', which is empty'
            WHEN :reach_m * iif(:metric = 'walk', :stretch, 1.0) > t.influence_m THEN
                'what lies farther than stations.influence_m from a station was not looked for'
            WHEN f.known = 0 THEN 'homes have no ' || g.base END AS reason
FROM stations AS s CROSS JOIN figure AS g CROSS JOIN set_to AS t
LEFT JOIN found AS f ON f.station_key = s.key AND f.base = g.base;
