-- id: homes
-- title: Homes
-- title_zh: 住房
-- about: Homes with the walking distance to the nearest place of every category, what they miss within its
-- about: reach, and whether a street could be joined at all (joined 0: nothing can be said).
-- geometry: point
-- stage: walk
-- real: dwellings, households, residents, floor_area_m2
-- integer: build_year, joined, missing

SELECT h.key, ST_AsBinary(MakePoint(h.x, h.y)) AS geom, h.id, h.name, h.class, h.dwellings,
       h.households, h.residents, h.floor_area_m2, h.build_year, w.row_key IS NOT NULL AS joined,
       CASE WHEN w.row_key IS NOT NULL THEN
           (SELECT count(*) FROM category AS c
            LEFT JOIN walk_nearest AS n ON n.home_key = h.key AND n.category = c.id
            WHERE coalesce(CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m > c.limit_m
                                ELSE n.walk_min > c.limit_min END, 1))
       END AS missing,
       CASE WHEN w.row_key IS NOT NULL THEN
           (SELECT group_concat(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, '; ')
            FROM (SELECT * FROM category ORDER BY tier IS NULL, tier DESC, id) AS c
            LEFT JOIN walk_nearest AS n ON n.home_key = h.key AND n.category = c.id
            WHERE coalesce(CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m > c.limit_m
                                ELSE n.walk_min > c.limit_min END, 1))
       END AS missing_categories
FROM homes AS h
LEFT JOIN walk_access AS w ON w.layer = 'homes' AND w.row_key = h.key AND w.part = 1
ORDER BY h.key;
