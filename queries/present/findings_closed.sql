-- id: findings_closed
-- title: What closes
-- title_zh: 相符之处
-- about: What the checks of a plan found in order.
-- text: file, finding

SELECT f.check_id, f.file, f.line,
       CASE :language WHEN 'zh' THEN f.finding_zh ELSE f.finding_en END AS finding
FROM finding AS f
WHERE f.severity = 'closes'
ORDER BY f.key;
