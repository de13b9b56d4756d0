-- id: homes_rows
-- title: Homes
-- title_zh: 住房
-- about: Homes with what they miss (a place in page_set) and the way to the nearest place of every category,
-- about: in the unit of the category's limit.
-- stage: walk
-- document: walk
SELECT CAST(round((h.x - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((h.y - f.south) / f.step_m) AS INTEGER) AS y, h.id, h.name, h.dwellings, h.residents,
       CASE WHEN p.joined THEN s.place END AS missed,
       (SELECT json_group_array(w.way) FROM (
            SELECT CASE WHEN c.limit_m IS NOT NULL THEN CAST(round(n.walk_m) AS INTEGER)
                        ELSE round(n.walk_min, 1) END AS way
            FROM page_category AS c
            LEFT JOIN walk_nearest AS n ON n.home_key = h.key AND n.category = c.id
            ORDER BY c.place) AS w) AS walk
FROM homes AS h JOIN page_home AS p ON p.key = h.key CROSS JOIN page_frame AS f
LEFT JOIN page_set AS s ON s.met = p.met AND p.joined
ORDER BY h.key;
