-- id: category_limit
-- about: The categories with their limits, on foot as a distance or a time, and in a straight line
-- about: always as a distance (a time at the walking speed). reason says why a category cannot be
-- about: judged: it has no place, or nearest places were not looked for as far as its limit.
-- index: category
WITH set_to AS (
    SELECT max(CASE name WHEN 'walking.speed_m_per_min' THEN CAST(value AS REAL) END) AS speed,
           max(CASE name WHEN 'walking.search_limit_m' THEN CAST(value AS REAL) END) AS searched
    FROM setting
), place AS (
    SELECT category, count(*) AS places FROM facilities GROUP BY category
    UNION ALL
    SELECT 'station', count(*) FROM stations
)
SELECT c.id AS category, c.tier, c.limit_m, c.limit_min,
       coalesce(c.limit_m, c.limit_min * s.speed) AS straight_limit_m,
       coalesce(p.places, 0) AS places,
       CASE WHEN coalesce(p.places, 0) = 0 AND c.id = 'station' THEN
                'needs layer stations, which is empty'
            WHEN coalesce(p.places, 0) = 0 THEN
                'no facility of category ' || c.id || ' was supplied'
            WHEN coalesce(c.limit_m, c.limit_min * s.speed) > s.searched THEN
                'the limit of category ' || c.id || ' lies beyond walking.search_limit_m'
       END AS reason
FROM category AS c CROSS JOIN set_to AS s LEFT JOIN place AS p ON p.category = c.id
ORDER BY c.id;
