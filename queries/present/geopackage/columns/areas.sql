-- id: areas
-- about: A column for each measure (and slice) of the default run and the first base with a value.

WITH first_base AS (
    SELECT r.key AS run_key,
           (SELECT b.value FROM json_each(m.bases) AS b
            ORDER BY NOT EXISTS (SELECT 1 FROM value AS x WHERE x.run_key = r.key
                                 AND x.base = b.value AND x.value IS NOT NULL), b.key
            LIMIT 1) AS base
    FROM run AS r JOIN measure AS m ON m.id = r.measure
    WHERE r.is_default
)
SELECT v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, 'real' AS type,
       CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END
       || CASE v.slice WHEN '' THEN ''
          ELSE ' · ' || coalesce(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, v.slice)
          END AS alias
FROM value AS v
JOIN first_base AS f ON f.run_key = v.run_key AND v.base = coalesce(f.base, v.base)
JOIN measure AS m ON m.id = v.measure
LEFT JOIN category AS c ON c.id = v.slice
GROUP BY v.measure, v.slice
ORDER BY v.measure, min(v.key);
