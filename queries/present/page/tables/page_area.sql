-- id: page_area
-- about: The areas in their order, by kind and id; place 0 is the whole city, whose values bear the id
-- about: 'city', as does an area of that id. within counts inside the kind.
SELECT 0 AS place, 'city' AS id, 0 AS kind, 0 AS within,
       (SELECT key FROM areas WHERE id = 'city') AS area_key
UNION ALL
SELECT k.first + row_number() OVER (PARTITION BY a.kind ORDER BY a.id) - 1, a.id, k.place,
       row_number() OVER (PARTITION BY a.kind ORDER BY a.id) - 1, a.key
FROM areas AS a JOIN page_kind AS k ON k.kind = a.kind AND k.place > 0
WHERE a.id <> 'city'
ORDER BY 1;
