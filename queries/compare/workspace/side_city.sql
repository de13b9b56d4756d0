-- id: side_city
-- about: The city's names, coordinate system and language.
SELECT (SELECT value FROM setting WHERE name = 'city.name'),
       (SELECT value FROM setting WHERE name = 'city.title'),
       (SELECT 'EPSG:' || srid FROM workspace_format),
       (SELECT value FROM setting WHERE name = 'city.language'), NULL;
