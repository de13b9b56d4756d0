-- id: overlap_sites
-- rank: 64
-- title: Overlap with other lots
-- title_zh: 与其他地块重叠
-- unit: share
-- parameter: least_m2 = 10 | an overlap below this is the rounding of a common border | 0 .. 1000000
-- reason: pass | Clear of other {layer}. | 与其他{layer}不重叠。
-- reason: fail | {area_m2} ({measured}) also belong to {layer}: {name}. | {area_m2}（{measured}）同时属于{layer}：{name}。
-- about: Land that another candidate claims too (part candidates), or that the city has on record as housing
-- about: land already (part sites; a row with the same id is the same lot). Warns only: one of the two goes.
-- about_zh: 与其他待审地块重叠（分项 candidates）或与本市已有住宅用地重叠（分项 sites；编号相同者视为同一地块）的用地。
-- about_zh: 仅作提示，二者取一。

WITH pair AS MATERIALIZED (
    SELECT b.key, s.site_key, s.plane_m2
    FROM site_shape AS s CROSS JOIN audit_lot_box AS b
      ON b.x0 < s.x1 AND b.x1 > s.x0 AND b.y0 < s.y1 AND b.y1 > s.y0 AND b.key <> 2 * s.site_key
), met AS MATERIALIZED (
    SELECT p.site_key, p.plane_m2, l.layer, l.title, coalesce(ST_Area(ST_Intersection(c.geom, o.geom)), 0.0) AS m2
    FROM pair AS p CROSS JOIN audit_lot AS l ON l.key = p.key AND l.layer = 'candidates'
    CROSS JOIN candidates AS c ON c.key = p.site_key CROSS JOIN candidates AS o ON o.key = l.row_key
    UNION ALL
    SELECT p.site_key, p.plane_m2, l.layer, l.title, coalesce(ST_Area(ST_Intersection(c.geom, o.geom)), 0.0)
    FROM pair AS p CROSS JOIN audit_lot AS l ON l.key = p.key AND l.layer = 'sites'
    CROSS JOIN candidates AS c ON c.key = p.site_key AND c.id <> l.id CROSS JOIN sites AS o ON o.key = l.row_key
), part(layer) AS (VALUES ('candidates'), ('sites')
), summed AS (
    SELECT s.site_key, s.plane_m2, k.layer, total(m.m2) AS m2, group_concat(m.title, ', ') AS title
    FROM site_shape AS s CROSS JOIN part AS k
    LEFT JOIN met AS m ON m.site_key = s.site_key AND m.layer = k.layer AND m.m2 > :least_m2
    GROUP BY s.site_key, k.layer
)
SELECT site_key, layer AS part, CASE WHEN plane_m2 > 0 THEN min(1.0, m2 / plane_m2) ELSE 0.0 END AS measured,
       title AS measured_text, 0.0 AS required, '<=' AS comparison, 'warn' AS severity,
       'overlap_sites.least_m2' AS clause, layer, m2 * :ground_scale * :ground_scale AS area_m2
FROM summed
ORDER BY site_key, layer;
