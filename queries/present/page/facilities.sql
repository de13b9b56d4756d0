-- id: facilities
-- title: Facilities
-- title_zh: 公共服务设施
-- about: The places of daily life of the categories that count. most: how many are drawn; of more, every n-th.
-- stage: walk
-- most: 40000
-- evenly: 1
SELECT CAST(round((p.x - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((p.y - f.south) / f.step_m) AS INTEGER) AS y, c.place AS category, p.id, p.name, p.capacity
FROM facilities AS p JOIN page_category AS c ON c.id = p.category CROSS JOIN page_frame AS f
ORDER BY p.key;
