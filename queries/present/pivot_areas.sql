-- id: pivot_areas
-- title: Columns of the table of measures
-- title_zh: 度量表的列
-- about: The city and the areas of one kind: the kind asked for, else that of the area asked for, else
-- about: districts, else the kind with the fewest areas. 'city' is everything loaded.
-- stage: measure

WITH chosen AS (
    SELECT coalesce(:kind,
                    (SELECT a.kind FROM areas AS a WHERE :area IN (a.id, a.name) ORDER BY a.id LIMIT 1),
                    (SELECT a.kind FROM areas AS a GROUP BY a.kind
                     ORDER BY a.kind NOT IN ('district', '区', '行政区', '区县'), a.kind IN ('city', '市'),
                              count(*), a.kind
                     LIMIT 1)) AS kind
), city AS (
    SELECT coalesce((SELECT value FROM setting
                     WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END),
                    'city') AS name
)
SELECT 'city' AS area, city.name AS area_name, chosen.kind, 0 AS place, '' AS sort
FROM city, chosen
WHERE :area IS NULL OR :area IN ('city', city.name)
UNION ALL
SELECT a.id, coalesce(a.name, a.id), a.kind, 1, a.id
FROM areas AS a, chosen
WHERE a.kind = chosen.kind AND (:area IS NULL OR :area IN (a.id, a.name))
ORDER BY 4, 5;
