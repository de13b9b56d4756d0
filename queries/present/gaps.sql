-- id: gaps
-- title: Homes that miss something
-- title_zh: 缺口清单
-- about: Homes from which a category cannot be reached on foot within its limit, and homes that no
-- about: street could be joined to (joined 0), of which nothing can be said.
-- stage: walk
-- boolean: joined

WITH missing AS (
    SELECT h.key AS home_key, count(*) AS missing,
           group_concat(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, '; ')
               AS missing_categories
    FROM homes AS h
    CROSS JOIN (SELECT * FROM category ORDER BY tier IS NULL, tier DESC, id) AS c
    LEFT JOIN walk_nearest AS n ON n.home_key = h.key AND n.category = c.id
    WHERE EXISTS (SELECT 1 FROM walk_access AS w WHERE w.layer = 'homes' AND w.row_key = h.key)
      AND coalesce(CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m > c.limit_m
                        ELSE n.walk_min > c.limit_min END, 1)
    GROUP BY h.key
)
SELECT h.id, h.name, round(h.x, 2) AS x, round(h.y, 2) AS y, h.dwellings, h.residents,
       EXISTS (SELECT 1 FROM walk_access AS w WHERE w.layer = 'homes' AND w.row_key = h.key)
           AS joined,
       m.missing, m.missing_categories
FROM homes AS h LEFT JOIN missing AS m ON m.home_key = h.key
WHERE m.missing IS NOT NULL
   OR NOT EXISTS (SELECT 1 FROM walk_access AS w WHERE w.layer = 'homes' AND w.row_key = h.key)
ORDER BY h.key;
