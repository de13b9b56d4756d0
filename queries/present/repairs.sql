-- id: repairs
-- title: Repaired rows
-- title_zh: 修复的记录
-- about: Rows that were kept after something about them was put right.
-- stage: load

SELECT r.layer, s.path AS source, CASE WHEN :language = 'zh' AND r.feature LIKE 'line %' THEN '第 ' || substr(r.feature, 6) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'row %' THEN '第 ' || substr(r.feature, 5) || ' 行'
            WHEN :language = 'zh' AND r.feature LIKE 'feature %' THEN '要素 ' || substr(r.feature, 9)
            ELSE r.feature END AS feature,
       r.id, CASE :language WHEN 'zh' THEN coalesce(r.what_zh, r.what) ELSE r.what END AS what
FROM repair AS r LEFT JOIN source AS s ON s.key = r.source_key
ORDER BY r.layer, s.part, r.key;
