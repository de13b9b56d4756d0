-- id: site_area
-- made: batch
-- index: site_key, kind
-- about: Which areas a site lies in: the share of its land, and the least and greatest share when the
-- about: site is moved by audit.position_m. A millionth of a site is rounding, not land.

WITH pair AS MATERIALIZED (
    -- By area, so that its polygon is prepared once for all sites near it.
    SELECT b.key, s.site_key, s.plane_m2,
           BuildMbr(s.x0 - :position_m, s.y0 - :position_m, s.x1 + :position_m, s.y1 + :position_m,
                    s.srid) AS around
    FROM site_shape AS s CROSS JOIN audit_area_box AS b
      ON b.x0 <= s.x1 + :position_m AND b.x1 >= s.x0 - :position_m
     AND b.y0 <= s.y1 + :position_m AND b.y1 >= s.y0 - :position_m
    ORDER BY b.key, s.site_key
), placed AS MATERIALIZED (
    SELECT p.key, p.site_key, p.plane_m2, p.around,
           CASE WHEN ST_Covers(a.geom, p.around) = 1 THEN 2
                WHEN ST_Intersects(a.geom, p.around) = 1 THEN 1 ELSE 0 END AS met
    FROM pair AS p CROSS JOIN areas AS a ON a.key = p.key
), near AS MATERIALIZED (
    -- Only what lies around the site is cut again and again.
    SELECT p.key, p.site_key, p.plane_m2, ST_Intersection(a.geom, p.around) AS part
    FROM placed AS p CROSS JOIN areas AS a ON a.key = p.key
    WHERE p.met = 1 AND p.plane_m2 > 0
), cut AS MATERIALIZED (
    SELECT n.key, n.site_key,
           coalesce(ST_Area(ST_Intersection(n.part, c.geom)), 0.0) / n.plane_m2 AS share,
           (SELECT min(coalesce(ST_Area(ST_Intersection(n.part, ST_Translate(c.geom, w.dx, w.dy, 0))),
                                0.0)) FROM site_shift AS w) / n.plane_m2 AS low,
           (SELECT max(coalesce(ST_Area(ST_Intersection(n.part, ST_Translate(c.geom, w.dx, w.dy, 0))),
                                0.0)) FROM site_shift AS w) / n.plane_m2 AS high
    FROM near AS n CROSS JOIN candidates AS c ON c.key = n.site_key
), shared AS (
    SELECT key, site_key, 1.0 AS share, 1.0 AS low, 1.0 AS high FROM placed WHERE met = 2
    UNION ALL
    SELECT key, site_key, share, min(low, share), max(high, share) FROM cut
)
SELECT s.site_key, a.kind, a.id AS area_id, a.title,
       CASE WHEN s.share > 0.999999 THEN 1.0 WHEN s.share < 0.000001 THEN 0.0 ELSE s.share END
           AS share,
       CASE WHEN s.low > 0.999999 THEN 1.0 WHEN s.low < 0.000001 THEN 0.0 ELSE s.low END AS low,
       CASE WHEN s.high > 0.999999 THEN 1.0 WHEN s.high < 0.000001 THEN 0.0 ELSE s.high END AS high
FROM shared AS s CROSS JOIN audit_area AS a ON a.key = s.key
WHERE s.high > 0.000001
ORDER BY s.site_key, a.kind, a.id;
