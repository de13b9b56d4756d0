-- id: commute_station_share
-- title: Commutes served by stations at both ends
-- title_zh: 轨道覆盖通勤占比
-- unit: share
-- better: higher
-- norm: 中国主要城市通勤监测报告（轨道 800 米覆盖通勤比重）
-- confidence: GK-M
-- settled_by: limit_m
-- parameter: limit_m = 800 | how far a home or a workplace may be from a station | 1 .. 5000
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: commutes
-- needs: areas
-- needs: homes
-- needs: jobs
-- needs: stations
-- needs: streets if metric = walk
-- about: Share of the workers living in an area whose home and workplace both lie within the limit of
-- about: a station. Commutes are known by area only: of the workers going from one area to another as
-- about: large a part counts as the part of that area's workers (or residents) near a station times
-- about: the part of the other's jobs near one. Ways that lead outside are left out, as are ways
-- about: between areas without known homes or jobs.
-- about_zh: 居住地、就业地均在站点规定距离内的通勤者占区域内就业居民的比例。通勤仅知起讫区域，故按居住区域就业居民
-- about_zh: （或居民）临站比例与就业区域岗位临站比例之积推算。去往外部者及住房或岗位未知的区域不计入。

WITH set_to AS (
    SELECT CAST(value AS REAL) AS influence_m FROM setting WHERE name = 'stations.influence_m'
), near AS MATERIALIZED (
    SELECT DISTINCT w.layer, w.row_key FROM walk_station AS w CROSS JOIN set_to AS s
    WHERE w.layer IN ('homes', 'jobs')
      AND CASE WHEN :metric = 'straight' THEN w.straight_m <= :limit_m
               ELSE w.walk_m <= min(:limit_m * :stretch, s.influence_m) END
), living AS (
    SELECT a.atom, h.workers, h.residents, n.row_key IS NOT NULL AS is_near
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    LEFT JOIN near AS n ON n.layer = 'homes' AND n.row_key = h.key
), lived AS (
    SELECT m.area_id, coalesce(sum(l.workers * l.is_near) / nullif(sum(l.workers), 0),
                               sum(l.residents * l.is_near) / nullif(sum(l.residents), 0)) AS part
    FROM (SELECT atom, is_near, sum(workers) AS workers, sum(residents) AS residents
          FROM living GROUP BY atom, is_near) AS l
    JOIN atom_area AS m ON m.atom = l.atom GROUP BY m.area_id
), working AS (
    SELECT a.atom, sum(j.jobs) AS jobs, sum(iif(n.row_key IS NULL, 0, j.jobs)) AS near_jobs
    FROM jobs AS j JOIN job_atom AS a ON a.job_key = j.key
    LEFT JOIN near AS n ON n.layer = 'jobs' AND n.row_key = j.key GROUP BY a.atom
), worked AS (
    SELECT m.area_id, sum(w.near_jobs) / nullif(sum(w.jobs), 0) AS part
    FROM working AS w JOIN atom_area AS m ON m.atom = w.atom GROUP BY m.area_id
), flow AS MATERIALIZED (
    SELECT f.home_area, f.workers, f.workers * l.part * w.part AS served
    FROM commute_flow AS f JOIN lived AS l ON l.area_id = f.home_area
    JOIN worked AS w ON w.area_id = f.work_area
    WHERE f.home_inside AND f.work_inside AND l.part IS NOT NULL AND w.part IS NOT NULL
), lacking AS (
    SELECT CASE WHEN :limit_m > influence_m THEN
                'what lies farther than stations.influence_m from a station was not looked for'
           END AS reason FROM set_to
)
SELECT m.within_id AS area_id, sum(f.served) AS numerator, sum(f.workers) AS denominator,
       coalesce(k.reason, iif(sum(f.workers) > 0, NULL, 'nobody commutes from here')) AS reason
FROM flow AS f JOIN area_within AS m ON m.area_id = f.home_area CROSS JOIN lacking AS k
WHERE m.within_id <> 'city' GROUP BY m.within_id
UNION ALL
SELECT 'city', sum(f.served), sum(f.workers),
       coalesce(k.reason, CASE WHEN count(f.workers) = 0 THEN 'no commute names two areas of one kind'
                               WHEN sum(f.workers) = 0 THEN 'nobody commutes from here' END)
FROM lacking AS k LEFT JOIN flow AS f;
