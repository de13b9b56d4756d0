-- id: audit_rejects
-- title: Sites that could not be audited
-- title_zh: 未能审核的地块
-- about: Rows of the sites' file that could not be taken, each with the reason.
-- text: feature, id, column_name, reason
-- csv: feature, id, column_name, reason
-- json: feature, id, column_name, reason

SELECT r.feature, r.id, r.column_name, r.reason
FROM reject AS r
WHERE r.layer = 'candidates'
ORDER BY r.key;
