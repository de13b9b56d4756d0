-- id: land_within_service_radius
-- title: Residential land within reach of parks
-- title_zh: 公园绿地服务半径覆盖率
-- unit: share
-- better: higher
-- base: land
-- norm: 住房和城乡建设部 城市体检指标
-- clause: 公园绿地服务半径覆盖率
-- confidence: SEEN
-- parameter: large_m2 = 5000 | area from which a park counts as large | 0 .. 10000000
-- parameter: large_radius_m = 500 | straight-line reach of a large park | 1 .. 10000
-- parameter: small_m2 = 2000 | area from which a park counts at all | 0 .. 10000000
-- parameter: small_radius_m = 300 | straight-line reach of a smaller park | 1 .. 10000
-- optional: homes, sites
-- about: Share of residential land that lies within the straight-line reach of a park: 500 m of one
-- about: of at least 5,000 m2, 300 m of one of 2,000 to 5,000 m2, measured from the park's edge and
-- about: cut where the reach ends. Slice homes takes the polygons of layer homes, slice sites those
-- about: of layer sites whose use says residential (居住, 住宅, R…) or nothing. A lot counts where
-- about: its point lies.
-- about_zh: 位于公园服务半径内的居住用地面积占比：≥5000 m² 公园 500 m，2000–5000 m² 公园 300 m，
-- about_zh: 自公园边界起算，超出半径的部分切除。分项 homes 取住房图层的面，分项 sites 取地块图层中
-- about_zh: 用途为居住（居住、住宅、R 类）或未注明者。地块按其代表点所在区域计。

WITH reach AS MATERIALIZED (
    SELECT ST_Buffer(geom, CASE WHEN area_m2 >= :large_m2 THEN :large_radius_m
                                ELSE :small_radius_m END / :ground_scale, 32) AS geom
    FROM facilities
    WHERE category = 'park' AND area_m2 >= min(:small_m2, :large_m2)
), reach_box AS MATERIALIZED (
    SELECT geom, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
    FROM reach
), land AS MATERIALIZED (
    SELECT 'homes' AS slice, h.key, a.atom, h.geom, ST_Area(h.geom) AS area_m2,
           CAST(floor(h.x / 500) AS INTEGER) AS cx, CAST(floor(h.y / 500) AS INTEGER) AS cy
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE ST_Dimension(h.geom) = 2
    UNION ALL
    SELECT 'sites', s.key, a.atom, s.geom, ST_Area(s.geom),
           CAST(floor(s.x / 500) AS INTEGER), CAST(floor(s.y / 500) AS INTEGER)
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE s.use IS NULL OR s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
          OR s.use LIKE '%resid%'
), cell AS (
    SELECT cx, cy, min(MbrMinX(geom)) AS x0, max(MbrMaxX(geom)) AS x1, min(MbrMinY(geom)) AS y0,
           max(MbrMaxY(geom)) AS y1
    FROM land GROUP BY cx, cy
), cell_reach AS MATERIALIZED (
    SELECT c.cx, c.cy, ST_Union(r.geom) AS geom
    FROM cell AS c JOIN reach_box AS r
      ON r.x0 <= c.x1 AND r.x1 >= c.x0 AND r.y0 <= c.y1 AND r.y1 >= c.y0
    GROUP BY c.cx, c.cy
), served AS (
    SELECT l.slice, l.atom, l.area_m2,
           CASE WHEN r.geom IS NULL THEN 0.0
                WHEN ST_Covers(r.geom, l.geom) THEN l.area_m2
                WHEN ST_Intersects(r.geom, l.geom) THEN
                    coalesce(ST_Area(ST_Intersection(r.geom, l.geom)), 0.0)
                ELSE 0.0 END AS served_m2
    FROM land AS l LEFT JOIN cell_reach AS r ON r.cx = l.cx AND r.cy = l.cy
), lacking AS (
    SELECT CASE WHEN count(*) = 0 THEN 'no facility of category park was supplied'
                WHEN count(area_m2) = 0 THEN 'parks have no area_m2' END AS reason
    FROM facilities WHERE category = 'park'
), kind(slice, rows, reason) AS (
    SELECT 'homes', EXISTS (SELECT 1 FROM homes),
           CASE WHEN NOT EXISTS (SELECT 1 FROM land WHERE slice = 'homes') THEN
               'homes are points: they have no land' END
    UNION ALL
    SELECT 'sites', EXISTS (SELECT 1 FROM sites),
           CASE WHEN NOT EXISTS (SELECT 1 FROM land WHERE slice = 'sites') THEN
               'no site is said to be residential' END
)
SELECT s.atom, s.slice, 'land' AS base, s.served_m2 * :ground_scale * :ground_scale AS numerator,
       s.area_m2 * :ground_scale * :ground_scale AS denominator, NULL AS reason
FROM served AS s
UNION ALL
SELECT NULL, k.slice, 'land', NULL, NULL,
       CASE WHEN NOT k.rows THEN 'needs layer ' || k.slice || ', which is empty'
            ELSE coalesce(k.reason, l.reason) END
FROM kind AS k CROSS JOIN lacking AS l
WHERE NOT k.rows OR k.reason IS NOT NULL OR l.reason IS NOT NULL;
