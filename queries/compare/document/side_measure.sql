-- id: side_measure
-- about: The measures, with the hash of their query.
SELECT json_extract(r.value, '$.id'), json_extract(r.value, '$.title_en'),
       json_extract(r.value, '$.title_zh'), json_extract(r.value, '$.unit'),
       json_extract(r.value, '$.better'), json_extract(r.value, '$.hash')
FROM document AS d, json_each(d.text, '$.measures') AS r WHERE d.side = :side;
