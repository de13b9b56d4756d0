-- id: chart_jobs_housing
-- title: Jobs and housing against their band
-- title_zh: 职住比与均衡区间
-- about: The ratios of jobs to housing that have a band, by planning group where there are any, else by
-- about: district.
-- stage: measure
-- document: band, areas, values, numerators, denominators
WITH kind AS (
    SELECT place FROM page_kind WHERE place > 0
    ORDER BY kind NOT IN ('planning_group', 'group', '组团', '规划组团'),
             kind NOT IN ('district', '区', '行政区', '区县'), kind IN ('city', '市'), count, kind
    LIMIT 1
), ratio AS (
    SELECT m.place, m.run_key, json_extract(m.parameters, '$.band_low') AS low,
           json_extract(m.parameters, '$.band_high') AS high
    FROM page_measure AS m
    WHERE m.id IN ('jobs_per_household', 'jobs_per_worker') AND m.run_key IS NOT NULL
), cell AS MATERIALIZED (
    SELECT r.place AS measure, a.place AS area, round(v.value, 4) AS value, round(v.numerator, 1) AS numerator,
           round(v.denominator, 1) AS denominator
    FROM ratio AS r CROSS JOIN page_area AS a
    LEFT JOIN value AS v ON v.run_key = r.run_key AND v.area_id = a.id AND v.slice = '' AND v.base = ''
    WHERE a.place = 0 OR a.kind = (SELECT place FROM kind)
    ORDER BY 1, 2
)
SELECT r.place AS measure, json_array(r.low, r.high) AS band, json_group_array(c.area) AS areas,
       json_group_array(c.value) AS "values", json_group_array(c.numerator) AS numerators,
       json_group_array(c.denominator) AS denominators
FROM ratio AS r JOIN (SELECT * FROM cell ORDER BY measure, area) AS c ON c.measure = r.place
WHERE r.low IS NOT NULL AND r.high IS NOT NULL
GROUP BY r.place
HAVING count(c.value) > 0
ORDER BY r.place;
