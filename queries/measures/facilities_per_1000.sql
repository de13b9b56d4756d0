-- id: facilities_per_1000
-- title: Facilities per 1,000 residents
-- title_zh: 千人设施数
-- unit: per 1000 residents
-- better: higher
-- slices: category
-- denominator: residents
-- optional: stations
-- about: Facilities of each category in an area per 1,000 residents. Polygons count where their
-- about: point lies.
-- about_zh: 区域内各类设施数与每千名居民之比。面状设施按其代表点所在区域计。

WITH counted AS (
    SELECT a.atom, f.category, count(*) AS facilities
    FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
    GROUP BY a.atom, f.category
)
SELECT f.atom, f.category AS slice, f.facilities AS numerator, NULL AS denominator, NULL AS reason
FROM counted AS f JOIN category AS c ON c.id = f.category
UNION ALL
SELECT h.atom, l.category, 0.0, h.residents / 1000.0,
       CASE WHEN l.places = 0 THEN l.reason END
FROM atom_home AS h CROSS JOIN category_limit AS l
WHERE l.category <> 'station';
