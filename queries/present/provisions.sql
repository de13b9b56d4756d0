-- id: provisions
-- title: What the plan promises
-- title_zh: 规划条文
-- about: Every provision of the plan: what it says, how it is measured, which layers that needs, whether
-- about: the city's layers can answer it, and what stands in for what the plan leaves open.
-- stage: measure
-- text: id, kind, title, says, measure_title, parameters, layers, answer, default, reason
-- csv: id, provision, topic, kind, title, says, measure, measure_title, parameters, layers, answer, outcome, default, reason, clause
-- json: id, provision, topic, kind, title_en, title_zh, says, measure, parameters_set, layers_needed, answer, outcome, default_en, default_zh, reason_en, reason_zh, clause
-- words: kind, answer, outcome
-- document: parameters_set, layers_needed

WITH stands_in AS (
    SELECT p.value AS provision, group_concat(d.what || ': ' || d.value, '; ') AS en,
           group_concat(coalesce(d.what_zh, d.what) || '：' || d.value, '；') AS zh
    FROM (SELECT * FROM plan_default ORDER BY line) AS d,
         json_each('["' || replace(coalesce(d.provisions, ''), '|', '","') || '"]') AS p
    GROUP BY p.value
), why AS (
    -- Without a city every layer is empty: only what no city could mend is a reason.
    SELECT v.target_key, v.reason AS en, v.reason_zh AS zh
    FROM verdict AS v LEFT JOIN target_value AS x ON x.target_key = v.target_key
    WHERE EXISTS (SELECT 1 FROM source WHERE layer <> 'targets') OR v.measure IS NULL
       OR x.column_name IN ('measure', 'parameters', 'unit')
)
SELECT v.id, v.provision, v.topic, v.kind, v.title_en, v.title_zh,
       CASE :language WHEN 'zh' THEN coalesce(v.title_zh, v.title_en, v.id)
            ELSE coalesce(v.title_en, v.title_zh, v.id) END AS title,
       CASE v.comparison WHEN 'report' THEN v.value_text
            ELSE CASE v.comparison WHEN 'between' THEN printf('%.10g – %.10g', v.target, v.target_to)
                      ELSE v.comparison || ' ' || printf('%.10g', v.target) END
                 || coalesce(' ' || t.unit, '')
                 || CASE WHEN coalesce(v.value_text, '') GLOB '*[^0-9.]*'
                         THEN ' (' || v.value_text || ')' ELSE '' END END AS says,
       coalesce(v.measure, v.of) AS measure,
       CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS measure_title,
       t.parameters, json(coalesce(r.parameters, '{}')) AS parameters_set,
       (SELECT group_concat(value, ', ') FROM json_each(m.layers)) AS layers,
       json(coalesce(m.layers, '[]')) AS layers_needed,
       CASE WHEN v.measure IS NULL AND v.outcome <> 'recorded' THEN coalesce(v.answer, 'not spatial')
            WHEN v.outcome = 'recorded' OR v.value IS NOT NULL THEN 'measured'
            WHEN x.column_name IN ('measure', 'parameters', 'unit') THEN 'needs data'
            WHEN NOT EXISTS (SELECT 1 FROM source WHERE layer <> 'targets')
                THEN coalesce(v.answer, 'measured')
            ELSE 'needs data' END AS answer,
       v.outcome,
       CASE :language WHEN 'zh' THEN d.zh ELSE d.en END AS "default", d.en AS default_en,
       d.zh AS default_zh,
       CASE :language WHEN 'zh' THEN w.zh ELSE w.en END AS reason, w.en AS reason_en,
       w.zh AS reason_zh,
       v.clause
FROM verdict AS v
LEFT JOIN stands_in AS d ON d.provision = v.provision
LEFT JOIN why AS w ON w.target_key = v.target_key
JOIN targets AS t ON t.key = v.target_key
LEFT JOIN target_value AS x ON x.target_key = t.key
LEFT JOIN run AS r ON r.key = x.run_key
LEFT JOIN measure AS m ON m.id = coalesce(v.measure, v.of)
WHERE v.plan IS NOT NULL
ORDER BY v.target_key;
