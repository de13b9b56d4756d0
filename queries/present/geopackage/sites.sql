-- id: sites
-- title: Housing sites
-- title_zh: 住宅用地
-- about: Housing land that is planned, supplied or a candidate, with the walking distances from its access.
-- geometry: multipolygon
-- style: sign site
-- label: name, 25000
-- stage: walk
-- real: site_area_m2, far, floor_area_m2, dwellings, small_dwellings
-- integer: year

SELECT s.key, ST_AsBinary(s.geom) AS geom, s.id, s.name, s.use, s.class, s.site_area_m2, s.far,
       s.floor_area_m2, s.dwellings, s.small_dwellings, s.year, s.status, s.mode
FROM sites AS s
ORDER BY s.key;
