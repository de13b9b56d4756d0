-- id: repairs
-- title: Repaired rows
-- title_zh: 修复的记录
-- about: Rows that were kept after something about them was put right.
-- stage: load
-- text: layer, source, feature, id, what
-- csv: layer, source, feature, id, what
-- json: layer, source, feature, id, what, what_zh

SELECT r.layer, s.path AS source, r.feature,
       CASE WHEN r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9) END AS feature_zh,
       r.id, r.what, r.what_zh
FROM repair AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
