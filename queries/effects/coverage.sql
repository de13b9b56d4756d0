-- id: coverage
-- title: Coverage by category
-- title_zh: 设施覆盖率
-- unit: share
-- measure: coverage
-- parameter: metric = walk | as in the measure | walk, straight
-- parameter: limit_m = | as in the measure | 1 .. 50000
-- parameter: limit_min = | as in the measure | 0.1 .. 600
-- about: The residents, dwellings and floor area of the site, and those of them that reach a category.
-- about_zh: 地块的居民、住房套数与建筑面积，及其中可达该类设施者。

WITH judged AS (
    SELECT category,
           CASE WHEN :limit_m IS NOT NULL THEN :limit_m WHEN :limit_min IS NULL THEN limit_m END AS limit_m,
           CASE WHEN :limit_m IS NULL THEN coalesce(:limit_min, limit_min) END AS limit_min,
           coalesce(:limit_m, :limit_min * :speed_m_per_min, straight_limit_m) AS straight_limit_m
    FROM category_limit WHERE reason IS NULL
), met AS (
    SELECT p.site_key, j.category, p.residents, p.dwellings, p.floor_area_m2,
           coalesce(CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
                         WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
                         ELSE w.walk_min <= j.limit_min END, 0) AS is_met
    FROM site_people AS p CROSS JOIN judged AS j
    LEFT JOIN site_walk AS w ON w.site_key = p.site_key AND w.category = j.category
), figure AS (
    SELECT site_key, category, is_met, 'residents' AS base, residents AS amount FROM met
    UNION ALL SELECT site_key, category, is_met, 'dwellings', dwellings FROM met
    UNION ALL SELECT site_key, category, is_met, 'floor_area_m2', floor_area_m2 FROM met
)
SELECT f.site_key, h.area_id, f.category AS slice, f.base, f.amount * f.is_met AS numerator, f.amount AS denominator
FROM figure AS f JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
