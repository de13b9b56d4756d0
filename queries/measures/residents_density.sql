-- id: residents_density
-- title: Residents per square kilometre
-- title_zh: 人口密度
-- unit: residents per km2
-- better: none
-- base: residents
-- denominator: land
-- needs: areas
-- about: Residents of an area divided by its land on the ground. The city's land is that of the kind
-- about: of area that covers most, and its residents are those living in it.
-- about_zh: 区域居民数与其地面面积之比。全市面积取覆盖最广的一类区域之和，居民取居住其中者。

WITH land AS (
    SELECT id, kind, ST_Area(geom) * :ground_scale * :ground_scale / 1e6 AS km2 FROM areas
), widest AS (
    SELECT kind FROM land GROUP BY kind ORDER BY sum(km2) DESC, kind LIMIT 1
), living AS (
    SELECT a.area_id, sum(h.residents) AS residents, count(*) AS atoms
    FROM atom_area AS a JOIN atom_home AS h ON h.atom = a.atom
    GROUP BY a.area_id
), by_area AS (
    SELECT l.id, l.kind, l.km2,
           CASE WHEN v.area_id IS NULL THEN 0.0 ELSE v.residents END AS residents
    FROM land AS l LEFT JOIN living AS v ON v.area_id = l.id
)
SELECT id AS area_id, 'residents' AS base, residents AS numerator, km2 AS denominator
FROM by_area WHERE id <> 'city'
UNION ALL
SELECT 'city', 'residents', sum(residents), sum(km2)
FROM by_area WHERE kind = (SELECT kind FROM widest);
