-- id: access_2sfca
-- title: Access by capacity (two-step floating catchment)
-- title_zh: 两步移动搜索法可达性
-- unit: ratio
-- better: higher
-- slices: category
-- denominator: people
-- norm: Luo & Wang 2003；Luo & Qi 2009 (steps)；Dai 2010 (gaussian)
-- confidence: GK-H
-- parameter: category = | one category; empty: every category, a slice each | text
-- parameter: catchment_m = | how far a facility serves, at most walking.catchment_m where that is farther than the category's own limit; empty: that limit | 1 .. 5000
-- parameter: decay = none | how people count less with distance | none, inverse, gaussian, steps
-- parameter: people = residents | who is served | residents, elders, dwellings
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: streets if metric = walk
-- optional: stations
-- about: Places (beds, pupils) per person that are in reach: first every facility's capacity is shared
-- about: among the people in its catchment, then everybody adds up the shares of the facilities in
-- about: reach. Decay makes the far count less in both steps (enhanced method): inverse to the
-- about: distance (1 m at least), gaussian to 0 at the catchment's edge, or steps of 1, 0.68, 0.22 by
-- about: thirds of the catchment. An area's value is the mean over its people; those who reach nothing
-- about: count with 0. Facilities without a capacity are left out.
-- about_zh: 人均可及的容量（床位、学位等）：先以各设施服务范围内人数分摊其容量，再对每处住房加总可及设施的分摊值。
-- about_zh: decay 为距离衰减（增强型）：inverse 为距离倒数（至少 1 米），gaussian 至范围边缘为 0，steps 按范围三等分取
-- about_zh: 1、0.68、0.22。区域值为其人数加权平均，不可达者按 0 计；未填容量的设施不计。

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
    SELECT w.atom, w.category, sum(w.people * w.weight * s.ratio) AS places
    FROM weighed AS w JOIN supply AS s ON s.facility_key = w.facility_key
    GROUP BY w.atom, w.category
), summed AS (
    SELECT atom, sum(people) AS people FROM people GROUP BY atom
), known AS (
    SELECT iif(sum(people) IS NULL, 'homes have no ' || :people, NULL) AS reason FROM summed
)
SELECT p.atom, j.category AS slice,
       iif(p.people IS NULL, NULL, coalesce(g.places, 0.0)) AS numerator, p.people AS denominator,
       coalesce(j.reason, k.reason) AS reason
FROM summed AS p CROSS JOIN judged AS j CROSS JOIN known AS k
LEFT JOIN gained AS g ON g.atom = p.atom AND g.category = j.category
UNION ALL
SELECT NULL, :category, NULL, NULL, :category || ' is not among the categories'
WHERE :category IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judged);
