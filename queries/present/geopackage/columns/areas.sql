-- id: areas
-- about: A column for each measure of the summary or of a target (and slice), with the values that
-- about: stand for it; those of the summary first. The alias is followed by the words for the
-- about: slice. What comes after says how the column is coloured: the measure, its unit, which way is
-- about: better, and the band that is aimed at.

SELECT v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, 'real' AS type,
       CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS alias,
       coalesce(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, v.slice) AS slice_title,
       v.measure, m.unit, m.better, json_extract(r.parameters, '$.band_low') AS band_low,
       json_extract(r.parameters, '$.band_high') AS band_high
FROM main_value AS v
JOIN measure AS m ON m.id = v.measure
JOIN run AS r ON r.key = v.run_key
LEFT JOIN summary_measure AS s ON s.measure = v.measure
LEFT JOIN category AS c ON c.id = v.slice AND instr(m.query, '-- slices: category') > 0
WHERE v.area_id <> 'city' AND instr(v.slice, ':') = 0
  AND (s.measure IS NOT NULL OR v.measure IN (SELECT t.measure FROM targets AS t))
GROUP BY v.measure, v.slice
ORDER BY s.place IS NULL, s.place, v.measure, c.tier IS NULL, c.tier DESC,
         CASE WHEN v.slice IN ('15', '10', '5') THEN -CAST(v.slice AS INTEGER) END, min(v.key);
