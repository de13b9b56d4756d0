-- id: findings
-- title: What does not add up
-- title_zh: 不相符之处
-- about: What the checks of a plan found. In brief: without what closes.
-- text: severity, file, line, finding
-- csv: check_id, severity, file, line, column_name, finding, stated, computed
-- json: check_id, severity, file, line, column_name, finding_en, finding_zh, stated, computed
-- words: severity

SELECT f.check_id, f.severity, f.file, f.line, f.column_name,
       CASE :language WHEN 'zh' THEN f.finding_zh ELSE f.finding_en END AS finding,
       f.finding_en, f.finding_zh, f.stated, f.computed
FROM finding AS f
WHERE NOT :brief OR f.severity <> 'closes'
ORDER BY instr('contradiction doubt rounding converted closes', f.severity), f.key;
