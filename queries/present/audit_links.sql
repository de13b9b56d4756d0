-- id: audit_links
-- title: Street links that would mend a reach
-- title_zh: 可补足可达性的连接道路
-- about: For a category that a site cannot reach: the one missing street link that would bring it in
-- about: reach, from the end (x0, y0) to (x1, y1), and the walk once it is there.
-- text: site, category_title, place_name, link_kind, gap_m, walk_m, walk_min, crosses
-- csv: site, category, category_title, place, place_name, link_kind, gap_m, walk_m, walk_min, crosses, x0, y0, x1, y1
-- json: site, category, place, kind, gap_m, walk_m, walk_min, crosses, x0, y0, x1, y1
-- words: link_kind, category_title

SELECT c.id AS site, l.category,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, l.category)
           AS category_title,
       CASE WHEN l.category = 'station' THEN (SELECT id FROM stations WHERE key = l.place_key)
            WHEN substr(l.category, 1, 7) = 'anchor:' THEN
                (SELECT id FROM anchors WHERE key = l.place_key)
            ELSE (SELECT id FROM facilities WHERE key = l.place_key) END AS place,
       CASE WHEN l.category = 'station' THEN
                (SELECT coalesce(name, id) FROM stations WHERE key = l.place_key)
            WHEN substr(l.category, 1, 7) = 'anchor:' THEN
                (SELECT coalesce(name, id) FROM anchors WHERE key = l.place_key)
            ELSE (SELECT coalesce(name, id) FROM facilities WHERE key = l.place_key) END
           AS place_name,
       l.kind AS link_kind, l.kind, l.gap_m, l.walk_m, l.walk_min, l.crosses, l.x0, l.y0, l.x1, l.y1
FROM site_link AS l
JOIN candidates AS c ON c.key = l.site_key
LEFT JOIN category AS g ON g.id = l.category
ORDER BY c.id, l.category;
