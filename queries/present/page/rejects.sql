-- id: rejects
-- title: Rejected rows
-- title_zh: 剔除的记录
-- about: Rows that broke the contract of their layer.
-- stage: load
-- most: 500
SELECT r.layer, s.path AS source, r.feature, r.id, r.column_name AS "column", r.reason,
       r.reason_zh
FROM reject AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
