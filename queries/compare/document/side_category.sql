-- id: side_category
-- about: Facility categories with their reach.
SELECT json_extract(r.value, '$.id'), json_extract(r.value, '$.title_en'),
       json_extract(r.value, '$.title_zh'), json_extract(r.value, '$.tier'),
       json_extract(r.value, '$.limit_m'), json_extract(r.value, '$.limit_min')
FROM document AS d, json_each(d.text, '$.categories') AS r WHERE d.side = :side;
