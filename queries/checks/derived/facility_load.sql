-- id: facility_load
-- made: once
-- index: facility_key
-- about: Schools and places of care for the elderly with a capacity: the places, and who shares them now:
-- about: each home in reach counts in equal parts with the facilities of the category it reaches on foot.
-- about: mean is the places that the city has for a resident (for care: for an elder).

WITH category(category, people) AS (
    VALUES ('kindergarten', 'residents'), ('primary_school', 'residents'), ('junior_school', 'residents'),
           ('infant_care', 'residents'), ('elderly_home', 'elders'), ('elderly_day_care', 'elders'), ('elderly_centre', 'elders')
), stock AS MATERIALIZED (
    SELECT f.key AS facility_key, f.category, k.people, f.capacity, l.straight_limit_m AS limit_m, coalesce(f.name, f.id) AS title
    FROM facilities AS f JOIN category AS k ON k.category = f.category
    JOIN category_limit AS l ON l.category = f.category
    WHERE f.capacity > 0
), pair AS MATERIALIZED (
    SELECT w.facility_key, w.home_key, s.category, s.people
    FROM stock AS s CROSS JOIN walk_catchment AS w ON w.facility_key = s.facility_key
    WHERE w.walk_m <= s.limit_m
), shared AS MATERIALIZED (
    SELECT home_key, category, count(*) AS places FROM pair GROUP BY home_key, category
), used AS (
    SELECT p.facility_key, sum(iif(p.people = 'elders', h.elders, h.residents) / s.places) AS people
    FROM pair AS p CROSS JOIN shared AS s ON s.home_key = p.home_key AND s.category = p.category
    CROSS JOIN homes AS h ON h.key = p.home_key
    GROUP BY p.facility_key
), living AS (
    SELECT sum(residents) AS residents, sum(elders) AS elders FROM homes
), mean AS (
    SELECT s.category, sum(s.capacity) / nullif(max(iif(s.people = 'elders', l.elders, l.residents)), 0) AS mean
    FROM stock AS s CROSS JOIN living AS l GROUP BY s.category
)
SELECT s.facility_key, s.category, s.people, s.capacity, s.limit_m, s.title, coalesce(u.people, 0.0) AS used_by, m.mean
FROM stock AS s LEFT JOIN used AS u ON u.facility_key = s.facility_key JOIN mean AS m ON m.category = s.category
ORDER BY s.facility_key;
