-- id: commute_time_share
-- title: Share of commutes within a time
-- title_zh: 45 分钟以内通勤占比
-- unit: share
-- better: higher
-- norm: 住建部人居环境目标：45 分钟以内通勤占比 80 %
-- confidence: SEEN
-- settled_by: limit_min
-- parameter: limit_min = 45 | longest time, one way | 1 .. 600
-- needs: commutes
-- needs: areas
-- about: Share of the workers living in an area whose flow takes at most the limit, one way, by column
-- about: minutes of layer commutes: a flow counts whole by its mean time. Flows that do not say their
-- about: time are left out.
-- about_zh: 区域内就业居民中单程通勤不超过限值（默认 45 分钟）者的占比，取图层 commutes 的 minutes 字段，
-- about_zh: 每一对区域间的通勤按其平均时间整体计。未填时间者不计入。

WITH known AS (
    SELECT home_area, workers, iif(minutes <= :limit_min, workers, 0.0) AS within
    FROM commute_flow WHERE home_inside AND minutes IS NOT NULL
)
SELECT m.within_id AS area_id, sum(k.within) AS numerator, sum(k.workers) AS denominator,
       iif(sum(k.workers) > 0, NULL, 'nobody commutes from here') AS reason
FROM known AS k JOIN area_within AS m ON m.area_id = k.home_area
WHERE m.within_id <> 'city' GROUP BY m.within_id
UNION ALL
SELECT 'city', sum(within), sum(workers),
       CASE WHEN count(*) = 0 THEN 'commutes have no minutes'
            WHEN sum(workers) = 0 THEN 'nobody commutes from here' END
FROM known;
