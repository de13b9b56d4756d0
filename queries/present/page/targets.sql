-- id: targets
-- title: Targets
-- title_zh: 规划目标
-- about: Every target with its verdict and what that rests on.
-- stage: measure
-- document: title, slice, reason, why
-- boolean: binding
WITH answered AS (
    SELECT t.target_key, v.numerator, v.denominator, t.factor, r.parameters, r.measure
    FROM target_value AS t LEFT JOIN value AS v ON v.key = t.value_key
    LEFT JOIN run AS r ON r.key = t.run_key
)
SELECT v.id, json_object('en', coalesce(v.title_en, v.title_zh, v.id),
                         'zh', coalesce(v.title_zh, v.title_en, v.id)) AS title,
       v.provision, v.kind, v.topic, coalesce(v.binding, 0) AS binding, p.place AS measure, a.place AS area,
       CASE WHEN a.place = 0 THEN NULL ELSE coalesce(n.name, v.area) END AS area_name,
       CASE WHEN v.slice <> '' THEN json_object(
           'en', coalesce(CASE WHEN p.by_category THEN c.title END, CASE WHEN p.by_station THEN z.name END,
                          s.en, w.en, v.slice),
           'zh', coalesce(CASE WHEN p.by_category THEN c.title_zh END, CASE WHEN p.by_station THEN z.name END,
                          s.zh, w.zh, v.slice)) END AS slice,
       v.base, v.period, v.comparison, v.target, v.target_to, v.unit, v.value_text, v.value, v.low,
       v.high, v.outcome,
       CASE WHEN coalesce(v.reason, v.reason_zh) IS NOT NULL THEN
           json_object('en', coalesce(v.reason, v.reason_zh), 'zh', coalesce(v.reason_zh, v.reason)) END AS reason,
       v.clause, v.norm, v.confidence, v.origin,
       CASE WHEN m.id IS NOT NULL THEN
           json_object('numerator', y.numerator, 'denominator', y.denominator, 'factor', y.factor,
                       'parameters', json(coalesce(y.parameters, '{}')), 'file', m.file, 'hash', m.hash,
                       'layers', json(m.layers)) END AS why
FROM page_target AS t
CROSS JOIN verdict AS v ON v.target_key = t.target_key
LEFT JOIN measure AS m ON m.id = v.measure
LEFT JOIN page_measure AS p ON p.id = v.measure
LEFT JOIN answered AS y ON y.target_key = v.target_key
LEFT JOIN page_area AS a ON a.id = coalesce(v.area, 'city')
LEFT JOIN areas AS n ON n.id = v.area
LEFT JOIN page_category AS c ON c.id = v.slice
LEFT JOIN stations AS z ON z.id = v.slice
LEFT JOIN page_slice AS s ON s.measure = p.place AND s.slice = v.slice
LEFT JOIN page_title AS w ON w.slice = v.slice
ORDER BY t.place;
