-- id: audit_facts
-- title: Audit
-- title_zh: 审核
-- about: What the audit is of.
SELECT json_group_object(f.name, f.value) FROM (SELECT * FROM audit_fact ORDER BY name) AS f;
