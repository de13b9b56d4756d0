-- id: coverage_tier
-- title: Coverage by tier
-- title_zh: 生活圈分级覆盖率
-- unit: share
-- better: higher
-- base: residents, dwellings, floor_area_m2
-- slices: tier
-- norm: GB 50180-2018
-- clause: 表3.0.4, 附录B
-- confidence: GK-M
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Share for whom every category of one tier (slice 15, 10 or 5) is within its limit. Each
-- about: tier is judged by itself; complete_circle asks for the lower tiers too. A tier with a
-- about: category that has no facility is not measured.
-- about_zh: 某一级生活圈（分项 15、10、5）全部设施类别均在规定距离内可达的占比。各级单独评判；
-- about_zh: 同时要求下级生活圈的见“完整生活圈覆盖率”。某级中有类别缺少设施数据的，该级不予度量。

WITH judged AS (
    SELECT category, tier, limit_m * :stretch AS limit_m, limit_min * :stretch AS limit_min,
           straight_limit_m, reason
    FROM category_limit WHERE tier IS NOT NULL
), tier AS (
    SELECT tier, count(*) AS categories, max(reason) AS reason FROM judged GROUP BY tier
), met AS MATERIALIZED (
    SELECT w.home_key, sum(j.tier = 15) AS met_15, sum(j.tier = 10) AS met_10,
           sum(j.tier = 5) AS met_5
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
    WHERE CASE t.tier WHEN 15 THEN m.met_15 WHEN 10 THEN m.met_10 ELSE m.met_5 END = t.categories
    GROUP BY a.atom, t.tier
)
SELECT b.atom, CAST(t.tier AS TEXT) AS slice, b.base,
       CASE WHEN b.amount IS NOT NULL THEN
           coalesce(CASE b.base WHEN 'residents' THEN c.residents WHEN 'dwellings' THEN c.dwellings
                                ELSE c.floor_area_m2 END, 0.0) END AS numerator,
       b.amount AS denominator, t.reason
FROM atom_base AS b CROSS JOIN tier AS t
LEFT JOIN circle AS c ON c.atom = b.atom AND c.tier = t.tier;
