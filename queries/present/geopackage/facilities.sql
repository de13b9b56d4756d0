-- id: facilities
-- title: Facilities
-- title_zh: 公共服务设施
-- about: The places of daily life.
-- geometry: point
-- style: categories category facility
-- words: category_title
-- stage: load
-- real: capacity, area_m2

SELECT f.key, ST_AsBinary(MakePoint(f.x, f.y)) AS geom, f.id, f.name, f.category,
       CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END AS category_title, f.capacity,
       f.area_m2
FROM facilities AS f LEFT JOIN category AS c ON c.id = f.category
ORDER BY f.key;
