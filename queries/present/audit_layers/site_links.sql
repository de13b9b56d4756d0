-- id: site_links
-- title: Missing street links
-- title_zh: 缺失的连接道路
-- about: The one street link that would bring a category within reach of a site.
-- geometry: linestring
-- style: sign link.missing
-- real: gap_m, walk_m, walk_min

SELECT row_number() OVER (ORDER BY l.site_key, l.category) AS key,
       ST_AsBinary(MakeLine(MakePoint(l.x0, l.y0), MakePoint(l.x1, l.y1))) AS geom, c.id AS site,
       l.category,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, l.category)
           AS category_title,
       l.kind AS link_kind, l.gap_m, l.walk_m, l.walk_min, l.crosses
FROM site_link AS l JOIN candidates AS c ON c.key = l.site_key
LEFT JOIN category AS g ON g.id = l.category
ORDER BY 1;
