-- id: audit_facts
-- title: What this audit is of
-- title_zh: 审核依据
-- about: The city's state, the sites, the definitions and the plan, as hashes and names.

SELECT f.name, f.value
FROM audit_fact AS f
ORDER BY f.name;
