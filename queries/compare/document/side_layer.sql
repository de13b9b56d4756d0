-- id: side_layer
-- about: The sources, and how many of their rows were kept.
SELECT json_extract(r.value, '$.layer'), json_extract(r.value, '$.part'),
       json_extract(r.value, '$.path'), json_extract(r.value, '$.hash'),
       json_extract(r.value, '$.rows_kept')
FROM document AS d, json_each(d.text, '$.layers') AS r WHERE d.side = :side;
