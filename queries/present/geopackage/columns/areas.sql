-- id: areas
-- about: A column for each measure of the summary or of a target (and slice), with the values that
-- about: stand for it.

SELECT v.measure || CASE v.slice WHEN '' THEN '' ELSE '_' || v.slice END AS name, 'real' AS type,
       CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END
       || CASE v.slice WHEN '' THEN ''
          ELSE ' · ' || coalesce(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, v.slice)
          END AS alias
FROM main_value AS v
JOIN measure AS m ON m.id = v.measure
LEFT JOIN category AS c ON c.id = v.slice AND instr(m.query, '-- slices: category') > 0
WHERE v.area_id <> 'city' AND instr(v.slice, ':') = 0
  AND (v.measure IN (SELECT measure FROM summary_measure)
       OR v.measure IN (SELECT t.measure FROM targets AS t))
GROUP BY v.measure, v.slice
ORDER BY v.measure, min(v.key);
