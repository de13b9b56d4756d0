-- id: cross_flow
-- title: Commuting across borders
-- title_zh: 跨区通勤
-- unit: share
-- better: lower
-- slices: direction
-- parameter: kind = | for the city: kind of the areas whose borders are crossed; empty: the kind of commutes | text
-- parameter: from = | home areas by id or name, separated by commas, for slice named | text
-- parameter: to = | work areas by id or name, separated by commas, for slice named | text
-- needs: commutes
-- needs: areas
-- about: Slice out: of the workers living in an area those who work outside it; in: of those working
-- about: there those who live outside. With `from` and `to` slice named says which part of the
-- about: workers living in the areas `from` work in the areas `to`. For the city the areas of one
-- about: kind are added up.
-- about_zh: 分项 out 为区内就业居民中在区外就业者占比，in 为区内岗位中由区外居民担任者占比。
-- about_zh: 给定 from、to 时，分项 named 为居住于 from 各区域的就业者中在 to 各区域就业者的占比。全市为某类区域合计。

WITH lived AS (
    SELECT l.within_id AS area_id, total(f.workers) AS workers,
           total(iif(w.area_id IS NULL, f.workers, 0)) AS leaving
    FROM commute_flow AS f JOIN area_within AS l ON l.area_id = f.home_area
    LEFT JOIN area_within AS w ON w.area_id = f.work_area AND w.within_id = l.within_id
    WHERE f.home_inside GROUP BY l.within_id
), worked AS (
    SELECT w.within_id AS area_id, total(f.workers) AS workers,
           total(iif(l.area_id IS NULL, f.workers, 0)) AS arriving
    FROM commute_flow AS f JOIN area_within AS w ON w.area_id = f.work_area
    LEFT JOIN area_within AS l ON l.area_id = f.home_area AND l.within_id = w.within_id
    WHERE f.work_inside GROUP BY w.within_id
), wanted AS (
    SELECT coalesce(:kind, (SELECT kind FROM commute_flow LIMIT 1)) AS kind
), crossing AS (
    SELECT a.id AS area_id, a.kind, s.slice,
           CASE s.slice WHEN 'out' THEN coalesce(l.leaving, w.workers * 0)
                        ELSE coalesce(w.arriving, l.workers * 0) END AS amount,
           CASE s.slice WHEN 'out' THEN coalesce(l.workers, w.workers * 0)
                        ELSE coalesce(w.workers, l.workers * 0) END AS workers
    FROM areas AS a CROSS JOIN (SELECT 'in' AS slice UNION ALL SELECT 'out') AS s
    LEFT JOIN lived AS l ON l.area_id = a.id LEFT JOIN worked AS w ON w.area_id = a.id
    WHERE a.id <> 'city'
), named AS (
    SELECT a.id, instr(',' || :from || ',', ',' || a.id || ',')
                     OR instr(',' || :from || ',', ',' || a.name || ',') AS is_from,
           instr(',' || :to || ',', ',' || a.id || ',')
               OR instr(',' || :to || ',', ',' || a.name || ',') AS is_to
    FROM areas AS a WHERE :from IS NOT NULL AND :to IS NOT NULL
), starting AS (
    SELECT DISTINCT m.area_id FROM area_within AS m JOIN named AS n ON n.id = m.within_id WHERE n.is_from
), ending AS (
    SELECT DISTINCT m.area_id FROM area_within AS m JOIN named AS n ON n.id = m.within_id WHERE n.is_to
)
SELECT area_id, slice, amount AS numerator, workers AS denominator,
       CASE WHEN workers IS NULL THEN 'no commutes are known by areas that lie here'
            WHEN workers = 0 AND slice = 'out' THEN 'nobody commutes from here'
            WHEN workers = 0 THEN 'nobody commutes to here' END AS reason
FROM crossing
UNION ALL
SELECT 'city', s.slice, sum(c.amount), sum(c.workers),
       iif(sum(c.workers) > 0, NULL, 'no commutes are known by areas that lie here')
FROM wanted AS k CROSS JOIN (SELECT 'in' AS slice UNION ALL SELECT 'out') AS s
LEFT JOIN crossing AS c ON c.kind = k.kind AND c.slice = s.slice
GROUP BY s.slice
UNION ALL
SELECT 'city', 'named', total(iif(e.area_id IS NULL, 0, f.workers)), total(f.workers),
       CASE WHEN NOT EXISTS (SELECT 1 FROM starting) THEN 'no area is named ' || :from
            WHEN NOT EXISTS (SELECT 1 FROM ending) THEN 'no area is named ' || :to
            WHEN total(f.workers) = 0 THEN 'nobody commutes from here' END
FROM commute_flow AS f JOIN starting AS s ON s.area_id = f.home_area
LEFT JOIN ending AS e ON e.area_id = f.work_area
WHERE :from IS NOT NULL AND :to IS NOT NULL
HAVING :from IS NOT NULL AND :to IS NOT NULL;
