-- id: audit_rejects
-- title: Sites that could not be audited
-- title_zh: 未能审核的地块
-- about: Rows of the sites' file that could not be taken, each with the reason.
-- text: feature, id, column_name, reason
-- csv: feature, id, column_name, reason
-- json: feature, id, column_name, reason

SELECT CASE WHEN :language = 'zh' AND r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9)
            ELSE r.feature END AS feature,
       r.id, r.column_name,
       CASE :language WHEN 'zh' THEN coalesce(r.reason_zh, r.reason) ELSE r.reason END AS reason
FROM reject AS r
WHERE r.layer = 'candidates'
ORDER BY r.key;
