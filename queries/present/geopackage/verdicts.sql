-- id: verdicts
-- title: Verdicts
-- title_zh: 目标评判
-- about: One verdict for every target.
-- geometry: none
-- stage: measure
-- real: value, low, high, target, target_to
-- integer: binding

SELECT v.target_key AS key, v.id, CASE :language WHEN 'zh' THEN coalesce(v.title_zh, v.title_en, v.id)
       ELSE coalesce(v.title_en, v.title_zh, v.id) END AS title,
       v.measure, v.area, v.slice, v.outcome, v.value, v.low, v.high, v.comparison, v.target,
       v.target_to, v.unit, v.binding, v.clause, v.reason
FROM verdict AS v
ORDER BY v.target_key;
