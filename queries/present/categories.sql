-- id: categories
-- title: Facility categories
-- title_zh: 设施类别
-- about: The categories with their tier and reach. Exactly one of limit_m and limit_min is given.
-- text: id, title, tier, limit_m, limit_min, norm, confidence
-- csv: id, title, tier, limit_m, limit_min, norm, confidence
-- json: id, title_en, title_zh, tier, limit_m, limit_min, norm, confidence

SELECT c.id, CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END AS title,
       c.title AS title_en, c.title_zh, c.tier, c.limit_m, c.limit_min, c.norm, c.confidence
FROM category AS c
ORDER BY c.tier IS NULL, c.tier DESC, c.id;
