-- id: targets
-- title: Targets
-- title_zh: 规划目标
-- about: What the plan promises, as loaded.
-- stage: load
-- text: id, title, measure, parameters, area, slice, base, comparison, target, target_to, unit, binding, clause
-- csv: id, kind, title, measure, parameters, area, slice, base, period, comparison, target, target_to, tolerance, unit, value_text, binding, clause, reason, origin
-- json: id, kind, title_en, title_zh, measure, parameters, area, slice, base, period, comparison, target, target_to, tolerance, unit, value_text, binding, clause, reason_en, reason_zh, plan, origin
-- words: unit, kind, comparison
-- boolean: binding

SELECT t.id, CASE :language WHEN 'zh' THEN coalesce(t.title_zh, t.title_en)
             ELSE coalesce(t.title_en, t.title_zh) END AS title,
       t.title_en, t.title_zh, t.measure, t.parameters, t.area, t.slice, t.base, t.period,
       t.comparison, t.value AS target, t.value_to AS target_to, t.tolerance, t.unit, t.value_text,
       coalesce(t.kind = 'binding', t.binding) AS binding,
       coalesce(t.kind, CASE t.binding WHEN 1 THEN 'binding' ELSE 'expected' END) AS kind, t.clause,
       CASE :language WHEN 'zh' THEN coalesce(t.reason_zh, t.reason_en)
            ELSE coalesce(t.reason_en, t.reason_zh) END AS reason,
       t.reason_en, t.reason_zh, t.plan, t.origin
FROM targets AS t
ORDER BY t.key;
