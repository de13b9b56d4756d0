-- id: communities_served
-- title: Communities served
-- title_zh: 设施覆盖社区比例
-- unit: share
-- better: higher
-- slices: category
-- norm: GB 50180-2018
-- clause: 附录B, 附录C
-- confidence: GK-M
-- settled_by: limit_m, limit_min
-- parameter: kind = community | kind of the areas judged | text
-- parameter: categories = | the set, separated by commas; alternatives by a slash; empty: all with a tier | text
-- parameter: by = either | a facility inside the area, in reach of its residents on foot or straight, or either (inside or on foot) | either, inside, walk, straight
-- parameter: enough = 0.5 | the part of an area's residents that must reach it | 0 .. 1
-- parameter: limit_m = | one distance for all categories; empty: each category's own limit | 1 .. 50000
-- parameter: limit_min = | one walking time for all categories; empty: each category's own limit | 0.1 .. 600
-- needs: areas
-- needs: facilities
-- needs: homes if by = walk
-- needs: homes if by = straight
-- needs: homes if by = either
-- needs: streets if by = walk
-- needs: streets if by = either
-- optional: homes, stations
-- about: Share of the communities (streets, with kind = street) of an area that have a facility of a
-- about: category, inside or within its limit for at least half of the residents; a slice for each
-- about: entry of the list. Alternatives joined by a slash count together, as all kinds of care for
-- about: the elderly. For a community itself 1 or 0.
-- about_zh: 区域内拥有某类设施的社区（或街道等）占比：设施位于其内，或过半居民在限值内可达；每项为一个分项，
-- about_zh: 以斜线相连者（如各类养老设施）合并计。对社区自身为 1 或 0。

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
), community AS (
    SELECT id AS area_id FROM areas WHERE kind = :kind
), inside AS (
    SELECT DISTINCT m.area_id, j.item
    FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
    JOIN atom_area AS m ON m.atom = a.atom JOIN community AS c ON c.area_id = m.area_id
    JOIN judged AS j ON j.category = f.category
    WHERE :by IN ('inside', 'either')
), met AS MATERIALIZED (
    SELECT DISTINCT w.home_key, j.item
    FROM walk_nearest AS w CROSS JOIN judged AS j ON j.category = w.category
    -- The second condition needs no category, and spares looking one up for most rows.
    WHERE :by <> 'inside'
      AND CASE WHEN :by = 'straight' THEN
                   w.straight_m <= (SELECT max(straight_limit_m) FROM judged)
               ELSE w.walk_m <= (SELECT max(limit_m) FROM judged)
                    OR w.walk_min <= (SELECT max(limit_min) FROM judged) END
      AND CASE WHEN :by = 'straight' THEN w.straight_m <= j.straight_limit_m
               WHEN j.limit_m IS NOT NULL THEN w.walk_m <= j.limit_m
               ELSE w.walk_min <= j.limit_min END
), served AS (
    SELECT a.atom, m.item, sum(h.residents) AS residents
    FROM met AS m CROSS JOIN homes AS h ON h.key = m.home_key
    CROSS JOIN home_atom AS a ON a.home_key = m.home_key GROUP BY a.atom, m.item
), reached AS (
    SELECT m.area_id, s.item, sum(s.residents) AS residents
    FROM served AS s JOIN atom_area AS m ON m.atom = s.atom
    JOIN community AS c ON c.area_id = m.area_id GROUP BY m.area_id, s.item
), living AS (
    SELECT m.area_id, sum(h.residents) AS residents
    FROM atom_home AS h JOIN atom_area AS m ON m.atom = h.atom
    JOIN community AS c ON c.area_id = m.area_id GROUP BY m.area_id
), found AS MATERIALIZED (
    SELECT c.area_id, i.item,
           coalesce(n.item IS NOT NULL OR (l.residents > 0
                    AND coalesce(r.residents, 0) >= :enough * l.residents), 0) AS has
    FROM community AS c CROSS JOIN item AS i
    LEFT JOIN living AS l ON l.area_id = c.area_id
    LEFT JOIN inside AS n ON n.area_id = c.area_id AND n.item = i.item
    LEFT JOIN reached AS r ON r.area_id = c.area_id AND r.item = i.item
    -- Nobody lives there: there is nobody to reach anything.
    WHERE :by IN ('inside', 'either') OR l.residents > 0
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM community) THEN
                    'no area of kind ' || :kind || ' was supplied'
                WHEN NOT EXISTS (SELECT 1 FROM found) THEN
                    'no residents are known in any area of kind ' || :kind END AS reason
), summed AS (
    SELECT w.within_id AS area_id, f.item, sum(f.has) AS has, count(*) AS communities
    FROM found AS f JOIN area_within AS w ON w.area_id = f.area_id
    WHERE w.within_id <> 'city' GROUP BY w.within_id, f.item
    UNION ALL
    SELECT 'city', item, sum(has), count(*) FROM found GROUP BY item
)
SELECT f.area_id, f.item AS slice, f.has AS numerator, f.communities AS denominator, i.reason
FROM summed AS f JOIN item AS i ON i.item = f.item
UNION ALL
SELECT 'city', i.item, NULL, NULL, l.reason FROM lacking AS l CROSS JOIN item AS i
WHERE l.reason IS NOT NULL;
