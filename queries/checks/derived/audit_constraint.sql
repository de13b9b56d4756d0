-- id: audit_constraint
-- made: once
-- boxes: key, x0, x1, y0, y1
-- about: The city's constraints with their boxes.

SELECT key, id, kind, severity, coalesce(name, id) AS title,
       MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
FROM constraints
ORDER BY key;
