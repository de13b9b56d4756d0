-- id: unserved_residents
-- title: Residents not served
-- title_zh: 未覆盖居民数
-- unit: residents
-- better: lower
-- base: residents
-- slices: category
-- norm: GB 50180-2018
-- clause: 附录B, 附录C
-- confidence: GK-M
-- settled_by: limit_m, limit_min
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: limit_m = | one distance for all categories; empty: each category's own limit | 1 .. 50000
-- parameter: limit_min = | one walking time for all categories; empty: each category's own limit | 0.1 .. 600
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Residents for whom no facility of a category is within its limit: those that coverage by
-- about: residents leaves out, as a count. Homes that do not say how many live there do not count.
-- about_zh: 某类设施在规定距离（或时间）内不可达的居民人数，即“设施覆盖率”按居民计的余数。
-- about_zh: 未填人口的住房不计入。

WITH limits AS (
    SELECT category, reason,
           CASE WHEN :limit_m IS NOT NULL THEN :limit_m
                WHEN :limit_min IS NULL THEN limit_m END AS limit_m,
           CASE WHEN :limit_m IS NULL THEN coalesce(:limit_min, limit_min) END AS limit_min,
           coalesce(:limit_m, :limit_min * :speed_m_per_min, straight_limit_m) AS straight_limit_m
    FROM category_limit
), judged AS (
    SELECT category, limit_m * :stretch AS limit_m, limit_min * :stretch AS limit_min,
           straight_limit_m,
           coalesce(reason, CASE WHEN straight_limit_m > :search_limit_m THEN
                    'the limit lies beyond walking.search_limit_m' END) AS reason
    FROM limits
    WHERE :slices_asked IS NULL OR instr(:slices_asked, '|' || category || '|') > 0
), reached AS MATERIALIZED (
    SELECT a.atom, w.category, sum(h.residents) AS residents
    FROM walk_nearest AS w
    CROSS JOIN judged AS j ON j.category = w.category
    CROSS JOIN homes AS h ON h.key = w.home_key
    CROSS JOIN home_atom AS a ON a.home_key = w.home_key
    -- The first condition needs no category, and spares looking one up for most rows.
    WHERE CASE WHEN :metric = 'straight' THEN
                   w.straight_m <= (SELECT max(straight_limit_m) FROM judged)
               ELSE w.walk_m <= (SELECT max(limit_m) FROM judged)
                    OR w.walk_min <= (SELECT max(limit_min) FROM judged) END
      AND CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
               WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
               ELSE w.walk_min <= j.limit_min END
    GROUP BY a.atom, w.category
)
SELECT h.atom, j.category AS slice, 'residents' AS base,
       h.residents - coalesce(r.residents, 0.0) AS numerator, j.reason
FROM atom_home AS h CROSS JOIN judged AS j
LEFT JOIN reached AS r ON r.atom = h.atom AND r.category = j.category;
