-- id: page_measure
-- about: The measures in their order, those of the summary first, each with its evaluation with
-- about: default parameters.
SELECT row_number() OVER (ORDER BY s.place IS NULL, s.place, m.id) - 1 AS place, m.id,
       s.place IS NOT NULL AS summary, instr(m.query, '-- slices: station') > 0 AS by_station,
       instr(m.query, '-- slices: category') > 0 AS by_category, r.key AS run_key, r.parameters,
       r.reason
FROM measure AS m
LEFT JOIN summary_measure AS s ON s.measure = m.id
LEFT JOIN run AS r ON r.measure = m.id AND r.is_default
ORDER BY 1;
