-- id: complete_circle
-- title: Complete life circle
-- title_zh: 完整生活圈覆盖率
-- unit: share
-- measure: complete_circle
-- parameter: metric = walk | as in the measure | walk, straight
-- parameter: required = | as in the measure | 1 .. 1000
-- about: The residents, dwellings and floor area of the site, and those for whom a tier's circle is complete.
-- about_zh: 地块的居民、住房套数与建筑面积，及其中某级生活圈完整者。

WITH reached AS (
    SELECT p.site_key, j.tier,
           coalesce(CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
                         WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
                         ELSE w.walk_min <= j.limit_min END, 0) AS is_met
    FROM site_people AS p CROSS JOIN category_limit AS j
    LEFT JOIN site_walk AS w ON w.site_key = p.site_key AND w.category = j.category
    WHERE j.tier IS NOT NULL
), circle AS (
    SELECT r.site_key, t.tier, sum(r.is_met) >= coalesce(:required, count(*)) AS is_met
    FROM (SELECT DISTINCT tier FROM category_limit WHERE tier IS NOT NULL) AS t
    JOIN reached AS r ON r.tier <= t.tier
    GROUP BY r.site_key, t.tier
), figure AS (
    SELECT c.site_key, c.tier, c.is_met, 'residents' AS base, p.residents AS amount
    FROM circle AS c JOIN site_people AS p ON p.site_key = c.site_key
    UNION ALL SELECT c.site_key, c.tier, c.is_met, 'dwellings', p.dwellings
    FROM circle AS c JOIN site_people AS p ON p.site_key = c.site_key
    UNION ALL SELECT c.site_key, c.tier, c.is_met, 'floor_area_m2', p.floor_area_m2
    FROM circle AS c JOIN site_people AS p ON p.site_key = c.site_key
)
SELECT f.site_key, h.area_id, CAST(f.tier AS TEXT) AS slice, f.base, f.amount * f.is_met AS numerator,
       f.amount AS denominator
FROM figure AS f JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
