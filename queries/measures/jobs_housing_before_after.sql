-- id: jobs_housing_before_after
-- title: Jobs per dwelling before and after
-- title_zh: 规划住房建成前后的职住比
-- unit: ratio
-- better: none
-- base: dwellings
-- slices: moment
-- parameter: classes = | classes of the sites that are built, separated by commas; empty: all | text
-- parameter: year_from = | first year of the sites | 1800 .. 2200
-- parameter: year_to = | last year of the sites | 1800 .. 2200
-- parameter: near = | only what lies near these anchors, by id, name or kind, separated by commas | text
-- parameter: distance_m = 3000 | how near to them, in a straight line | 1 .. 50000
-- needs: homes
-- needs: jobs
-- needs: sites
-- optional: anchors
-- about: Jobs over standing dwellings (slice before) and over these and the dwellings of planned sites
-- about: (after): whether building moves an area towards balance or away from it. With `near` only
-- about: homes, jobs and sites around the named anchors count, such as those around an industrial
-- about: park. Jobs that the plan adds are not known.
-- about_zh: 岗位数与现状住房套数之比（before）及计入规划地块住房后之比（after），用以判断建设是否使职住趋于均衡。
-- about_zh: 给定 near 时仅计所列就业与活动中心周边的住房、岗位与地块。规划新增岗位未知，不计。

WITH anchor AS MATERIALIZED (
    SELECT geom, ST_Srid(geom) AS srid, :distance_m / :ground_scale AS d, MbrMinX(geom) AS x0,
           MbrMaxX(geom) AS x1, MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1
    FROM anchors
    WHERE instr(',' || :near || ',', ',' || id || ',') OR instr(',' || :near || ',', ',' || name || ',')
       OR instr(',' || :near || ',', ',' || kind || ',')
), place AS (
    SELECT a.atom, h.x, h.y, h.dwellings, 0.0 AS planned, 0.0 AS jobs
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    UNION ALL
    SELECT a.atom, j.x, j.y, 0.0, 0.0, j.jobs FROM jobs AS j JOIN job_atom AS a ON a.job_key = j.key
    UNION ALL
    SELECT a.atom, s.x, s.y, 0.0, s.dwellings, 0.0
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE (:classes IS NULL
           OR instr(',' || replace(:classes, ' ', '') || ',', ',' || s.class || ',') > 0)
      AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
), counted AS (
    SELECT atom, total(dwellings) AS dwellings, total(planned) AS planned, total(jobs) AS jobs
    FROM place AS p
    WHERE :near IS NULL
       OR EXISTS (SELECT 1 FROM anchor AS n
                  WHERE p.x BETWEEN n.x0 - n.d AND n.x1 + n.d
                    AND p.y BETWEEN n.y0 - n.d AND n.y1 + n.d
                    AND ST_Distance(n.geom, MakePoint(p.x, p.y, n.srid)) <= n.d)
    GROUP BY atom
), lacking AS (
    SELECT CASE WHEN :near IS NOT NULL AND NOT EXISTS (SELECT 1 FROM anchors) THEN
                    'needs layer anchors, which is empty'
                WHEN :near IS NOT NULL AND NOT EXISTS (SELECT 1 FROM anchor) THEN
                    'no anchor is named ' || :near END AS reason
)
SELECT atom, 'before' AS slice, 'dwellings' AS base, jobs AS numerator, dwellings AS denominator,
       NULL AS reason
FROM counted
UNION ALL
SELECT atom, 'after', 'dwellings', jobs, dwellings + planned, NULL FROM counted
UNION ALL
SELECT NULL, s.slice, 'dwellings', NULL, NULL, k.reason
FROM lacking AS k CROSS JOIN (SELECT 'after' AS slice UNION ALL SELECT 'before') AS s
WHERE k.reason IS NOT NULL;
