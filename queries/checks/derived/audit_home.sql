-- id: audit_home
-- made: once
-- boxes: key, x0, x1, y0, y1
-- about: The boxes of the city's homes, so that a site asks the few homes near it only.

SELECT key, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
FROM homes
ORDER BY key;
