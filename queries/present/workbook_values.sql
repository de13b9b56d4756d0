-- id: workbook_values
-- title: Values by area
-- title_zh: 各区域数值
-- about: The values of the sheet of measures by area, in the order of its rows; the names are those of
-- about: queries/present/geopackage/columns/areas.sql.
-- stage: measure

SELECT coalesce(a.key, 0) AS key,
       v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, v.value
FROM main_value AS v
LEFT JOIN areas AS a ON a.id = v.area_id AND v.area_id <> 'city'
LEFT JOIN summary_measure AS s ON s.measure = v.measure
WHERE (a.key IS NOT NULL OR v.area_id = 'city') AND instr(v.slice, ':') = 0
  AND (s.measure IS NOT NULL OR v.measure IN (SELECT t.measure FROM targets AS t))
ORDER BY a.key IS NOT NULL, a.kind, a.key, v.measure, v.key;
