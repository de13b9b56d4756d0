-- id: audit_rule
-- made: once
-- index: measure
-- about: What the plan says: every target whose measure was run, with the parameters it was run
-- about: with (a JSON object), its limit in the unit of the measure, and the clause to cite. firm:
-- about: all of the housing it speaks of must comply, so that a single site can break it.

SELECT t.key AS target_key, t.id, t.measure, r.parameters, coalesce(t.slice, '') AS slice,
       coalesce(t.area, '') AS area, t.comparison, t.value * coalesce(x.factor, 1.0) AS value,
       t.value_to * coalesce(x.factor, 1.0) AS value_to,
       coalesce(nullif(t.clause, ''), t.id) AS clause,
       coalesce(t.title_en, t.title_zh, t.id) AS title_en,
       coalesce(t.title_zh, t.title_en, t.id) AS title_zh,
       coalesce(t.comparison IN ('>=', '=') AND t.value * coalesce(x.factor, 1.0) >= 0.999
                AND m.unit = 'share', 0) AS firm
FROM targets AS t
JOIN target_value AS x ON x.target_key = t.key
JOIN run AS r ON r.key = x.run_key
JOIN measure AS m ON m.id = t.measure
ORDER BY t.key;
