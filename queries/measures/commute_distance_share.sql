-- id: commute_distance_share
-- title: Share of short commutes
-- title_zh: 短距离通勤占比
-- unit: share
-- better: higher
-- norm: 中国主要城市通勤监测报告（幸福通勤 5 公里）
-- confidence: SEEN
-- settled_by: limit_m
-- parameter: limit_m = 5000 | how far a short commute may be, in a straight line | 1 .. 200000
-- needs: commutes
-- needs: areas
-- optional: homes, jobs
-- about: Share of the workers living in an area whose way to work is not longer than the limit, by the
-- about: distances of table commute_cost. Ways that lead outside count as longer.
-- about_zh: 区域内就业居民中通勤直线距离不超过限值者的占比，距离见表 commute_cost。去往外部者按超过限值计。

WITH flow AS (
    SELECT f.home_area, f.workers, coalesce(c.distance_m <= :limit_m, 0) AS is_short
    FROM commute_flow AS f
    LEFT JOIN commute_cost AS c ON c.home_area = f.home_area AND c.work_area = f.work_area
    WHERE f.home_inside
), by_area AS (
    SELECT m.within_id AS area_id, total(f.workers * f.is_short) AS short, total(f.workers) AS workers
    FROM flow AS f JOIN area_within AS m ON m.area_id = f.home_area
    WHERE m.within_id <> 'city' GROUP BY m.within_id
)
SELECT area_id, short AS numerator, workers AS denominator,
       iif(workers > 0, NULL, 'nobody commutes from here') AS reason
FROM by_area
UNION ALL
SELECT 'city', total(workers * is_short), total(workers),
       CASE WHEN count(*) = 0 THEN 'no commute names two areas of one kind'
            WHEN total(workers) = 0 THEN 'nobody commutes from here' END
FROM flow;
