-- id: areas
-- about: The values of one area; shares are given as shares, from 0 to 1.

WITH first_base AS (
    SELECT r.key AS run_key,
           (SELECT b.value FROM json_each(m.bases) AS b
            ORDER BY NOT EXISTS (SELECT 1 FROM value AS x WHERE x.run_key = r.key
                                 AND x.base = b.value AND x.value IS NOT NULL), b.key
            LIMIT 1) AS base
    FROM run AS r JOIN measure AS m ON m.id = r.measure
    WHERE r.is_default
)
SELECT v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, v.value
FROM first_base AS f
CROSS JOIN value AS v
WHERE v.run_key = f.run_key AND v.area_id = (SELECT a.id FROM areas AS a WHERE a.key = :key)
  AND v.base = coalesce(f.base, v.base)
ORDER BY v.measure, v.key;
