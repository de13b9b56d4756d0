-- id: inset
-- about: The city in the small map: districts, else everything that is an area; and the area chosen.
-- legend: none
SELECT ST_AsBinary(geom) AS geom, 'inset' AS sign
FROM areas
WHERE kind IN ('district', '区', '行政区', '区县', 'city', '市')
   OR NOT EXISTS (SELECT 1 FROM areas WHERE kind IN ('district', '区', '行政区', '区县', 'city', '市'))
UNION ALL
SELECT ST_AsBinary(geom), 'inset.chosen' FROM areas WHERE id = :area;
