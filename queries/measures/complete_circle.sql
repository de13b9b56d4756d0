-- id: complete_circle
-- title: Complete life circle
-- title_zh: 完整生活圈覆盖率
-- unit: share
-- better: higher
-- base: residents, dwellings, floor_area_m2
-- slices: tier
-- norm: GB 50180-2018
-- clause: 2.0.2–2.0.4, 附录B
-- confidence: GK-M
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: required = | how many of the tier's categories, lower tiers included, must be met; empty: all | 1 .. 1000
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Share for whom a tier's circle is complete. Tiers do not include one another: the 15-minute
-- about: circle (slice 15) asks for the categories of 15, 10 and 5 minutes, each within its own
-- about: limit, the 10-minute circle for those of 10 and 5. With `required` k, k of these n
-- about: categories are enough. A circle that asks for a category without any facility is not
-- about: measured, nor one that asks for more categories than there are.
-- about_zh: 生活圈完整的居民、住房占比。各级生活圈不互相包含：15 分钟生活圈（分项 15）须同时满足
-- about_zh: 15、10、5 分钟各类设施各自的限值，10 分钟须满足 10、5 分钟。参数 required 为 k 时，
-- about_zh: n 类中满足 k 类即可。涉及缺少设施数据的类别，或所要求类数多于现有类数的，不予度量。

WITH judged AS (
    SELECT category, tier, limit_m * :stretch AS limit_m, limit_min * :stretch AS limit_min,
           straight_limit_m, reason
    FROM category_limit WHERE tier IS NOT NULL
), tier AS (
    SELECT t.tier, count(*) AS categories,
           coalesce(max(j.reason), CASE WHEN :required > count(*) THEN
               printf('required %g, but there are %d categories', :required, count(*)) END) AS reason
    FROM (SELECT DISTINCT tier FROM judged) AS t JOIN judged AS j ON j.tier <= t.tier
    GROUP BY t.tier
), met AS MATERIALIZED (
    SELECT w.home_key, count(*) AS met_15, sum(j.tier <= 10) AS met_10, sum(j.tier <= 5) AS met_5
    FROM walk_nearest AS w CROSS JOIN judged AS j ON j.category = w.category
    -- The first condition needs no category, and spares looking one up for most rows.
    WHERE CASE WHEN :metric = 'straight' THEN
                   w.straight_m <= (SELECT max(straight_limit_m) FROM judged)
               ELSE w.walk_m <= (SELECT max(limit_m) FROM judged)
                    OR w.walk_min <= (SELECT max(limit_min) FROM judged) END
      AND CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
               WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
               ELSE w.walk_min <= j.limit_min END
    GROUP BY w.home_key
), circle AS MATERIALIZED (
    SELECT a.atom, t.tier, sum(h.residents) AS residents, sum(h.dwellings) AS dwellings,
           sum(h.floor_area_m2) AS floor_area_m2
    FROM met AS m CROSS JOIN tier AS t
    JOIN homes AS h ON h.key = m.home_key
    JOIN home_atom AS a ON a.home_key = m.home_key
    WHERE CASE t.tier WHEN 15 THEN m.met_15 WHEN 10 THEN m.met_10 ELSE m.met_5 END
          >= coalesce(:required, t.categories)
    GROUP BY a.atom, t.tier
)
SELECT b.atom, CAST(t.tier AS TEXT) AS slice, b.base,
       CASE WHEN b.amount IS NOT NULL THEN
           coalesce(CASE b.base WHEN 'residents' THEN c.residents WHEN 'dwellings' THEN c.dwellings
                                ELSE c.floor_area_m2 END, 0.0) END AS numerator,
       b.amount AS denominator, t.reason
FROM atom_base AS b CROSS JOIN tier AS t
LEFT JOIN circle AS c ON c.atom = b.atom AND c.tier = t.tier;
