-- id: self_containment
-- title: Self-containment
-- title_zh: 职住自足性
-- unit: ratio
-- better: higher
-- slices: side
-- norm: Thomas 1969
-- confidence: SEEN
-- parameter: kind = | for the city: kind of the areas inside which one stays; empty: the kind of commutes | text
-- needs: commutes
-- needs: areas
-- about: Slice residents: of the workers living in an area those who also work in it; jobs: of those
-- about: working there those who also live there; independence: those who stay over those who cross
-- about: the border either way. Larger areas, as planning groups, are summed from the areas of the
-- about: commutes that lie in them. For the city the areas of one kind are added up.
-- about_zh: 分项 residents 为区内就业居民中在区内就业者的占比；jobs 为区内岗位中由区内居民担任的占比；
-- about_zh: independence 为区内就业者与跨界通勤者（进、出）之比。组团等较大区域由其中的通勤单元加总；
-- about_zh: 全市为某类区域合计。

WITH living AS (
    SELECT m.within_id AS area_id, f.home_area, f.work_area, f.workers
    FROM commute_flow AS f JOIN area_within AS m ON m.area_id = f.home_area WHERE f.home_inside
), working AS (
    SELECT m.within_id AS area_id, f.home_area, f.work_area, f.workers
    FROM commute_flow AS f JOIN area_within AS m ON m.area_id = f.work_area WHERE f.work_inside
), lived AS (
    SELECT l.area_id, total(l.workers) AS workers,
           total(iif(w.area_id IS NULL, 0, l.workers)) AS staying
    FROM living AS l
    LEFT JOIN area_within AS w ON w.area_id = l.work_area AND w.within_id = l.area_id
    GROUP BY l.area_id
), worked AS (
    SELECT area_id, total(workers) AS workers FROM working GROUP BY area_id
), sums AS (
    SELECT a.id AS area_id, a.kind, coalesce(l.workers, w.workers * 0) AS living,
           coalesce(w.workers, l.workers * 0) AS working, coalesce(l.staying, w.workers * 0) AS staying
    FROM areas AS a LEFT JOIN lived AS l ON l.area_id = a.id LEFT JOIN worked AS w ON w.area_id = a.id
    WHERE a.id <> 'city'
), wanted AS (
    SELECT coalesce(:kind, (SELECT kind FROM commute_flow LIMIT 1)) AS kind
), every AS (
    SELECT area_id, living, working, staying FROM sums
    UNION ALL
    SELECT 'city', sum(s.living), sum(s.working), sum(s.staying)
    FROM wanted AS k LEFT JOIN sums AS s ON s.kind = k.kind
), slice(slice) AS (VALUES ('residents'), ('jobs'), ('independence'))
SELECT e.area_id, s.slice, e.staying AS numerator,
       CASE s.slice WHEN 'residents' THEN e.living WHEN 'jobs' THEN e.working
                    ELSE e.living + e.working - 2 * e.staying END AS denominator,
       CASE WHEN e.living IS NULL THEN 'no commutes are known by areas that lie here'
            WHEN s.slice = 'residents' AND e.living = 0 THEN 'nobody commutes from here'
            WHEN s.slice = 'jobs' AND e.working = 0 THEN 'nobody commutes to here'
            WHEN s.slice = 'independence' AND e.living + e.working - 2 * e.staying = 0 THEN
                'nobody crosses the border' END AS reason
FROM every AS e CROSS JOIN slice AS s;
