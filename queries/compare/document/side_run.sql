-- id: side_run
-- about: The parameters of each measure's default run.
SELECT json_extract(r.value, '$.measure'), json(json_extract(r.value, '$.parameters')),
       json_extract(r.value, '$.reason')
FROM document AS d, json_each(d.text, '$.runs') AS r
WHERE d.side = :side AND json_extract(r.value, '$.is_default')
GROUP BY 1;
