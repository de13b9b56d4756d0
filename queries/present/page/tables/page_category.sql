-- id: page_category
-- about: The categories in their order: the fifteen-minute tier first, those outside the tiers last.
SELECT row_number() OVER (ORDER BY c.tier IS NULL, c.tier DESC, c.id) - 1 AS place, c.id, c.title,
       c.title_zh, c.tier, c.limit_m, c.limit_min, c.norm, c.confidence
FROM category AS c
ORDER BY 1;
