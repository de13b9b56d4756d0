-- id: site_set_coverage
-- title: Planned housing by a set of facilities
-- title_zh: 规划住宅用地设施组合覆盖率
-- unit: share
-- better: higher
-- base: units, site_area_m2, sites
-- norm: GB 50180-2018
-- clause: 附录B, 附录C
-- confidence: GK-M
-- settled_by: limit_m, limit_min
-- parameter: categories = | the set, separated by commas; alternatives by a slash; station is one; empty: all with a tier | text
-- parameter: required = | how many of the set must be met; empty: all | 1 .. 1000
-- parameter: classes = | classes of the sites that count, separated by commas; empty: all | text
-- parameter: modes = | modes that count, e.g. converted, separated by commas; empty: all | text
-- parameter: year_from = | first year of the sites | 1800 .. 2200
-- parameter: year_to = | last year of the sites | 1800 .. 2200
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- parameter: limit_m = | one distance for all categories; empty: each category's own limit | 1 .. 50000
-- parameter: limit_min = | one walking time for all categories; empty: each category's own limit | 0.1 .. 600
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Share of the planned dwellings, of the land and of the number of housing sites from which
-- about: every category of a set (or as many as `required`) is within its limit, from the site's own
-- about: access to the streets: is housing put where services, stations, shops already are? A site
-- about: that no street could be joined to reaches nothing on foot.
-- about_zh: 规划住宅用地（按套数、用地面积、宗数）中，所列设施组合全部（或至少 required 类）在各自限值内可达者的占比，
-- about_zh: 自地块临街处量起，用以判断住房是否布局于配套成熟之处。无法接入路网的地块按步行不可达计。

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
), counted AS (
    SELECT s.key, a.atom, s.dwellings, s.site_area_m2
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE (:classes IS NULL
           OR instr(',' || replace(:classes, ' ', '') || ',', ',' || s.class || ',') > 0)
      AND (:modes IS NULL OR instr(',' || replace(:modes, ' ', '') || ',', ',' || s.mode || ',') > 0)
      AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
), met AS MATERIALIZED (
    SELECT w.site_key, count(DISTINCT j.item) AS met
    FROM walk_site AS w CROSS JOIN judged AS j ON j.category = w.category
    -- The first condition needs no category, and spares looking one up for most rows.
    WHERE CASE WHEN :metric = 'straight' THEN
                   w.straight_m <= (SELECT max(straight_limit_m) FROM judged)
               ELSE w.walk_m <= (SELECT max(limit_m) FROM judged)
                    OR w.walk_min <= (SELECT max(limit_min) FROM judged) END
      AND CASE WHEN :metric = 'straight' THEN w.straight_m <= j.straight_limit_m
               WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
               ELSE w.walk_min <= j.limit_min END
    GROUP BY w.site_key
), figure AS (
    SELECT c.atom, coalesce(m.met, 0) >= l.required AS is_met, c.dwellings, c.site_area_m2
    FROM counted AS c CROSS JOIN lacking AS l LEFT JOIN met AS m ON m.site_key = c.key
)
SELECT f.atom, b.base,
       sum(CASE b.base WHEN 'units' THEN f.dwellings WHEN 'sites' THEN 1.0 ELSE f.site_area_m2 END
           * f.is_met) AS numerator,
       sum(CASE b.base WHEN 'units' THEN f.dwellings WHEN 'sites' THEN 1.0 ELSE f.site_area_m2 END)
           AS denominator, l.reason
FROM figure AS f CROSS JOIN lacking AS l
CROSS JOIN (SELECT 'units' AS base UNION ALL SELECT 'site_area_m2' UNION ALL SELECT 'sites') AS b
GROUP BY f.atom, b.base
UNION ALL
SELECT NULL, b.base, NULL, NULL, 'no site is of these classes, modes and years'
FROM (SELECT 'units' AS base UNION ALL SELECT 'site_area_m2' UNION ALL SELECT 'sites') AS b
WHERE NOT EXISTS (SELECT 1 FROM counted);
