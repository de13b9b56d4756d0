-- id: links
-- about: Missing street links that would mend a reach.

SELECT l.x0, l.y0, l.x1, l.y1, l.gap_m, l.walk_m,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, l.category) AS title
FROM site_link AS l LEFT JOIN category AS g ON g.id = l.category
WHERE l.site_key = :site
ORDER BY l.gap_m, l.category;
