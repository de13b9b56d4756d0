-- id: main_value
-- about: The values that stand for a measure where there is room for one figure: of the evaluation
-- about: with default parameters, by the first of the measure's bases that has any value.
WITH first_base AS (
    SELECT run_key, base
    FROM (SELECT r.key AS run_key, b.value AS base,
                 row_number() OVER (PARTITION BY r.key ORDER BY (
                     SELECT count(*) FROM (SELECT 1 FROM value AS x
                     WHERE x.run_key = r.key AND x.base = b.value AND x.value IS NOT NULL
                     LIMIT 1)) DESC, b.key) AS place
          FROM run AS r JOIN measure AS m ON m.id = r.measure, json_each(m.bases) AS b
          WHERE r.is_default)
    WHERE place = 1
)
SELECT v.key, v.run_key, v.measure, v.area_id, v.slice, v.base, v.value
FROM run AS r
CROSS JOIN value AS v ON v.run_key = r.key
LEFT JOIN first_base AS f ON f.run_key = r.key
WHERE r.is_default AND v.base = coalesce(f.base, v.base);
