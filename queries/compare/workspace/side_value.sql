-- id: side_value
-- about: Every value; the default run of a measure has no parameters here.
SELECT v.measure, CASE WHEN r.is_default THEN '' ELSE r.parameters END, v.area_id, v.slice, v.base,
       v.value, v.numerator, v.denominator, v.reason
FROM value AS v JOIN run AS r ON r.key = v.run_key;
