-- id: rental_jobs_in_reach
-- title: Jobs in reach of rental homes
-- title_zh: 租赁住房步行可达就业岗位
-- unit: jobs
-- better: higher
-- base: dwellings
-- parameter: classes = affordable_rental,public_rental,market_rental,talent | classes that count, separated by commas | text
-- parameter: metric = walk | measured along streets, or in a straight line | walk, straight
-- needs: jobs
-- needs: streets if metric = walk
-- about: Mean number of jobs that a dwelling of the given classes can walk to, a slice for each distance
-- about: or time of the settings jobs.limits_m and jobs.limits_min, and the same for all dwellings
-- about: (slices ending in :all) to hold it against. Homes that no street could be joined to have no
-- about: number and are left out of the mean.
-- about_zh: 所列类别的每套住房步行可达的平均岗位数，按 jobs.limits_m、jobs.limits_min 分项；以 :all 结尾的分项为
-- about_zh: 全部住房的平均数，供比较。无法接入路网的住房不计入平均。

WITH reached AS (
    SELECT a.atom, w.limit_name, h.dwellings,
           coalesce(instr(',' || replace(:classes, ' ', '') || ',', ',' || h.class || ','), 0) > 0
               AS counts,
           CASE WHEN :metric = 'straight' THEN w.straight_jobs ELSE w.jobs END AS jobs,
           CASE WHEN :metric = 'straight' AND w.limit_min IS NOT NULL THEN
               'a time limit has no straight-line twin' END AS reason
    FROM walk_reach AS w
    JOIN homes AS h ON h.key = w.home_key
    JOIN home_atom AS a ON a.home_key = w.home_key
)
SELECT atom, limit_name AS slice, 'dwellings' AS base,
       total(iif(counts, dwellings * jobs, 0)) AS numerator,
       total(iif(counts AND jobs IS NOT NULL, dwellings, 0)) AS denominator, max(reason) AS reason
FROM reached GROUP BY atom, limit_name
UNION ALL
SELECT atom, limit_name || ':all', 'dwellings', sum(dwellings * jobs),
       sum(CASE WHEN jobs IS NOT NULL THEN dwellings END), max(reason)
FROM reached GROUP BY atom, limit_name;
