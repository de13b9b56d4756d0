-- id: gaps
-- title: Homes that miss something
-- title_zh: 缺口清单
-- about: Homes from which a category cannot be reached on foot within its limit, and homes that no
-- about: street could be joined to (joined 0), of which nothing can be said.
-- stage: walk
-- boolean: joined

-- Many homes reach the same categories: what is missing is put in words once for each such set.
WITH met AS MATERIALIZED (
    SELECT n.home_key, group_concat(n.category, '|') AS met
    FROM walk_nearest AS n CROSS JOIN category AS c ON c.id = n.category
    WHERE CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m <= c.limit_m
               ELSE n.walk_min <= c.limit_min END
    GROUP BY n.home_key
), missed AS MATERIALIZED (
    SELECT s.met, (SELECT count(*) FROM category AS c
                   WHERE instr('|' || s.met || '|', '|' || c.id || '|') = 0) AS missing,
           (SELECT group_concat(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END,
                                CASE :language WHEN 'zh' THEN '、' ELSE '; ' END)
            FROM (SELECT * FROM category ORDER BY tier IS NULL, tier DESC, id) AS c
            WHERE instr('|' || s.met || '|', '|' || c.id || '|') = 0) AS missing_categories
    FROM (SELECT DISTINCT met FROM met UNION SELECT '') AS s
), home AS (
    SELECT h.*, EXISTS (SELECT 1 FROM walk_access AS w WHERE w.layer = 'homes' AND w.row_key = h.key)
           AS joined
    FROM homes AS h
)
SELECT h.id, h.name, round(h.x, 2) AS x, round(h.y, 2) AS y, h.dwellings, h.residents, h.joined,
       CASE WHEN h.joined THEN s.missing END AS missing,
       CASE WHEN h.joined THEN s.missing_categories END AS missing_categories
FROM home AS h
LEFT JOIN met AS m ON m.home_key = h.key
LEFT JOIN missed AS s ON s.met = coalesce(m.met, '')
WHERE NOT h.joined OR s.missing > 0
ORDER BY h.key;
