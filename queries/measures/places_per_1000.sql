-- id: places_per_1000
-- title: Places per 1,000 people
-- title_zh: 千人床位（学位）数
-- unit: places per 1000 residents
-- better: higher
-- slices: category
-- denominator: people
-- parameter: people = residents | per 1,000 of whom | residents, elders
-- needs: facilities
-- optional: stations
-- needs: homes
-- about: Capacity (beds, pupils, places) of the facilities of a category in an area per 1,000 residents
-- about: or elders. Facilities without a capacity are left out; a category where none has one is not
-- about: measured.
-- about_zh: 区域内某类设施的容量（床位、学位等）与每千名居民或老年人之比。未填容量的设施不计；整类均未填者不予度量。

WITH stock AS (
    SELECT category, count(*) AS places, count(capacity) AS known FROM facilities GROUP BY category
), judged AS (
    SELECT l.category, CASE WHEN s.places IS NULL THEN l.reason
                            WHEN s.known = 0 THEN
                                'no facility of category ' || l.category || ' has a capacity'
                       END AS reason
    FROM category_limit AS l LEFT JOIN stock AS s ON s.category = l.category
    WHERE l.category <> 'station'
), living AS (
    SELECT a.atom, sum(CASE :people WHEN 'elders' THEN h.elders ELSE h.residents END) AS people
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key GROUP BY a.atom
), known AS (
    SELECT CASE WHEN sum(people) IS NULL THEN 'homes have no ' || :people
                WHEN sum(people) = 0 THEN 'no ' || :people || ' here' END AS reason FROM living
)
SELECT a.atom, f.category AS slice, sum(f.capacity) AS numerator, NULL AS denominator, NULL AS reason
FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
JOIN judged AS j ON j.category = f.category
GROUP BY a.atom, f.category
UNION ALL
SELECT l.atom, j.category, 0.0, l.people / 1000, coalesce(j.reason, k.reason)
FROM living AS l CROSS JOIN judged AS j CROSS JOIN known AS k;
