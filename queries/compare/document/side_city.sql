-- id: side_city
-- about: The city's names, coordinate system and language.
SELECT json_extract(text, '$.city.name'), json_extract(text, '$.city.title'),
       json_extract(text, '$.city.crs'), json_extract(text, '$.city.language'), NULL
FROM document WHERE side = :side;
