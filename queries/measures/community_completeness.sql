-- id: community_completeness
-- title: Complete communities
-- title_zh: 完整社区达标率
-- unit: share
-- better: higher
-- slices: category
-- norm: 完整居住社区建设标准（试行）2020；城市体检（完整居住社区覆盖率）
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
-- about: Share of the communities (or areas of another kind) in an area that have every category of a
-- about: set (slice complete): a facility inside, or one within its limit for at least half of the
-- about: residents. Slice present is the mean part of the set that they have; the slices of the categories are the
-- about: list of what is missing: 1 for a community that has it, 0 for one that lacks it.
-- about_zh: 区域内设施组合齐备的社区（或其他类区域）占比（分项 complete）：设施位于社区内，或过半居民在限值内可达。
-- about_zh: 分项 present 为平均已有类数占比；各类别分项即缺项清单：社区已有者为 1，缺少者为 0。

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
), whole AS (
    SELECT area_id, 'complete' AS slice, min(has) AS has, 1 AS entries FROM found GROUP BY area_id
    UNION ALL
    SELECT area_id, 'present', sum(has), count(*) FROM found GROUP BY area_id
    UNION ALL
    SELECT area_id, item, has, 1 FROM found
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM community) THEN
                    'no area of kind ' || :kind || ' was supplied'
                WHEN NOT EXISTS (SELECT 1 FROM found) THEN
                    'no residents are known in any area of kind ' || :kind END AS reason
), slice AS (
    SELECT 'complete' AS slice, (SELECT max(reason) FROM item) AS reason
    UNION ALL SELECT 'present', (SELECT max(reason) FROM item)
    UNION ALL SELECT item, reason FROM item
), summed AS (
    SELECT w.within_id AS area_id, f.slice, sum(f.has) AS has, sum(f.entries) AS entries
    FROM whole AS f JOIN area_within AS w ON w.area_id = f.area_id
    WHERE w.within_id <> 'city' GROUP BY w.within_id, f.slice
    UNION ALL
    SELECT 'city', slice, sum(has), sum(entries) FROM whole GROUP BY slice
)
SELECT f.area_id, f.slice, f.has AS numerator, f.entries AS denominator, s.reason
FROM summed AS f JOIN slice AS s ON s.slice = f.slice
UNION ALL
SELECT 'city', 'complete', NULL, NULL, reason FROM lacking WHERE reason IS NOT NULL;
