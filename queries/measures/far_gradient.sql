-- id: far_gradient
-- title: Gradient of floor area ratio away from stations
-- title_zh: 容积率随站点距离的梯度
-- unit: per km
-- better: lower
-- slices: figure
-- parameter: of = sites | planned sites, or existing homes | sites, homes
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: max_m = 2000 | how far from a station the gradient is taken | 100 .. 50000
-- parameter: class = | only these classes, a list | text
-- parameter: year_from = | first year | 1800 .. 2200
-- parameter: year_to = | last year | 1800 .. 2200
-- parameter: base_from = | first year of the base period | 1800 .. 2200
-- parameter: base_to = | last year of the base period; blank: no base | 1800 .. 2200
-- needs: stations
-- needs: sites if of = sites
-- needs: homes if of = homes
-- needs: streets if metric = walk
-- optional: sites, homes, programmes
-- about: Slope of floor area ratio by distance to the nearest station, per kilometre, as the least-squares
-- about: line over land: below 0 density falls away from stations (slice slope). Slice base is the slope
-- about: of the base period, change the slope less that: below 0 the gradient became steeper.
-- about_zh: 容积率随至最近站点距离的变化率（每公里），按用地面积加权的最小二乘斜率；小于 0 表示越近越密（分项
-- about_zh: slope）。分项 base 为基期斜率，change 为二者之差，小于 0 表示梯度更陡。

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
), point AS MATERIALIZED (
    SELECT atom, distance_m / 1000.0 AS x, floor_area_m2 / land_m2 AS y, land_m2 AS w,
           (:year_from IS NULL OR year >= :year_from) AND (:year_to IS NULL OR year <= :year_to) AS now,
           :base_to IS NOT NULL AND (:base_from IS NULL OR year >= :base_from) AND year <= :base_to AS base
    FROM located WHERE distance_m <= :max_m AND land_m2 > 0
), timed AS (
    SELECT 'slope' AS figure, * FROM point WHERE now
    UNION ALL SELECT 'base', * FROM point WHERE base
), by_area AS (
    SELECT 'city' AS area_id, figure, x, y, w FROM timed
    UNION ALL
    SELECT a.area_id, t.figure, t.x, t.y, t.w FROM timed AS t JOIN atom_area AS a ON a.atom = t.atom
    WHERE a.area_id <> 'city'
), line AS MATERIALIZED (
    SELECT area_id, figure, sum(w) * sum(w * x * y) - sum(w * x) * sum(w * y) AS rise,
           sum(w) * sum(w * x * x) - sum(w * x) * sum(w * x) AS run, count(DISTINCT x) AS points
    FROM by_area GROUP BY area_id, figure
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM walk_nearest WHERE category = 'station')
                     AND NOT EXISTS (SELECT 1 FROM walk_site WHERE category = 'station')
                     AND NOT EXISTS (SELECT 1 FROM category WHERE id = 'station') THEN
                    'station is not among the categories: no way to a station was looked for'
                WHEN :max_m > :search_limit_m THEN 'the limit lies beyond walking.search_limit_m' END AS reason
)
SELECT area_id, figure AS slice, CASE WHEN points > 1 THEN rise END AS numerator,
       CASE WHEN points > 1 THEN run END AS denominator,
       coalesce(l.reason, CASE WHEN points < 2 THEN 'fewer than two distances with a ratio' END) AS reason
FROM line CROSS JOIN lacking AS l
UNION ALL
SELECT n.area_id, 'change', n.rise / n.run - b.rise / b.run, 1.0,
       coalesce(l.reason, CASE WHEN min(n.points, b.points) < 2 THEN 'fewer than two distances with a ratio' END)
FROM line AS n JOIN line AS b ON b.area_id = n.area_id AND b.figure = 'base' CROSS JOIN lacking AS l
WHERE n.figure = 'slope'
UNION ALL
SELECT 'city', 'slope', NULL, NULL, coalesce(l.reason, 'fewer than two distances with a ratio') FROM lacking AS l
WHERE NOT EXISTS (SELECT 1 FROM line WHERE area_id = 'city' AND figure = 'slope');
