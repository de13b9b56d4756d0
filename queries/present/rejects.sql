-- id: rejects
-- title: Rejected rows
-- title_zh: 剔除的记录
-- about: Rows that broke the contract of their layer, with the reason.
-- stage: load
-- text: layer, source, feature, id, column, reason
-- csv: layer, source, feature, id, column, reason
-- json: layer, source, feature, id, column, reason, reason_zh

SELECT r.layer, s.path AS source, r.feature,
       CASE WHEN r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9) END AS feature_zh,
       r.id, r.column_name AS "column", r.reason, r.reason_zh
FROM reject AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
