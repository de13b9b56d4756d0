-- id: city
-- title: City
-- title_zh: 城市
-- about: The city's names, coordinate system and language.

SELECT (SELECT value FROM setting WHERE name = 'city.name') AS name,
       (SELECT value FROM setting WHERE name = 'city.title') AS title,
       (SELECT 'EPSG:' || srid FROM workspace_format) AS crs,
       (SELECT value FROM setting WHERE name = 'city.language') AS language;
