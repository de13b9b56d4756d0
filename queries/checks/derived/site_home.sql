-- id: site_home
-- made: batch
-- index: site_key
-- index: area_id
-- about: Where a site would count as homes: the city, and every area in which its point lies, one of
-- about: each kind (of overlapping areas of one kind the first by id, as for homes).

WITH inside AS (
    SELECT c.key AS site_key, a.kind, min(a.id) AS area_id
    FROM site_shape AS s CROSS JOIN candidates AS c ON c.key = s.site_key
    CROSS JOIN audit_area_box AS b ON b.x0 <= c.x AND b.x1 >= c.x AND b.y0 <= c.y AND b.y1 >= c.y
    CROSS JOIN areas AS g ON g.key = b.key
    CROSS JOIN audit_area AS a ON a.key = b.key
    WHERE ST_Intersects(g.geom, MakePoint(c.x, c.y, s.srid)) = 1 AND a.id <> 'city'
    GROUP BY c.key, a.kind
)
SELECT site_key, kind, area_id FROM inside
UNION ALL
SELECT site_key, 'city', 'city' FROM site_shape
ORDER BY 1, 3;
