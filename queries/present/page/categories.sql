-- id: categories
-- title: Categories
-- title_zh: 设施类别
-- about: The categories with their reach and the number of places known.
-- stage: walk
-- document: title
SELECT c.id, json_object('en', c.title, 'zh', c.title_zh) AS title, c.tier, c.limit_m, c.limit_min,
       c.norm, c.confidence,
       CASE c.id WHEN 'station' THEN (SELECT count(*) FROM stations)
            ELSE (SELECT count(*) FROM facilities AS f WHERE f.category = c.id) END AS facilities
FROM page_category AS c
ORDER BY c.place;
