-- id: target_words
-- title: Classes, modes and the like that nobody knows
-- title_zh: 未知的类别与方式
-- scope: targets
-- about: Words of parameters class, mode, status and land_source that layers/classes.csv does not hold and no
-- about: layer of the city uses.

WITH asked AS (
    SELECT t.key, p.key AS parameter, trim(e.value) AS word,
           CASE WHEN t.origin IS NULL THEN 'target ' || t.id
                ELSE substr(t.origin, 1, instr(t.origin, ':') - 1) END AS file,
           CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER) AS line
    FROM targets AS t JOIN target_value AS x ON x.target_key = t.key
    JOIN run AS r ON r.key = x.run_key, json_each(r.parameters) AS p,
         json_each('["' || replace(replace(coalesce(p.value, ''), '"', ''), ',', '","') || '"]') AS e
    WHERE p.key IN ('class', 'mode', 'status', 'land_source') AND trim(e.value) <> ''
)
SELECT 'doubt' AS severity, file, line, 'parameters' AS column_name,
       printf('unknown %s ''%s''', parameter, word) AS finding_en,
       printf('未知的 %s “%s”', parameter, word) AS finding_zh, word AS stated, NULL AS computed
FROM asked AS a
WHERE NOT EXISTS (SELECT 1 FROM word AS w WHERE w.kind = a.parameter AND w.id = a.word)
  AND NOT EXISTS (SELECT 1 FROM programmes WHERE a.word IN (class, mode, status, land_source))
  AND NOT EXISTS (SELECT 1 FROM sites WHERE a.word IN (class, mode, status, land_source))
  AND NOT EXISTS (SELECT 1 FROM homes WHERE class = a.word)
ORDER BY key;
