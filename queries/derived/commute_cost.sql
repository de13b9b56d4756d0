-- id: commute_cost
-- about: How far it is from every home area to every work area of the commutes, in a straight line on
-- about: the ground: between the mean place of the area's workers (or else residents) and the mean
-- about: place of its jobs; an area without either is taken at its own point. Within an area it is
-- about: the mean distance of two points of a disc of its size, 128/(45 pi) of the radius, so that
-- about: staying inside does not cost nothing.
-- index: home_area, work_area
WITH scale AS (
    SELECT CAST(value AS REAL) AS ground FROM setting WHERE name = 'ground_scale'
), living AS (
    SELECT a.atom, sum(h.workers) AS workers, sum(h.workers * h.x) AS wx, sum(h.workers * h.y) AS wy,
           sum(h.residents) AS residents, sum(h.residents * h.x) AS rx, sum(h.residents * h.y) AS ry
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key GROUP BY a.atom
), working AS (
    SELECT a.atom, sum(j.jobs) AS jobs, sum(j.jobs * j.x) AS jx, sum(j.jobs * j.y) AS jy
    FROM jobs AS j JOIN job_atom AS a ON a.job_key = j.key GROUP BY a.atom
), home_centre AS (
    SELECT m.area_id, coalesce(sum(l.wx) / nullif(sum(l.workers), 0),
                               sum(l.rx) / nullif(sum(l.residents), 0)) AS x,
           coalesce(sum(l.wy) / nullif(sum(l.workers), 0),
                    sum(l.ry) / nullif(sum(l.residents), 0)) AS y
    FROM living AS l JOIN atom_area AS m ON m.atom = l.atom GROUP BY m.area_id
), job_centre AS (
    SELECT m.area_id, sum(w.jx) / nullif(sum(w.jobs), 0) AS x,
           sum(w.jy) / nullif(sum(w.jobs), 0) AS y
    FROM working AS w JOIN atom_area AS m ON m.atom = w.atom GROUP BY m.area_id
), origin AS MATERIALIZED (
    SELECT a.id, a.kind, coalesce(c.x, a.x) AS x, coalesce(c.y, a.y) AS y,
           128 / (45 * 3.141592653589793) * sqrt(ST_Area(a.geom) / 3.141592653589793) AS inside
    FROM areas AS a LEFT JOIN home_centre AS c ON c.area_id = a.id
    WHERE a.id IN (SELECT home_area FROM commute_flow WHERE home_inside)
), destination AS MATERIALIZED (
    SELECT a.id, coalesce(c.x, a.x) AS x, coalesce(c.y, a.y) AS y
    FROM areas AS a LEFT JOIN job_centre AS c ON c.area_id = a.id
    WHERE a.id IN (SELECT work_area FROM commute_flow WHERE work_inside)
)
SELECT o.kind, o.id AS home_area, d.id AS work_area,
       s.ground * CASE WHEN o.id = d.id THEN o.inside
                       ELSE sqrt((o.x - d.x) * (o.x - d.x) + (o.y - d.y) * (o.y - d.y)) END
           AS distance_m
FROM origin AS o CROSS JOIN destination AS d CROSS JOIN scale AS s
ORDER BY o.id, d.id;
