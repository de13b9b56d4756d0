-- id: commute_time
-- title: Mean commuting time
-- title_zh: 平均通勤时间
-- unit: min
-- better: lower
-- norm: 中国主要城市通勤监测报告
-- confidence: SEEN
-- needs: commutes
-- needs: areas
-- about: Mean time of the way to work, one way, of the workers living in an area, from column minutes
-- about: of layer commutes. Flows that do not say their time are left out.
-- about_zh: 区域内就业居民单程通勤的平均时间，取图层 commutes 的 minutes 字段。未填时间者不计入。

WITH known AS (
    SELECT home_area, workers, workers * minutes AS spent FROM commute_flow
    WHERE home_inside AND minutes IS NOT NULL
)
SELECT m.within_id AS area_id, sum(k.spent) AS numerator, sum(k.workers) AS denominator,
       iif(sum(k.workers) > 0, NULL, 'nobody commutes from here') AS reason
FROM known AS k JOIN area_within AS m ON m.area_id = k.home_area
WHERE m.within_id <> 'city' GROUP BY m.within_id
UNION ALL
SELECT 'city', sum(spent), sum(workers),
       CASE WHEN count(*) = 0 THEN 'commutes have no minutes'
            WHEN sum(workers) = 0 THEN 'nobody commutes from here' END
FROM known;
