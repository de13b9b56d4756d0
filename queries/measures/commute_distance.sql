-- id: commute_distance
-- title: Mean commuting distance
-- title_zh: 平均通勤距离
-- unit: m
-- better: lower
-- needs: commutes
-- needs: areas
-- optional: homes, jobs
-- about: Mean straight distance from home to work of the workers living in an area, between the mean
-- about: places of homes and of jobs of the areas of layer commutes (see table commute_cost). Ways
-- about: that lead outside have no known length and are left out.
-- about_zh: 区域内就业居民由居住地至就业地的平均直线距离，按通勤单元内住房与岗位的重心计（见表 commute_cost）。
-- about_zh: 去往外部的通勤长度未知，不计入。

WITH flow AS (
    SELECT f.home_area, f.workers, c.distance_m
    FROM commute_flow AS f
    JOIN commute_cost AS c ON c.home_area = f.home_area AND c.work_area = f.work_area
), by_area AS (
    SELECT m.within_id AS area_id, sum(f.workers * f.distance_m) AS metres, sum(f.workers) AS workers
    FROM flow AS f JOIN area_within AS m ON m.area_id = f.home_area GROUP BY m.within_id
    UNION ALL
    SELECT 'city', sum(workers * distance_m), sum(workers) FROM flow
)
SELECT area_id, metres AS numerator, workers AS denominator,
       iif(workers > 0, NULL, 'nobody commutes from here') AS reason
FROM by_area WHERE area_id <> 'city'
UNION ALL
SELECT 'city', metres, workers,
       CASE WHEN NOT EXISTS (SELECT 1 FROM flow) THEN 'no commute names two areas of one kind'
            WHEN workers = 0 THEN 'nobody commutes from here' END
FROM by_area WHERE area_id = 'city';
