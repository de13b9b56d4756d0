-- id: chosen_area
-- about: The area a map is about: what lies outside is veiled.
-- legend: none
SELECT ST_AsBinary(ST_Difference(ST_Buffer(BuildMbr(:x_min, :y_min, :x_max, :y_max, ST_Srid(geom)), 1.0),
                                 geom)) AS geom, 'veil' AS sign
FROM areas WHERE id = :area
UNION ALL
SELECT ST_AsBinary(geom), 'area.city' FROM areas WHERE id = :area;
