-- id: verdicts
-- title: Verdicts
-- title_zh: 目标评判
-- about: One verdict for every target.
-- stage: measure
-- text: id, title, area_name, slice_title, outcome, value, comparison, target, target_to, unit, binding, clause, reason
-- csv: id, kind, title, measure, parameters, area, area_name, slice, slice_title, base, period, outcome, value, low, high, comparison, target, target_to, unit, value_text, binding, reason, clause, norm, confidence
-- xlsx: id, kind, title, area_name, slice_title, base, period, outcome, value, low, high, comparison, target, target_to, unit, binding, reason, clause, norm, confidence
-- freeze: 3
-- json: id, provision, kind, title_en, title_zh, measure, parameters, area, slice, base, period, outcome, value, low, high, comparison, target, target_to, unit, value_text, of, binding, reason_en, reason_zh, clause, norm, confidence, plan, origin
-- words: outcome, unit, base, slice_title, kind, comparison
-- measured: value, low, high
-- boolean: binding

SELECT v.id, CASE :language WHEN 'zh' THEN coalesce(v.title_zh, v.title_en, v.id)
             ELSE coalesce(v.title_en, v.title_zh, v.id) END AS title,
       v.title_en, v.title_zh, v.provision, v.kind, v.period, v.value_text, v.of, v.plan, v.origin,
       v.measure, v.parameters, v.area,
       CASE WHEN coalesce(v.area, 'city') IN ('', 'city') THEN city.name
            ELSE coalesce(a.name, v.area) END AS area_name,
       v.slice,
       coalesce(CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END, s.name, v.slice)
           AS slice_title,
       v.base, v.comparison, v.target, v.target_to, v.unit, v.value, v.low, v.high, v.outcome,
       CASE :language WHEN 'zh' THEN v.reason_zh ELSE v.reason END AS reason,
       v.reason AS reason_en, v.reason_zh, v.binding, v.clause, v.norm, v.confidence
FROM verdict AS v
LEFT JOIN measure AS m ON m.id = v.measure
LEFT JOIN category AS c ON c.id = v.slice AND instr(m.query, '-- slices: category') > 0
LEFT JOIN stations AS s ON s.id = v.slice AND instr(m.query, '-- slices: station') > 0
LEFT JOIN areas AS a ON a.id = v.area
LEFT JOIN (SELECT value AS name FROM setting
           WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END) AS city
ORDER BY v.target_key;
