-- id: side_area
-- about: The areas that values are given for.
SELECT json_extract(r.value, '$.id'), json_extract(r.value, '$.kind'),
       json_extract(r.value, '$.name')
FROM document AS d, json_each(d.text, '$.areas') AS r WHERE d.side = :side;
