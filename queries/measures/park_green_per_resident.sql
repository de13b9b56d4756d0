-- id: park_green_per_resident
-- title: Park area per resident
-- title_zh: 人均公园绿地面积
-- unit: m2 per resident
-- better: higher
-- denominator: residents
-- norm: GB 55014-2021
-- clause: 2.1.3
-- confidence: SEEN
-- about: Area of the facilities of category park in an area, divided by its residents. A park
-- about: counts where its point lies. Parks that do not say their area are left out.
-- about_zh: 区域内公园（类别 park）用地面积与居民数之比。公园按其代表点所在区域计；面积未知的公园不计。

WITH parks AS (
    SELECT count(*) AS parks, count(area_m2) AS known FROM facilities WHERE category = 'park'
), lacking AS (
    SELECT CASE WHEN parks = 0 THEN 'no facility of category park was supplied'
                WHEN known = 0 THEN 'parks have no area_m2' END AS reason
    FROM parks
)
SELECT a.atom, sum(f.area_m2) AS numerator, NULL AS denominator, NULL AS reason
FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
WHERE f.category = 'park'
GROUP BY a.atom
UNION ALL
SELECT h.atom, 0.0, h.residents, l.reason FROM atom_home AS h CROSS JOIN lacking AS l;
