-- id: side_value
-- about: Every value; the default run of a measure has no parameters here.
WITH known(key, parameters) AS MATERIALIZED (
    SELECT json_extract(r.value, '$.run'),
           CASE WHEN json_extract(r.value, '$.is_default') THEN ''
                ELSE json(json_extract(r.value, '$.parameters')) END
    FROM document AS d, json_each(d.text, '$.runs') AS r WHERE d.side = :side
), row AS MATERIALIZED (
    SELECT json_extract(r.value, '$.run') AS run, r.value AS text
    FROM document AS d, json_each(d.text, '$.values') AS r WHERE d.side = :side
)
SELECT json_extract(r.text, '$.measure'), k.parameters, json_extract(r.text, '$.area'),
       json_extract(r.text, '$.slice'), json_extract(r.text, '$.base'),
       json_extract(r.text, '$.value'), json_extract(r.text, '$.numerator'),
       json_extract(r.text, '$.denominator'), json_extract(r.text, '$.reason')
FROM row AS r JOIN known AS k ON k.key = r.run;
