-- id: side_verdict
-- about: Every verdict. place tells apart targets of one id.
SELECT json_extract(r.value, '$.id'),
       row_number() OVER (PARTITION BY json_extract(r.value, '$.id') ORDER BY r.key),
       json_extract(r.value, '$.title_en'), json_extract(r.value, '$.title_zh'),
       json_extract(r.value, '$.measure'), json_extract(r.value, '$.area'),
       json_extract(r.value, '$.slice'), json_extract(r.value, '$.base'),
       json_extract(r.value, '$.outcome'), json_extract(r.value, '$.value'),
       json_extract(r.value, '$.comparison'), json_extract(r.value, '$.target'),
       json_extract(r.value, '$.target_to'), json_extract(r.value, '$.unit'),
       json_extract(r.value, '$.binding'), json_extract(r.value, '$.clause')
FROM document AS d, json_each(d.text, '$.verdicts') AS r WHERE d.side = :side;
