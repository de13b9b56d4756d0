-- id: minimum_commute
-- title: Minimum commute
-- title_zh: 职住分离度
-- unit: m
-- better: lower
-- norm: White 1988；Horner 2002；中国主要城市通勤监测报告
-- confidence: SEEN
-- needs: commutes
-- needs: areas
-- optional: homes, jobs
-- about: The least mean distance to work that the city's homes and jobs allow: as many workers leave
-- about: every area and as many jobs are filled in every area as now, but homes and jobs are matched
-- about: anew so that the sum of all ways is smallest (transportation problem, solved exactly). It
-- about: is the part of commuting that only moving homes or jobs can save. Straight distances of
-- about: table commute_cost. Ways that lead outside are left out.
-- about_zh: 在各区域就业居民数与岗位数不变的条件下，职住自由匹配所能达到的最小平均通勤距离
-- about_zh: （运输问题的精确最优解），即只有调整住房或岗位布局才能减少的部分。距离为直线距离，见表 commute_cost；
-- about_zh: 去往外部的通勤不计入。

SELECT 'city' AS area_id, sum(workers * distance_m) AS numerator, sum(workers) AS denominator,
       CASE WHEN count(*) = 0 AND EXISTS (SELECT 1 FROM commute_cost) THEN
                'too many areas, or no commuters, to match homes and jobs'
            WHEN count(*) = 0 THEN 'no commute names two areas of one kind' END AS reason
FROM commute_optimum;
