-- id: area_within
-- about: Which areas hold an area: itself, and the larger areas of other kinds in which its point
-- about: lies. What is known by district is summed into groups and rings with it, what is found by
-- about: community into streets and districts.
-- index: area_id
-- index: within_id, area_id
WITH shape AS MATERIALIZED (
    SELECT id, kind, x, y, ST_Area(geom) AS area_m2, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1,
           MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
    FROM areas
)
SELECT a.id AS area_id, w.id AS within_id
FROM shape AS a JOIN shape AS w ON w.id = a.id
UNION ALL
SELECT a.id, w.id
FROM shape AS a CROSS JOIN shape AS w CROSS JOIN areas AS g
WHERE a.x BETWEEN w.x0 AND w.x1 AND a.y BETWEEN w.y0 AND w.y1 AND w.area_m2 >= a.area_m2
  AND w.kind <> a.kind AND g.id = w.id
  AND ST_Contains(g.geom, MakePoint(a.x, a.y, ST_Srid(g.geom)))
ORDER BY 1, 2;
