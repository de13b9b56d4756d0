-- id: gaps
-- title: Homes that miss something
-- title_zh: 缺口清单
-- about: Homes from which a category cannot be reached on foot within its limit, and homes that no street
-- about: could be joined to; those that miss most first.
-- stage: walk
-- most: 2000
-- document: missed
SELECT CAST(round((h.x - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((h.y - f.south) / f.step_m) AS INTEGER) AS y, h.id, h.name, h.dwellings, h.residents,
       CASE WHEN p.joined THEN s.missed END AS missed
FROM page_home AS p JOIN homes AS h ON h.key = p.key CROSS JOIN page_frame AS f
LEFT JOIN page_set AS s ON s.met = p.met AND p.joined
WHERE NOT p.joined OR s.count > 0
ORDER BY p.joined, s.count DESC, p.amount DESC, h.key;
