-- id: values
-- title: Values that differ
-- title_zh: 数值变化
-- about: Every value that is not the same on both sides, with numerator and denominator of each. In
-- about: brief: the city's only, of runs with the measure's own parameters, and not those that were
-- about: not measured for another reason.
-- text: state, measure_title, slice_title, base, area_name, before_value, after_value, change, unit
-- csv: state, measure, measure_title, parameters, slice, slice_title, base, kind, area, area_name, before_value, after_value, change, unit, numerator_before, denominator_before, numerator_after, denominator_after, reason_before, reason_after
-- json: state, measure, parameters, slice, base, kind, area, before, after, change, numerator_before, denominator_before, numerator_after, denominator_after, reason_before, reason_after
-- words: state, unit, base, slice_title, kind
-- measured: before_value, after_value, change, before, after

SELECT c.state, c.measure, CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS measure_title,
       nullif(c.parameters, '') AS parameters, c.slice,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, c.slice) AS slice_title,
       c.base, CASE c.area WHEN 'city' THEN 'city' ELSE a.kind END AS kind, c.area,
       CASE c.area WHEN 'city' THEN city.name ELSE coalesce(a.name, c.area) END AS area_name,
       c.before, c.after, c.before AS before_value, c.after AS after_value,
       c.after - c.before AS change, m.unit, c.numerator_before, c.denominator_before,
       c.numerator_after, c.denominator_after, c.reason_before, c.reason_after
FROM value_change AS c
LEFT JOIN known_measure AS m ON m.id = c.measure
LEFT JOIN known_area AS a ON a.id = c.area
LEFT JOIN known_category AS g ON g.id = c.slice
LEFT JOIN (SELECT value AS name FROM setting
           WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END) AS city
WHERE c.state <> 'same'
  AND (:measure IS NULL OR c.measure = :measure)
  AND (:area IS NULL OR c.area = :area OR a.name = :area OR (c.area = 'city' AND city.name = :area))
  AND (:kind IS NULL OR a.kind = :kind)
  AND (NOT :brief OR ((c.area = 'city' OR :area IS NOT NULL OR :kind IS NOT NULL)
                      AND c.state <> 'other reason' AND instr(c.slice, ':') = 0
                      AND c.parameters = ''))
ORDER BY c.measure, c.parameters, c.slice, c.base, c.area <> 'city', a.kind, c.area;
