-- id: areas
-- about: The values of one area; shares are given as shares, from 0 to 1.

SELECT v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, v.value
FROM main_value AS v
WHERE v.area_id = (SELECT a.id FROM areas AS a WHERE a.key = :key)
ORDER BY v.measure, v.key;
