-- id: supply_area
-- about: How much of every place of supply lies in which area: share of its land (of a point: all or
-- about: none). part is the piece inside where a border cuts the place, else NULL.
-- index: place, kind
-- index: kind, area_id
WITH box AS MATERIALIZED (
    SELECT key, id, kind, name, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0,
           MbrMaxY(geom) AS y1
    FROM areas
), pair AS MATERIALIZED (
    SELECT p.place, b.key, b.id, b.kind, b.name
    FROM box AS b JOIN supply_place AS p
      ON p.x0 <= b.x1 AND p.x1 >= b.x0 AND p.y0 <= b.y1 AND p.y1 >= b.y0
    ORDER BY b.key
), cut AS MATERIALIZED (
    SELECT q.place, q.id, q.kind, q.name, p.plane_m2,
           CASE WHEN ST_Covers(a.geom, p.geom) = 1 OR p.plane_m2 = 0 AND ST_Intersects(a.geom, p.geom) = 1
                THEN 1 ELSE 0 END AS whole,
           CASE WHEN p.plane_m2 > 0 AND ST_Covers(a.geom, p.geom) = 0
                THEN ST_Intersection(a.geom, p.geom) END AS part
    FROM pair AS q JOIN areas AS a ON a.key = q.key JOIN supply_place AS p ON p.place = q.place
), measured AS (
    SELECT place, id AS area_id, kind, name,
           CASE WHEN whole THEN 1.0 ELSE coalesce(ST_Area(part), 0.0) / plane_m2 END AS share, part
    FROM cut
    WHERE whole OR plane_m2 > 0
)
-- A millionth of a site is the rounding of a common border, not land.
SELECT place, area_id, kind, name, CASE WHEN share > 0.999999 THEN 1.0 ELSE share END AS share,
       CASE WHEN share <= 0.999999 THEN part END AS part
FROM measured
WHERE share > 0.000001
ORDER BY place, area_id;
