-- id: gaps_by_category
-- title: Gaps by category
-- title_zh: 分类别缺口
-- about: How many homes, dwellings and residents cannot reach a category on foot within its limit.
-- stage: walk
WITH grouped AS MATERIALIZED (
    SELECT p.met, count(*) AS homes, total(h.dwellings) AS dwellings, total(h.residents) AS residents
    FROM page_home AS p JOIN homes AS h ON h.key = p.key
    WHERE p.joined GROUP BY p.met
)
SELECT c.place AS category,
       coalesce((SELECT sum(g.homes) FROM grouped AS g WHERE instr(g.met, '|' || c.id || '|') = 0), 0) AS homes,
       (SELECT total(g.dwellings) FROM grouped AS g WHERE instr(g.met, '|' || c.id || '|') = 0) AS dwellings,
       (SELECT total(g.residents) FROM grouped AS g WHERE instr(g.met, '|' || c.id || '|') = 0) AS residents
FROM page_category AS c
ORDER BY c.place;
