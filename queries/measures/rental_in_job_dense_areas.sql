-- id: rental_in_job_dense_areas
-- title: Rental supply where jobs are dense
-- title_zh: 就业密集地区租赁住房区位商
-- unit: ratio
-- better: higher
-- parameter: classes = affordable_rental,public_rental,market_rental,talent | classes that count, separated by commas | text
-- parameter: layer = homes | standing homes, planned sites, or both | homes, sites, both
-- parameter: year_from = | first year of sites counted | 1800 .. 2200
-- parameter: year_to = | last year of sites counted | 1800 .. 2200
-- parameter: cell_m = 1000 | side of the squares that job density is taken over | 100 .. 10000
-- parameter: percentile = 0.75 | squares from this part of all squares with jobs upward are dense | 0 .. 1
-- parameter: jobs_per_km2 = | or: squares of at least this density are dense | 0 .. 10000000
-- needs: jobs
-- needs: homes if layer = homes
-- needs: sites if layer = sites
-- optional: homes, sites
-- about: Location quotient: the part of the rental dwellings that stands in squares with many jobs, over
-- about: the part of the jobs there. Above 1 rental supply follows jobs, below 1 it lags. Dense are
-- about: the squares at or above a percentile of the squares that have jobs at all, or above a
-- about: density of your own; an area is held against the dense squares of the whole city.
-- about_zh: 就业密集网格内租赁住房套数占比与岗位占比之比（区位商）：大于 1 表示租赁住房向就业密集处集中。
-- about_zh: 密集网格为有岗位网格中密度居前者（分位数，默认前四分之一）或达到给定密度者，按全市确定。

WITH rental AS (
    SELECT a.atom, h.x, h.y, h.dwellings FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE :layer <> 'sites'
      AND instr(',' || replace(:classes, ' ', '') || ',', ',' || h.class || ',') > 0
    UNION ALL
    SELECT a.atom, s.x, s.y, s.dwellings FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :layer <> 'homes'
      AND instr(',' || replace(:classes, ' ', '') || ',', ',' || s.class || ',') > 0
      AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
), place AS (
    SELECT atom, x, y, dwellings, NULL AS jobs FROM rental WHERE dwellings > 0
    UNION ALL
    SELECT a.atom, j.x, j.y, NULL, j.jobs FROM jobs AS j JOIN job_atom AS a ON a.job_key = j.key
    WHERE j.jobs > 0
), square AS (
    SELECT atom, CAST(floor(x * :ground_scale / :cell_m) AS INTEGER) AS cx,
           CAST(floor(y * :ground_scale / :cell_m) AS INTEGER) AS cy,
           sum(dwellings) AS dwellings, sum(jobs) AS jobs
    FROM place GROUP BY 1, 2, 3
), cell AS (
    SELECT cx, cy, sum(jobs) AS jobs FROM square GROUP BY cx, cy HAVING sum(jobs) > 0
), ranked AS (
    SELECT jobs, row_number() OVER (ORDER BY jobs) AS place, count(*) OVER () AS cells FROM cell
), bound AS (
    SELECT coalesce(:jobs_per_km2 * :cell_m * :cell_m / 1e6,
                    (SELECT min(jobs) FROM ranked WHERE place >= :percentile * cells)) AS jobs
), dense AS MATERIALIZED (
    SELECT c.cx, c.cy FROM cell AS c CROSS JOIN bound AS b WHERE c.jobs >= b.jobs
), split AS (
    SELECT s.atom, total(s.dwellings) AS dwellings, total(s.jobs) AS jobs,
           total(iif(d.cx IS NULL, 0, s.dwellings)) AS near_dwellings,
           total(iif(d.cx IS NULL, 0, s.jobs)) AS near_jobs
    FROM square AS s LEFT JOIN dense AS d ON d.cx = s.cx AND d.cy = s.cy GROUP BY s.atom
), summed AS (
    SELECT 'city' AS area_id, total(dwellings) AS dwellings, total(jobs) AS jobs,
           total(near_dwellings) AS near_dwellings, total(near_jobs) AS near_jobs FROM split
    UNION ALL
    SELECT m.area_id, total(s.dwellings), total(s.jobs), total(s.near_dwellings), total(s.near_jobs)
    FROM split AS s JOIN atom_area AS m ON m.atom = s.atom
    WHERE m.area_id <> 'city' GROUP BY m.area_id
)
SELECT area_id, near_dwellings / nullif(dwellings, 0) AS numerator,
       near_jobs / nullif(jobs, 0) AS denominator,
       CASE WHEN dwellings = 0 THEN 'no dwellings of these classes'
            WHEN near_jobs = 0 THEN 'no square with dense jobs here' END AS reason
FROM summed;
