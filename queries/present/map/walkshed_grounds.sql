-- id: walkshed_grounds
-- about: Places of a category that are drawn as areas (parks), below their signs.
-- legend: none
-- stage: walk
SELECT ST_AsBinary(geom) AS geom, 'ground' AS sign
FROM facilities
WHERE category = :category AND GeometryType(geom) LIKE '%POLYGON%'
ORDER BY key;
