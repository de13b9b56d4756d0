-- id: site_checks
-- title: Checks
-- title_zh: 审核项
-- about: A row per check of a site that did not pass or is borderline.
-- geometry: none
-- real: measured_value, required, shortfall
-- integer: borderline

SELECT row_number() OVER (ORDER BY c.id, d.rank, r.check_id, r.part) AS key, c.id AS site,
       CASE :language WHEN 'zh' THEN d.title_zh ELSE d.title END AS check_title, r.part,
       r.outcome AS check_outcome, r.borderline, r.measured AS measured_value, r.measured_text,
       r.comparison, r.required, r.unit, r.shortfall,
       CASE :language WHEN 'zh' THEN r.reason_zh ELSE r.reason_en END AS reason,
       CASE :language WHEN 'zh' THEN r.remedy_zh ELSE r.remedy_en END AS remedy,
       coalesce(r.clause, d.clause) AS clause
FROM candidates AS c JOIN check_result AS r ON r.site_key = c.key
JOIN check_definition AS d ON d.id = r.check_id
WHERE r.outcome <> 'pass' OR r.borderline
ORDER BY 1;
