-- id: category_set_coverage
-- title: Coverage by a set of facilities
-- title_zh: 设施组合覆盖率
-- unit: share
-- better: higher
-- base: residents, dwellings, floor_area_m2
-- norm: GB 50180-2018
-- clause: 附录B, 附录C
-- confidence: GK-M
-- settled_by: limit_m, limit_min
-- parameter: categories = | the set, separated by commas; alternatives by a slash (primary_school/junior_school); empty: all with a tier | text
-- parameter: required = | how many of the set must be met; empty: all | 1 .. 1000
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: limit_m = | one distance for all categories; empty: each category's own limit | 1 .. 50000
-- parameter: limit_min = | one walking time for all categories; empty: each category's own limit | 0.1 .. 600
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Share for whom every category of a plan's own set (or as many as `required`) is within its
-- about: limit. An entry with alternatives is met by any of them. A set that asks for what no facility
-- about: was supplied for is not measured; nor is one with a category the city does not have. A home
-- about: that no street could be joined to reaches nothing on foot.
-- about_zh: 规划所列设施组合全部（或至少 required 类）在各自限值内可达的居民、住房占比。以斜线分隔者任一满足即可。
-- about_zh: 组合中有缺少设施数据或城市未设的类别时不予度量；无法接入路网的住房按步行不可达计。

WITH wanted AS (
    -- item: one entry of the list; its alternatives are separated by a slash
    SELECT trim(i.value) AS item, trim(c.value) AS category
    FROM json_each('[' || replace(json_quote(coalesce(:categories, (
             SELECT group_concat(category)
             FROM (SELECT category FROM category_limit WHERE tier IS NOT NULL ORDER BY category)))),
                                  ',', '","') || ']') AS i,
         json_each('[' || replace(json_quote(i.value), '/', '","') || ']') AS c
    WHERE trim(c.value) <> ''
), judged AS MATERIALIZED (
    SELECT w.item, w.category, c.tier,
           CASE WHEN :limit_m IS NOT NULL THEN :limit_m
                WHEN :limit_min IS NULL THEN c.limit_m END * :stretch AS limit_m,
           CASE WHEN :limit_m IS NULL THEN coalesce(:limit_min, c.limit_min) END * :stretch
               AS limit_min,
           coalesce(:limit_m, :limit_min * :speed_m_per_min, c.straight_limit_m) AS straight_limit_m,
           CASE WHEN c.category IS NULL THEN w.category || ' is not among the categories'
                WHEN c.places = 0 THEN c.reason
                WHEN coalesce(:limit_m, :limit_min * :speed_m_per_min, c.straight_limit_m)
                     > :search_limit_m THEN 'the limit lies beyond walking.search_limit_m'
           END AS reason
    FROM wanted AS w LEFT JOIN category_limit AS c ON c.category = w.category
), item AS (
    -- An entry can be judged where one of its alternatives can.
    SELECT item, iif(count(*) > count(reason), NULL, min(reason)) AS reason
    FROM judged GROUP BY item
), lacking AS (
    SELECT coalesce(max(reason), CASE WHEN :required > count(*) THEN
               printf('required %g, but there are %d categories', :required, count(*))
               WHEN count(*) = 0 THEN 'no category has a tier' END) AS reason,
           coalesce(:required, count(*)) AS required
    FROM item
), met AS MATERIALIZED (
    SELECT w.home_key, count(DISTINCT j.item) AS met
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
), served AS (
    SELECT a.atom, sum(h.residents) AS residents, sum(h.dwellings) AS dwellings,
           sum(h.floor_area_m2) AS floor_area_m2
    FROM met AS m CROSS JOIN lacking AS l
    JOIN homes AS h ON h.key = m.home_key JOIN home_atom AS a ON a.home_key = m.home_key
    WHERE m.met >= l.required GROUP BY a.atom
)
SELECT b.atom, b.base,
       CASE WHEN b.amount IS NOT NULL THEN
           coalesce(CASE b.base WHEN 'residents' THEN s.residents WHEN 'dwellings' THEN s.dwellings
                                ELSE s.floor_area_m2 END, 0.0) END AS numerator,
       b.amount AS denominator, l.reason
FROM atom_base AS b CROSS JOIN lacking AS l LEFT JOIN served AS s ON s.atom = b.atom;
