-- id: homes
-- title: Homes
-- title_zh: 住房
-- about: Homes with the walking distance to the nearest place of every category, what they miss within its
-- about: reach, and whether a street could be joined at all (joined 0: nothing can be said).
-- geometry: point
-- style: rules
-- rule: home.covered | missing = 0
-- rule: home.missing.1 | missing >= 1 and missing < 4
-- rule: home.missing.4 | missing >= 4 and missing < 8
-- rule: home.missing.8 | missing >= 8
-- rule: home.unknown | joined = 0
-- stage: walk
-- real: dwellings, households, residents, floor_area_m2
-- integer: build_year, joined, missing

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
)
SELECT h.key, ST_AsBinary(MakePoint(h.x, h.y)) AS geom, h.id, h.name, h.class, h.dwellings,
       h.households, h.residents, h.floor_area_m2, h.build_year, w.row_key IS NOT NULL AS joined,
       CASE WHEN w.row_key IS NOT NULL THEN s.missing END AS missing,
       CASE WHEN w.row_key IS NOT NULL THEN s.missing_categories END AS missing_categories
FROM homes AS h
LEFT JOIN walk_access AS w ON w.layer = 'homes' AND w.row_key = h.key AND w.part = 1
LEFT JOIN met AS m ON m.home_key = h.key
LEFT JOIN missed AS s ON s.met = coalesce(m.met, '')
ORDER BY h.key;
