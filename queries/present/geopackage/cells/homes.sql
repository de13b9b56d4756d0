-- id: homes
-- about: The walking distances of one home.

SELECT n.category || '_walk_m' AS name, round(n.walk_m, 1) AS value
FROM walk_nearest AS n
WHERE n.home_key = :key
ORDER BY n.category;
