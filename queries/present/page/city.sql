-- id: city
-- title: City
-- title_zh: 城市
-- about: The city's names, its box in the plane, and how outlines were simplified.
-- document: box
SELECT (SELECT value FROM setting WHERE name = 'city.name') AS name,
       (SELECT value FROM setting WHERE name = 'city.title') AS title,
       (SELECT 'EPSG:' || srid FROM workspace_format) AS crs,
       json_array(f.west, f.south, f.east, f.north) AS box, f.step_m, f.tolerance_m,
       coalesce((SELECT CAST(value AS REAL) FROM setting WHERE name = 'ground_scale'), 1.0) AS ground_scale
FROM page_frame AS f;
