-- id: audit_definitions
-- title: Checks and what they rest on
-- title_zh: 审核项及其依据
-- about: The checks as they were run, with their parameters and the hash of the query.
-- text: check, title, unit, clause, norm
-- csv: check, title, unit, clause, norm, confidence, about, parameters, file, hash
-- json: check, title_en, title_zh, unit, clause, norm, confidence, about_en, about_zh, parameters, file, hash
-- words: unit
-- document: parameters

SELECT d.id AS "check", CASE :language WHEN 'zh' THEN d.title_zh ELSE d.title END AS title,
       d.title AS title_en, d.title_zh, d.unit, d.clause, d.norm, d.confidence,
       CASE :language WHEN 'zh' THEN d.about_zh ELSE d.about END AS about,
       d.about AS about_en, d.about_zh, json(d.parameters) AS parameters, d.file, d.hash
FROM check_definition AS d
ORDER BY d.rank, d.id;
