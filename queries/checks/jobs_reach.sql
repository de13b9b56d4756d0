-- id: jobs_reach
-- rank: 30
-- title: Jobs in reach
-- title_zh: 步行可达的岗位
-- unit: jobs
-- parameter: severity = warn | what it means that there are fewer than the plan asks for | fail, warn
-- needs: jobs
-- needs: streets
-- reason: pass | {measured} within {within} on foot (a home of the city reaches {mean_jobs} on average). | 步行 {within} 内 {measured}（全市住房平均 {mean_jobs}）。
-- reason: fail | {measured} within {within} on foot; {required} are asked for (a home of the city reaches {mean_jobs} on average). | 步行 {within} 内 {measured}，要求 {required}（全市住房平均 {mean_jobs}）。
-- about: Jobs within each limit of jobs.limits_m and jobs.limits_min on foot, with what the homes of the
-- about: city reach. Judged where the plan states a number.
-- about_zh: 各限值（jobs.limits_m、jobs.limits_min）内步行可达的岗位数，并列全市住房平均值；规划给出数值者据以评判。

WITH rule AS (
    SELECT slice, value, clause, row_number() OVER (PARTITION BY slice ORDER BY target_key) AS place
    FROM audit_rule WHERE measure = 'jobs_in_reach' AND comparison IN ('>=', '>')
), mean AS (
    SELECT v.slice, max(v.value) AS jobs FROM main_value AS v
    WHERE v.measure = 'jobs_in_reach' AND v.area_id = 'city' GROUP BY v.slice
)
SELECT s.site_key, w.limit_name AS part, CASE WHEN r.value IS NULL THEN 'pass' END AS outcome,
       w.jobs AS measured, r.value AS required, CASE WHEN r.value IS NOT NULL THEN '>=' END AS comparison,
       :severity AS severity, r.clause, w.limit_name AS within, m.jobs AS mean_jobs
FROM site_shape AS s JOIN site_reach AS w ON w.site_key = s.site_key
LEFT JOIN rule AS r ON r.slice = w.limit_name AND r.place = 1
LEFT JOIN mean AS m ON m.slice = w.limit_name
ORDER BY s.site_key, w.limit_name;
