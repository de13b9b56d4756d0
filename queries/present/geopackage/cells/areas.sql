-- id: areas
-- about: The values of all areas, in the order of the areas; shares are given as shares, from 0 to 1.

SELECT a.key, v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, v.value
FROM main_value AS v JOIN areas AS a ON a.id = v.area_id
ORDER BY a.kind, a.key, v.measure, v.key;
