-- id: sites
-- title: Housing sites
-- title_zh: 住宅用地
-- about: Housing land of the city.
-- stage: load
-- polygons: g
-- most: 5000
SELECT s.id, s.name, s.class, s.status, s.year, s.site_area_m2, s.far, s.dwellings,
       ST_AsBinary(s.geom) AS g
FROM sites AS s
ORDER BY s.key;
