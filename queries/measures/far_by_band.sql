-- id: far_by_band
-- title: Floor area ratio by distance to stations
-- title_zh: 各圈层平均容积率
-- unit: ratio
-- better: none
-- slices: band
-- denominator: land
-- norm: 城市轨道沿线地区规划设计导则 2015
-- clause: 术语: 轨道影响区 500–800 m, 站点核心区 300–500 m
-- confidence: GK-H
-- settled_by: core_m, influence_m
-- parameter: of = sites | planned sites, or existing homes | sites, homes
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: core_m = @stations.core_m | edge of the core | 1 .. 50000
-- parameter: influence_m = @stations.influence_m | edge of the influence area | 1 .. 50000
-- parameter: class = | only these classes, a list | text
-- parameter: year_from = | first year of supply (of homes: build year) | 1800 .. 2200
-- parameter: year_to = | last year | 1800 .. 2200
-- needs: stations
-- needs: sites if of = sites
-- needs: homes if of = homes
-- needs: streets if metric = walk
-- optional: sites, homes, programmes
-- about: Floor area divided by land of residential sites (or homes) in the core of the nearest station, in
-- about: its influence area, within either, and beyond. The land of a home is its floor area divided by its
-- about: ratio. What no street could be joined to lies beyond on foot.
-- about_zh: 位于最近站点核心区、影响区、二者之内及之外的居住地块（或住房）建筑面积与用地之比。住房用地按建筑面积除以
-- about_zh: 容积率推算。无法接入路网者步行按影响区外计。

WITH located AS MATERIALIZED (
    SELECT a.atom, h.floor_area_m2, h.floor_area_m2 / h.far AS land_m2, h.build_year AS year,
           CASE WHEN :metric = 'straight' THEN w.straight_m ELSE w.walk_m / :stretch END AS distance_m
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    LEFT JOIN walk_nearest AS w ON w.home_key = h.key AND w.category = 'station'
    WHERE :of = 'homes' AND h.far > 0 AND h.floor_area_m2 > 0
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || h.class || ',') > 0)
    UNION ALL
    SELECT s.atom, s.floor_area_m2, s.land_m2, s.year,
           CASE WHEN :metric = 'straight' THEN w.straight_m ELSE w.walk_m / :stretch END
    FROM supply AS s LEFT JOIN walk_site AS w ON w.site_key = s.row_key AND w.category = 'station'
    WHERE :of = 'sites' AND s.layer = 'sites' AND s.is_residential AND s.land_m2 > 0
          AND s.floor_area_m2 IS NOT NULL
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
), summed AS MATERIALIZED (
    SELECT atom, CASE WHEN distance_m <= :core_m THEN 'core' WHEN distance_m <= :influence_m THEN 'influence'
                      ELSE 'beyond' END AS band, sum(floor_area_m2) AS floor_area_m2, sum(land_m2) AS land_m2
    FROM located
    WHERE (:year_from IS NULL OR year >= :year_from) AND (:year_to IS NULL OR year <= :year_to)
    GROUP BY 1, 2
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM walk_nearest WHERE category = 'station')
                     AND NOT EXISTS (SELECT 1 FROM walk_site WHERE category = 'station')
                     AND NOT EXISTS (SELECT 1 FROM category WHERE id = 'station') THEN
                    'station is not among the categories: no way to a station was looked for'
                WHEN :influence_m > :search_limit_m THEN
                    'the influence area reaches beyond walking.search_limit_m'
                WHEN NOT EXISTS (SELECT 1 FROM summed) THEN
                    'no ' || :of || ' with floor area and land' END AS reason
)
SELECT s.atom, k.value AS slice,
       CASE WHEN s.band = k.value OR k.value = 'within' AND s.band <> 'beyond' THEN s.floor_area_m2 ELSE 0.0 END AS numerator,
       CASE WHEN s.band = k.value OR k.value = 'within' AND s.band <> 'beyond' THEN s.land_m2 ELSE 0.0 END AS denominator,
       l.reason
FROM json_each('["core","influence","within","beyond"]') AS k CROSS JOIN lacking AS l LEFT JOIN summed AS s
WHERE s.atom IS NOT NULL OR l.reason IS NOT NULL;
