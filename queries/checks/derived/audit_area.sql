-- id: audit_area
-- made: once
-- index: id
-- index: kind
-- boxes: key, x0, x1, y0, y1
-- about: The city's areas with their boxes.

SELECT key, id, kind, name, coalesce(name, id) AS title, ST_Area(geom) AS plane_m2,
       MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
FROM areas
ORDER BY key;
