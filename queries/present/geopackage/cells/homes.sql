-- id: homes
-- about: The walking distances of all homes, in the order of the homes.

SELECT n.home_key AS key, n.category || '_walk_m' AS name, round(n.walk_m, 1) AS value
FROM walk_nearest AS n
ORDER BY n.home_key, n.category;
