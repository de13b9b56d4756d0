-- id: chart_schedule
-- title: Supply against schedule
-- title_zh: 供应与计划进度
-- about: What was supplied up to the end of each year beside what the plan wanted by then, for every schedule
-- about: that a target states; where none does, what was supplied, by class.
-- stage: measure
-- document: title, years, supplied, due
-- boolean: planned
WITH stated AS (
    SELECT min(t.key) AS place, r.key AS run_key
    FROM run AS r JOIN target_value AS x ON x.run_key = r.key JOIN targets AS t ON t.key = x.target_key
    WHERE r.measure = 'supply_schedule' AND r.reason IS NULL
    GROUP BY r.key
), scheduled AS (
    SELECT s.place, json_object('en', coalesce(t.title_en, t.title_zh, t.id),
                                'zh', coalesce(t.title_zh, t.title_en, t.id)) AS title,
           coalesce(json_extract(r.parameters, '$.quantity'), 'units') AS unit, CAST(v.slice AS INTEGER) AS year,
           v.numerator AS supplied, v.denominator AS due
    FROM stated AS s JOIN targets AS t ON t.key = s.place JOIN run AS r ON r.key = s.run_key
    JOIN value AS v ON v.run_key = s.run_key AND v.slice <> '' AND v.numerator IS NOT NULL
), class AS (
    SELECT p.class, row_number() OVER (ORDER BY sum(p.units) DESC, p.class) AS place
    FROM programmes AS p WHERE p.units > 0 AND p.year IS NOT NULL AND NOT EXISTS (SELECT 1 FROM scheduled)
    GROUP BY p.class ORDER BY 2 LIMIT 6
), supplied AS (
    SELECT c.place, json_object('en', coalesce(w.en, c.class, '–'), 'zh', coalesce(w.zh, c.class, '–')) AS title,
           'units' AS unit, p.year, sum(sum(p.units)) OVER (PARTITION BY c.place ORDER BY p.year) AS supplied,
           NULL AS due
    FROM class AS c JOIN programmes AS p ON p.class IS c.class AND p.units > 0 AND p.year IS NOT NULL
    LEFT JOIN page_title AS w ON w.slice = c.class
    GROUP BY c.place, p.year
), every AS (
    SELECT 1 AS planned, * FROM scheduled UNION ALL SELECT 0, * FROM supplied
)
SELECT e.title, e.unit, e.planned, json_group_array(e.year) AS years,
       json_group_array(round(e.supplied, 2)) AS supplied, json_group_array(round(e.due, 2)) AS due
FROM (SELECT * FROM every ORDER BY place, year) AS e
GROUP BY e.place
ORDER BY e.place;
