-- id: station_far
-- title: Floor area ratio around each station
-- title_zh: 站点周边容积率
-- unit: ratio
-- better: none
-- slices: station
-- denominator: land
-- norm: 城市轨道沿线地区规划设计导则 2015
-- clause: 术语: 轨道影响区 500–800 m
-- confidence: GK-H
-- settled_by: reach_m
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: reach_m = @stations.influence_m | how far around the station, at most stations.influence_m | 1 .. 50000
-- parameter: of = homes | existing homes, or sites | homes, sites
-- needs: streets if metric = walk
-- needs: homes if of = homes
-- needs: sites if of = sites
-- optional: homes, sites
-- about: Floor area divided by land, over the homes (or sites) within reach of each station; the
-- about: slice is the station's id. The land of a home is its floor area divided by its ratio, so
-- about: homes count only where both are known and above 0; a site's land is its site area.
-- about_zh: 每个轨道站点可达范围内住房（或地块）的建筑面积与用地面积之比；分项为站点编号。
-- about_zh: 住房用地按建筑面积除以容积率推算，故仅计两者均已知且大于 0 的住房；地块用地为其用地面积。

WITH near AS (
    SELECT station_key, layer, row_key FROM walk_station
    WHERE CASE WHEN :metric = 'straight' THEN straight_m <= :reach_m
               ELSE walk_m <= :reach_m * :stretch END
), built AS (
    SELECT n.station_key, h.floor_area_m2 AS floor_area_m2, h.floor_area_m2 / h.far AS land_m2
    FROM near AS n JOIN homes AS h ON h.key = n.row_key
    WHERE :of = 'homes' AND n.layer = 'homes' AND h.far > 0 AND h.floor_area_m2 > 0
    UNION ALL
    SELECT n.station_key, coalesce(t.floor_area_m2, t.far * t.site_area_m2), t.site_area_m2
    FROM near AS n JOIN sites AS t ON t.key = n.row_key
    WHERE :of = 'sites' AND n.layer = 'sites' AND t.site_area_m2 > 0
          AND coalesce(t.floor_area_m2, t.far) IS NOT NULL
), summed AS (
    SELECT station_key, sum(floor_area_m2) AS floor_area_m2, sum(land_m2) AS land_m2
    FROM built GROUP BY station_key
), set_to AS (
    SELECT CAST(value AS REAL) AS influence_m FROM setting WHERE name = 'stations.influence_m'
)
SELECT 'city' AS area_id, s.id AS slice, b.floor_area_m2 AS numerator, b.land_m2 AS denominator,
       CASE WHEN :reach_m * iif(:metric = 'walk', :stretch, 1.0) > t.influence_m THEN
                'what lies farther than stations.influence_m from a station was not looked for'
            WHEN b.station_key IS NULL THEN
                'no ' || :of || ' with floor area and ratio within reach' END AS reason
FROM stations AS s CROSS JOIN set_to AS t LEFT JOIN summed AS b ON b.station_key = s.key;
