-- id: unmeasured
-- title: Not measured
-- title_zh: 未度量
-- about: Measures of which nothing could be measured, with the reason.
-- stage: measure
-- text: title, reason
-- csv: measure, title, reason
-- json: measure, title, reason

SELECT r.measure, CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS title, r.reason,
       t.zh AS reason_zh
FROM run AS r JOIN measure AS m ON m.id = r.measure LEFT JOIN reason_text AS t ON t.reason = r.reason
WHERE r.reason IS NOT NULL AND (r.is_default OR NOT :brief)
  AND (:measure IS NULL OR r.measure = :measure)
  AND (NOT :brief OR :measure IS NOT NULL OR r.measure IN (SELECT measure FROM summary_measure))
ORDER BY r.measure, r.key;
