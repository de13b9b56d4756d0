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
-- parameter: catchment_m = | how far a facility serves; empty: each category's own limit | 1 .. 5000
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
    SELECT c.category, coalesce(:catchment_m, c.straight_limit_m) AS reach_m,
           CASE WHEN s.places IS NULL THEN c.reason
                WHEN s.capacity = 0 THEN 'no facility of category ' || c.category || ' has a capacity'
                WHEN coalesce(:catchment_m, c.straight_limit_m) > t.searched THEN
                    'the catchment lies beyond walking.catchment_m' END AS reason
    FROM category_limit AS c CROSS JOIN set_to AS t LEFT JOIN stock AS s ON s.category = c.category
    WHERE c.category <> 'station' AND (:category IS NULL OR c.category = :category)
), pair AS MATERIALIZED (
    SELECT w.facility_key, w.home_key, j.category, f.capacity, j.reach_m * :stretch AS reach_m,
           CASE WHEN :metric = 'straight' THEN w.straight_m ELSE w.walk_m END AS away_m
    FROM facilities AS f JOIN judged AS j ON j.category = f.category AND j.reason IS NULL
    CROSS JOIN walk_catchment AS w ON w.facility_key = f.key
    WHERE f.capacity > 0
      AND CASE WHEN :metric = 'straight' THEN w.straight_m <= j.reach_m
               ELSE w.walk_m <= j.reach_m * :stretch END
), weighed AS MATERIALIZED (
    SELECT p.facility_key, p.home_key, p.category, p.capacity, h.atom, h.people,
           CASE :decay WHEN 'none' THEN 1.0
                WHEN 'inverse' THEN 1.0 / max(p.away_m, 1.0)
                WHEN 'gaussian' THEN (exp(-0.5 * (p.away_m / p.reach_m) * (p.away_m / p.reach_m))
                                      - exp(-0.5)) / (1 - exp(-0.5))
                ELSE CASE WHEN p.away_m <= p.reach_m / 3 THEN 1.0
                          WHEN p.away_m <= p.reach_m * 2 / 3 THEN 0.68 ELSE 0.22 END END AS weight
    FROM pair AS p CROSS JOIN people AS h ON h.key = p.home_key
), supply AS MATERIALIZED (
    SELECT facility_key, max(capacity) / nullif(total(people * weight), 0) AS ratio
    FROM weighed GROUP BY facility_key
), gained AS (
    SELECT w.home_key, w.category, sum(w.weight * s.ratio) AS access
    FROM weighed AS w JOIN supply AS s ON s.facility_key = w.facility_key
    GROUP BY w.home_key, w.category
), access AS (
    SELECT j.category, p.atom, p.people, coalesce(g.access, 0.0) AS access
    FROM people AS p CROSS JOIN judged AS j
    LEFT JOIN gained AS g ON g.home_key = p.key AND g.category = j.category
    WHERE p.people > 0 AND j.reason IS NULL
), spread AS (
    SELECT 'city' AS area_id, category, people, access FROM access
    UNION ALL
    SELECT m.area_id, a.category, a.people, a.access
    FROM access AS a JOIN atom_area AS m ON m.atom = a.atom
    JOIN areas AS k ON k.id = m.area_id AND k.kind = :kind
), ranked AS (
    SELECT area_id, category, people, access,
           sum(people) OVER (PARTITION BY area_id, category ORDER BY access
                             ROWS UNBOUNDED PRECEDING) AS so_far,
           sum(people) OVER (PARTITION BY area_id, category) AS whole
    FROM spread
)
SELECT area_id, category AS slice,
       sum(people * access * (2 * so_far - people - whole)) / max(whole) AS numerator,
       sum(people * access) AS denominator,
       iif(sum(people * access) > 0, NULL, 'nobody here reaches a place') AS reason
FROM ranked GROUP BY area_id, category
UNION ALL
SELECT 'city', j.category, NULL, NULL,
       coalesce(j.reason, CASE WHEN NOT EXISTS (SELECT 1 FROM people WHERE people >= 0) THEN
                    'homes have no ' || :people ELSE 'no ' || :people || ' here' END)
FROM judged AS j WHERE j.category NOT IN (SELECT category FROM access)
UNION ALL
SELECT 'city', :category, NULL, NULL, :category || ' is not among the categories'
WHERE :category IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judged);
