-- id: access_gini
-- title: Inequality of access
-- title_zh: 设施可达性基尼系数
-- unit: ratio
-- better: lower
-- slices: category
-- norm: Gini 1912；Luo & Wang 2003
-- confidence: GK-H
-- parameter: kind = | also for every area of this kind; empty: the city only | text
-- parameter: category = | one category; empty: every category, a slice each | text
-- parameter: catchment_m = | how far a facility serves, at most walking.catchment_m where that is farther than the category's own limit; empty: that limit | 1 .. 5000
-- parameter: decay = none | how people count less with distance | none, inverse, gaussian, steps
-- parameter: people = residents | who is served | residents, elders, dwellings
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: streets if metric = walk
-- optional: stations
-- about: Gini coefficient of access by capacity (see access_2sfca) over people: 0 where all have equally
-- about: many places in reach, near 1 where a few have all. Those who reach nothing count with 0.
-- about_zh: 按容量计的可达性（见“两步移动搜索法可达性”）在人口间的基尼系数：0 为人人相等，接近 1 为集中于少数人。
-- about_zh: 不可达者按 0 计。

WITH set_to AS (
    SELECT CAST(value AS REAL) AS searched FROM setting WHERE name = 'walking.catchment_m'
), people AS MATERIALIZED (
    SELECT h.key, a.atom, CASE :people WHEN 'residents' THEN h.residents WHEN 'elders' THEN h.elders
                               ELSE h.dwellings END AS people
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
), stock AS (
    SELECT category, count(*) AS places, total(capacity) AS capacity FROM facilities GROUP BY category
), judged AS MATERIALIZED (
    SELECT c.category, coalesce(:catchment_m, c.straight_limit_m)
               * iif(:metric = 'walk', :stretch, 1.0) AS reach_m,
           CASE WHEN s.places IS NULL THEN c.reason
                WHEN s.capacity = 0 THEN 'no facility of category ' || c.category || ' has a capacity'
                WHEN :catchment_m > max(c.straight_limit_m, t.searched) THEN
                    'the catchment lies beyond walking.catchment_m' END AS reason
    FROM category_limit AS c CROSS JOIN set_to AS t LEFT JOIN stock AS s ON s.category = c.category
    WHERE c.category <> 'station' AND (:category IS NULL OR c.category = :category)
), weighed AS MATERIALIZED (
    SELECT w.facility_key, w.home_key, j.category, f.capacity, h.atom, h.people,
           CASE :decay WHEN 'none' THEN 1.0
                WHEN 'inverse' THEN 1.0 / max(iif(:metric = 'straight', w.straight_m, w.walk_m), 1.0)
                WHEN 'gaussian' THEN
                    (exp(-0.5 * pow(iif(:metric = 'straight', w.straight_m, w.walk_m) / j.reach_m, 2))
                     - exp(-0.5)) / (1 - exp(-0.5))
                ELSE CASE WHEN iif(:metric = 'straight', w.straight_m, w.walk_m)
                               <= j.reach_m / 3 THEN 1.0
                          WHEN iif(:metric = 'straight', w.straight_m, w.walk_m)
                               <= j.reach_m * 2 / 3 THEN 0.68 ELSE 0.22 END END AS weight
    FROM facilities AS f CROSS JOIN judged AS j ON j.category = f.category AND j.reason IS NULL
    CROSS JOIN walk_catchment AS w ON w.facility_key = f.key
    CROSS JOIN people AS h ON h.key = w.home_key
    WHERE f.capacity > 0 AND h.people > 0
      AND CASE WHEN :metric = 'straight' THEN w.straight_m ELSE w.walk_m END <= j.reach_m
), supply AS MATERIALIZED (
    SELECT facility_key, max(capacity) / nullif(total(people * weight), 0) AS ratio
    FROM weighed GROUP BY facility_key
), gained AS (
    SELECT w.home_key, w.category, w.people, sum(w.weight * s.ratio) AS access
    FROM weighed AS w JOIN supply AS s ON s.facility_key = w.facility_key
    WHERE w.people > 0
    GROUP BY w.category, w.home_key
), spread AS (
    SELECT 'city' AS area_id, category, people, access FROM gained
    UNION ALL
    SELECT m.area_id, g.category, g.people, g.access
    FROM gained AS g JOIN home_atom AS a ON a.home_key = g.home_key
    JOIN atom_area AS m ON m.atom = a.atom JOIN areas AS k ON k.id = m.area_id AND k.kind = :kind
), ranked AS (
    SELECT area_id, category, people, access,
           sum(people) OVER (PARTITION BY area_id, category ORDER BY access
                             ROWS UNBOUNDED PRECEDING) AS so_far
    FROM spread
), summed AS (
    -- Of each: people who reach something, their access, and the ranks of both.
    SELECT area_id, category, max(so_far) AS reached, sum(people * access) AS access,
           sum(people * access * (2 * so_far - people)) AS ranks
    FROM ranked GROUP BY area_id, category
), living AS (
    SELECT 'city' AS area_id, sum(people) AS people FROM people
    UNION ALL
    SELECT m.area_id, sum(p.people)
    FROM people AS p JOIN atom_area AS m ON m.atom = p.atom
    JOIN areas AS k ON k.id = m.area_id AND k.kind = :kind GROUP BY m.area_id
)
-- Those who reach nothing stand before all others: they raise every rank, and add nothing else.
SELECT l.area_id, j.category AS slice,
       coalesce(s.ranks + s.access * (2 * (l.people - s.reached) - l.people), 0.0)
           / nullif(l.people, 0) AS numerator,
       coalesce(s.access, 0.0) AS denominator,
       CASE WHEN j.reason IS NOT NULL THEN j.reason
            WHEN l.people IS NULL THEN 'homes have no ' || :people
            WHEN l.people = 0 THEN 'no ' || :people || ' here'
            WHEN s.access IS NULL THEN 'nobody here reaches a place' END AS reason
FROM living AS l CROSS JOIN judged AS j
LEFT JOIN summed AS s ON s.area_id = l.area_id AND s.category = j.category
UNION ALL
SELECT 'city', :category, NULL, NULL, :category || ' is not among the categories'
WHERE :category IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judged);
