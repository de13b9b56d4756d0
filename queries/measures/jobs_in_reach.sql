-- id: jobs_in_reach
-- title: Jobs within walking reach
-- title_zh: 步行可达就业岗位
-- unit: jobs
-- better: higher
-- base: residents, dwellings
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: jobs
-- needs: streets if metric = walk
-- about: Mean number of jobs that a resident (or dwelling) of an area can walk to, one slice for each
-- about: distance or time of the settings jobs.limits_m and jobs.limits_min. Homes that no street
-- about: could be joined to have no number and are left out of the mean.
-- about_zh: 区域内居民（或每套住房）步行可达的就业岗位平均数，按设置 jobs.limits_m、jobs.limits_min
-- about_zh: 的各距离或时间分项。无法接入路网的住房无此数值，不计入平均。

WITH reached AS (
    SELECT a.atom, w.limit_name, h.residents, h.dwellings,
           CASE WHEN :metric = 'straight' THEN w.straight_jobs ELSE w.jobs END AS jobs,
           CASE WHEN :metric = 'straight' AND w.limit_min IS NOT NULL THEN
               'a time limit has no straight-line twin' END AS reason
    FROM walk_reach AS w
    JOIN homes AS h ON h.key = w.home_key
    JOIN home_atom AS a ON a.home_key = w.home_key
)
SELECT atom, limit_name AS slice, 'residents' AS base, sum(residents * jobs) AS numerator,
       sum(CASE WHEN jobs IS NOT NULL THEN residents END) AS denominator, max(reason) AS reason
FROM reached GROUP BY atom, limit_name
UNION ALL
SELECT atom, limit_name, 'dwellings', sum(dwellings * jobs),
       sum(CASE WHEN jobs IS NOT NULL THEN dwellings END), max(reason)
FROM reached GROUP BY atom, limit_name;
