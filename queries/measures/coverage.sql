-- id: coverage
-- title: Coverage by category
-- title_zh: 设施覆盖率
-- unit: share
-- better: higher
-- base: residents, dwellings, floor_area_m2
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
-- about: Share of residents, dwellings and housing floor area from which the nearest facility of a
-- about: category is within its limit. A home that no street could be joined to counts as not
-- about: reached on foot. A straight line is measured to the edge of a polygon; a time limit is
-- about: turned into a straight distance at the walking speed. A category without a single facility
-- about: is not measured.
-- about_zh: 某类设施在规定距离（或时间）内可达的居民、住房套数、住宅建筑面积占比。
-- about_zh: 无法接入路网的住房按步行不可达计。直线距离量至面状设施边界；时间限值按步行速度折算为直线距离。
-- about_zh: 没有任何设施数据的类别不予度量。

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
    SELECT a.atom, w.category, sum(h.residents) AS residents, sum(h.dwellings) AS dwellings,
           sum(h.floor_area_m2) AS floor_area_m2
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
SELECT b.atom, j.category AS slice, b.base,
       CASE WHEN b.amount IS NOT NULL THEN
           coalesce(CASE b.base WHEN 'residents' THEN r.residents WHEN 'dwellings' THEN r.dwellings
                                ELSE r.floor_area_m2 END, 0.0) END AS numerator,
       b.amount AS denominator, j.reason
FROM atom_base AS b CROSS JOIN judged AS j
LEFT JOIN reached AS r ON r.atom = b.atom AND r.category = j.category;
