-- id: cell_200
-- about: Dwellings and jobs gathered in squares of 200 m, with the mean point of what lies in each:
-- about: what lies within a kilometre of something is summed over squares, not over single places.
-- index: cx, cy, x, y, dwellings, jobs
WITH place AS (
    SELECT x, y, dwellings, NULL AS jobs FROM homes WHERE dwellings > 0
    UNION ALL
    SELECT x, y, NULL, jobs FROM jobs WHERE jobs > 0
)
SELECT CAST(floor(x / 200) AS INTEGER) AS cx, CAST(floor(y / 200) AS INTEGER) AS cy,
       avg(x) AS x, avg(y) AS y, total(dwellings) AS dwellings, total(jobs) AS jobs
FROM place
GROUP BY 1, 2
ORDER BY 1, 2;
