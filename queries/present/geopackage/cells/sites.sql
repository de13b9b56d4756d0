-- id: sites
-- about: The walking distances of all sites, in the order of the sites.

SELECT w.site_key AS key, w.category || '_walk_m' AS name, round(w.walk_m, 1) AS value
FROM walk_site AS w
ORDER BY w.site_key, w.category;
