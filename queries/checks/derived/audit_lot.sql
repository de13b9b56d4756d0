-- id: audit_lot
-- made: once
-- boxes: key, x0, x1, y0, y1
-- about: All land that a site might lie on top of: the other candidates, and the housing land the
-- about: city has on record. key is 2 x the row's key, plus 1 for the city's sites.

SELECT 2 * key AS key, 'candidates' AS layer, key AS row_key, id, coalesce(name, id) AS title,
       MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
FROM candidates
UNION ALL
SELECT 2 * key + 1, 'sites', key, id, coalesce(name, id),
       MbrMinX(geom), MbrMaxX(geom), MbrMinY(geom), MbrMaxY(geom)
FROM sites
ORDER BY 1;
