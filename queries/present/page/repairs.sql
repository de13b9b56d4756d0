-- id: repairs
-- title: Repaired rows
-- title_zh: 修复的记录
-- about: Rows that were kept after something about them was put right.
-- stage: load
-- most: 500
SELECT r.layer, s.path AS source, r.feature, r.id, r.what, r.what_zh
FROM repair AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
