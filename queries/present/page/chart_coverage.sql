-- id: chart_coverage
-- title: Coverage by category and district
-- title_zh: 分类别、分区设施覆盖率
-- about: Share covered by category: the whole city, then the districts, else the kind with the fewest areas.
-- stage: measure
WITH kind AS (
    SELECT place FROM page_kind WHERE place > 0
    ORDER BY kind NOT IN ('district', '区', '行政区', '区县'), kind IN ('city', '市'), count, kind
    LIMIT 1
), measure_of AS (
    SELECT m.place, m.run_key, (SELECT b.value FROM measure AS d, json_each(d.bases) AS b
                                WHERE d.id = m.id
                                  AND EXISTS (SELECT 1 FROM value AS v WHERE v.run_key = m.run_key
                                              AND v.base = b.value AND v.value IS NOT NULL)
                                ORDER BY b.key LIMIT 1) AS base
    FROM page_measure AS m WHERE m.id = 'coverage' AND m.run_key IS NOT NULL
), area AS (
    SELECT a.* FROM page_area AS a WHERE a.place = 0 OR a.kind = (SELECT place FROM kind)
), cell AS MATERIALIZED (
    SELECT c.place AS category, a.place AS area,
           round((SELECT v.value FROM value AS v WHERE v.run_key = m.run_key AND v.area_id = a.id
                  AND v.slice = c.id AND v.base = m.base), 4) AS value
    FROM measure_of AS m CROSS JOIN page_category AS c CROSS JOIN area AS a
), row AS MATERIALIZED (
    SELECT category, json_group_array(value) AS list, count(value) AS known
    FROM (SELECT * FROM cell ORDER BY category, area) GROUP BY category
)
SELECT json_object('measure', m.place, 'base', m.base,
           'areas', (SELECT json_group_array(place) FROM (SELECT place FROM area ORDER BY place)),
           'categories', (SELECT json_group_array(category) FROM (SELECT category FROM row WHERE known > 0 ORDER BY category)),
           'values', (SELECT json_group_array(json(list)) FROM (SELECT list FROM row WHERE known > 0 ORDER BY category)))
FROM measure_of AS m
WHERE m.base IS NOT NULL;
