-- id: sites
-- about: The walking distances of one site.

SELECT w.category || '_walk_m' AS name, round(w.walk_m, 1) AS value
FROM walk_site AS w
WHERE w.site_key = :key
ORDER BY w.category;
