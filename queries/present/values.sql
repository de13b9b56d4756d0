-- id: values
-- title: Measures
-- title_zh: 度量结果
-- about: Every value with numerator and denominator. A value without number carries the reason. In
-- about: brief: only those that stand for a measure (queries/views/main_value.sql), without stations and
-- about: without slices of slices.
-- stage: measure
-- text: title, slice_title, base, area_name, value, unit, reason
-- csv: measure, title, slice, slice_title, base, kind, area, area_name, value, unit, numerator, denominator, low, high, reason, parameters
-- xlsx: measure, title, slice_title, base, kind, area_name, value, unit, numerator, denominator, low, high, reason
-- freeze: 2
-- json: run, measure, slice, base, area, value, numerator, denominator, low, high, reason
-- words: unit, base, slice_title, kind
-- measured: value, low, high

WITH shown AS MATERIALIZED (
    SELECT m.id, CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS title, m.unit,
           instr(m.query, '-- slices: category') > 0 AS by_category,
           instr(m.query, '-- slices: station') > 0 AS by_station, k.place
    FROM measure AS m LEFT JOIN summary_measure AS k ON k.measure = m.id
), base_place AS MATERIALIZED (
    SELECT m.id, b.value AS base, b.key AS place FROM measure AS m, json_each(m.bases) AS b
), slice_place AS MATERIALIZED (
    SELECT run_key, slice, min(key) AS place FROM value GROUP BY run_key, slice
)
SELECT v.run_key AS run, v.measure, m.title, v.slice,
       coalesce(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, s.name, v.slice)
           AS slice_title,
       v.base, v.area_id AS area,
       CASE v.area_id WHEN 'city' THEN city.name ELSE coalesce(a.name, v.area_id) END AS area_name,
       CASE v.area_id WHEN 'city' THEN 'city' ELSE a.kind END AS kind,
       v.value, m.unit, v.numerator, v.denominator, v.low, v.high,
       coalesce(v.reason, CASE WHEN v.value IS NULL THEN r.reason END) AS reason,
       (SELECT t.zh FROM reason_text AS t
        WHERE t.reason = coalesce(v.reason, CASE WHEN v.value IS NULL THEN r.reason END)) AS reason_zh,
       CASE WHEN r.is_default THEN NULL ELSE r.parameters END AS parameters, r.is_default
FROM value AS v
JOIN run AS r ON r.key = v.run_key
JOIN shown AS m ON m.id = v.measure
JOIN slice_place AS o ON o.run_key = v.run_key AND o.slice = v.slice
LEFT JOIN base_place AS b ON b.id = v.measure AND b.base = v.base
LEFT JOIN category AS c ON c.id = v.slice AND m.by_category
LEFT JOIN stations AS s ON s.id = v.slice AND m.by_station
LEFT JOIN areas AS a ON a.id = v.area_id AND v.area_id <> 'city'
LEFT JOIN (SELECT value AS name FROM setting
           WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END) AS city
WHERE (:measure IS NULL OR v.measure = :measure)
  AND (:area IS NULL OR v.area_id = :area OR a.name = :area
       OR (v.area_id = 'city' AND city.name = :area))
  AND (:kind IS NULL OR v.area_id = 'city' OR a.kind = :kind)
  AND (NOT :brief OR ((:measure IS NOT NULL OR m.place IS NOT NULL)
                      AND v.key IN (SELECT key FROM main_value) AND instr(v.slice, ':') = 0
                      AND NOT m.by_station))
ORDER BY m.place IS NULL, m.place, v.measure, v.run_key, c.tier IS NULL, c.tier DESC,
         CASE WHEN v.slice IN ('15', '10', '5') THEN -CAST(v.slice AS INTEGER) END, o.place,
         b.place, v.base, v.area_id <> 'city', a.kind, v.area_id;
