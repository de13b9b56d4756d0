-- id: reasons
-- title: Reasons
-- title_zh: 原因
-- about: Why something was not measured, in both languages.
-- stage: measure
SELECT r.en, r.zh FROM page_reason AS r ORDER BY r.place;
