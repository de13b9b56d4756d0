-- id: audit_checks
-- title: Checks
-- title_zh: 审核项
-- about: The checks as they were run.
-- document: title, about, why
SELECT d.id, json_object('en', d.title, 'zh', d.title_zh) AS title,
       json_object('en', d.about, 'zh', coalesce(nullif(d.about_zh, ''), d.about)) AS about, d.unit, d.clause,
       d.norm, d.confidence,
       json_object('file', d.file, 'hash', d.hash, 'parameters', json(d.parameters)) AS why
FROM page_check AS p JOIN check_definition AS d ON d.id = p.id
ORDER BY p.place;
