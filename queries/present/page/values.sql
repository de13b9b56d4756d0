-- id: values
-- title: Measures by area
-- title_zh: 分区域度量
-- about: The values with default parameters, ordered so that those of a measure, slice, base and kind of
-- about: area follow one another; within is the area's place in its kind.
-- stage: measure
WITH base_place AS MATERIALIZED (
    SELECT m.id, b.value AS base, b.key AS place FROM measure AS m, json_each(m.bases) AS b
)
SELECT m.place AS measure, s.place AS slice, v.base, a.kind, a.within, v.value, v.numerator,
       v.denominator, v.low, v.high,
       CASE WHEN v.value IS NULL THEN (SELECT r.place FROM page_reason AS r WHERE r.en = v.reason) END
           AS reason
FROM page_measure AS m
CROSS JOIN value AS v ON v.run_key = m.run_key
JOIN page_area AS a ON a.id = v.area_id
LEFT JOIN page_slice AS s ON s.run_key = v.run_key AND s.slice = v.slice
LEFT JOIN base_place AS b ON b.id = m.id AND b.base = v.base
WHERE NOT m.by_station
ORDER BY m.place, coalesce(s.place, -1), b.place, v.base, a.kind, a.within;
