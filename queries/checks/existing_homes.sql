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

WITH met AS (
    SELECT s.site_key, h.dwellings, h.residents
    FROM site_shape AS s CROSS JOIN audit_home_box AS b
      ON b.x0 <= s.x1 AND b.x1 >= s.x0 AND b.y0 <= s.y1 AND b.y1 >= s.y0
    CROSS JOIN homes AS h ON h.key = b.key CROSS JOIN candidates AS c ON c.key = s.site_key
    WHERE h.x BETWEEN s.x0 AND s.x1 AND h.y BETWEEN s.y0 AND s.y1
      AND ST_Intersects(c.geom, MakePoint(h.x, h.y, s.srid)) = 1
), summed AS (
    SELECT s.site_key, count(m.site_key) AS homes, total(m.dwellings) AS dwellings, total(m.residents) AS residents
    FROM site_shape AS s LEFT JOIN met AS m ON m.site_key = s.site_key GROUP BY s.site_key
)
SELECT site_key, iif(homes > 0, 'warn', 'pass') AS outcome, dwellings AS measured, 0.0 AS required, '<=' AS comparison,
       homes, residents AS gone_residents, 'layer homes' AS clause, CASE WHEN homes > 0 THEN 'rehouse' END AS remedy
FROM summed
ORDER BY site_key;
