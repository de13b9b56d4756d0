-- id: shops
-- made: batch
-- index: site_key
-- about: The sites of the batch with their boxes, plane area and length of border.

SELECT key AS site_key, ST_Area(geom) AS plane_m2, ST_Perimeter(geom) AS plane_border_m,
       MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1,
       ST_Srid(geom) AS srid
FROM candidates
WHERE key BETWEEN :first_key AND :last_key
ORDER BY key;
