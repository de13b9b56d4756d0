-- id: audit_rejects
-- title: Sites that could not be audited
-- title_zh: 未能审核的地块
-- about: Rows of the sites' file that could not be taken, each with the reason.
-- text: feature, id, column_name, reason
-- csv: feature, id, column_name, reason
-- json: feature, id, column_name, reason, reason_zh

SELECT r.feature,
       CASE WHEN r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9) END AS feature_zh,
       r.id, r.column_name, r.reason, r.reason_zh
FROM reject AS r
WHERE r.layer = 'candidates'
ORDER BY r.key;
