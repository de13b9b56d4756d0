-- id: coverage_tier
-- title: Coverage by tier
-- title_zh: 生活圈分级覆盖率
-- unit: share
-- measure: coverage_tier
-- parameter: metric = walk | as in the measure | walk, straight
-- about: The residents, dwellings and floor area of the site, and those that reach all of a tier.
-- about_zh: 地块的居民、住房套数与建筑面积，及其中某级设施全部可达者。

WITH met AS (
    SELECT p.site_key, j.tier, p.residents, p.dwellings, p.floor_area_m2,
           min(coalesce(CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
                             WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
                             ELSE w.walk_min <= j.limit_min END, 0)) AS is_met
    FROM site_people AS p CROSS JOIN category_limit AS j
    LEFT JOIN site_walk AS w ON w.site_key = p.site_key AND w.category = j.category
    WHERE j.tier IS NOT NULL
    GROUP BY p.site_key, j.tier
), figure AS (
    SELECT site_key, tier, is_met, 'residents' AS base, residents AS amount FROM met
    UNION ALL SELECT site_key, tier, is_met, 'dwellings', dwellings FROM met
    UNION ALL SELECT site_key, tier, is_met, 'floor_area_m2', floor_area_m2 FROM met
)
SELECT f.site_key, h.area_id, CAST(f.tier AS TEXT) AS slice, f.base, f.amount * f.is_met AS numerator,
       f.amount AS denominator
FROM figure AS f JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
