-- id: side_category
-- about: Facility categories with their reach.
SELECT id, title, title_zh, tier, limit_m, limit_min FROM category;
