-- id: rejects
-- title: Rejected rows
-- title_zh: 剔除的记录
-- about: Rows that broke the contract of their layer, with the reason.
-- stage: load

SELECT r.layer, s.path AS source, CASE WHEN :language = 'zh' AND r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9)
            ELSE r.feature END AS feature,
       r.id, r.column_name AS "column",
       CASE :language WHEN 'zh' THEN coalesce(r.reason_zh, r.reason) ELSE r.reason END AS reason
FROM reject AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
