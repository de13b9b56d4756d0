-- id: kinds
-- title: Kinds of area
-- title_zh: 区域类型
-- about: The kinds of area, the whole city first, and which rows are of each.
-- stage: load
-- document: title
SELECT k.kind, json_object('en', coalesce(w.en, k.kind), 'zh', coalesce(w.zh, k.kind)) AS title,
       k.first, k.count
FROM page_kind AS k
LEFT JOIN page_word AS w ON w.key = CASE k.place WHEN 0 THEN 'kind.city' ELSE 'kind.' || k.kind END
ORDER BY k.place;
