-- id: excess_commute
-- title: Excess commuting
-- title_zh: 过剩通勤率
-- unit: share
-- better: lower
-- norm: White 1988；Horner 2002
-- confidence: SEEN
-- needs: commutes
-- needs: areas
-- optional: homes, jobs
-- about: The part of all commuting distance that a better match of the present homes and jobs would
-- about: save: observed less minimum (see minimum_commute), over observed. A low share with long ways
-- about: says that homes and jobs themselves lie apart.
-- about_zh: 现有住房与岗位重新匹配可节省的通勤距离占比：（实际 − 最小）/ 实际，最小值见“职住分离度”。
-- about_zh: 占比低而距离长，说明住房与岗位本身相距较远。

WITH observed AS (
    SELECT sum(f.workers * c.distance_m) AS metres
    FROM commute_flow AS f
    JOIN commute_cost AS c ON c.home_area = f.home_area AND c.work_area = f.work_area
), least AS (
    SELECT count(*) AS pairs, sum(workers * distance_m) AS metres FROM commute_optimum
)
SELECT 'city' AS area_id, o.metres - l.metres AS numerator, o.metres AS denominator,
       CASE WHEN l.pairs > 0 THEN NULL
            WHEN EXISTS (SELECT 1 FROM commute_cost) THEN
                'too many areas, or no commuters, to match homes and jobs'
            ELSE 'no commute names two areas of one kind' END AS reason
FROM observed AS o CROSS JOIN least AS l;
