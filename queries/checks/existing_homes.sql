-- id: existing_homes
-- rank: 65
-- title: Homes that stand there
-- title_zh: 现状住房
-- unit: dwellings
-- needs: homes
-- reason: pass | No homes stand on the site. | 用地上没有现状住房。
-- reason: fail | {homes} homes with {measured} and {gone_residents} stand on the site. | 用地上有现状住房 {homes} 处，共 {measured}、{gone_residents}。
-- reason: rehouse | Rehouse {gone_residents}, or leave their homes out of the site. | 安置 {gone_residents}，或将其住房划出地块。
-- about: Existing homes inside the site: they would have to give way. Warns: renewal is allowed.
-- about_zh: 位于地块内、须予拆除的现状住房。仅作提示：更新改造是允许的。

WITH RECURSIVE step(i) AS (
    SELECT 0 UNION ALL SELECT i + 1 FROM step WHERE i < 400
), met AS (
    SELECT s.site_key, h.dwellings, h.residents
    FROM site_shape AS s CROSS JOIN step AS n ON n.i <= floor(s.x1 / 500) - floor(s.x0 / 500)
    CROSS JOIN audit_home AS b ON b.cx = CAST(floor(s.x0 / 500) AS INTEGER) + n.i
      AND b.cy BETWEEN CAST(floor(s.y0 / 500) AS INTEGER) AND CAST(floor(s.y1 / 500) AS INTEGER)
    CROSS JOIN homes AS h ON h.key = b.key CROSS JOIN candidates AS c ON c.key = s.site_key
    WHERE b.x BETWEEN s.x0 AND s.x1 AND b.y BETWEEN s.y0 AND s.y1
      AND ST_Intersects(c.geom, MakePoint(b.x, b.y, s.srid)) = 1
), summed AS (
    SELECT s.site_key, count(m.site_key) AS homes, total(m.dwellings) AS dwellings, total(m.residents) AS residents
    FROM site_shape AS s LEFT JOIN met AS m ON m.site_key = s.site_key GROUP BY s.site_key
)
SELECT site_key, iif(homes > 0, 'warn', 'pass') AS outcome, dwellings AS measured, 0.0 AS required, '<=' AS comparison,
       homes, residents AS gone_residents, 'layer homes' AS clause, CASE WHEN homes > 0 THEN 'rehouse' END AS remedy
FROM summed
ORDER BY site_key;
