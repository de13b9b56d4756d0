-- id: verdict_targets
-- about: The targets for the panel beside the map of verdicts: missed first. With an area only its own.
-- stage: measure
SELECT v.id, CASE :language WHEN 'zh' THEN coalesce(v.title_zh, v.title_en, v.id)
             ELSE coalesce(v.title_en, v.title_zh, v.id) END AS title,
       v.outcome, v.value, v.comparison, v.target, v.target_to, v.unit, v.binding
FROM verdict AS v
WHERE :area IS NULL OR v.area = :area
ORDER BY CASE v.outcome WHEN 'missed' THEN 1 WHEN 'borderline' THEN 2 WHEN 'not measured' THEN 3
             WHEN 'met' THEN 4 WHEN 'reported' THEN 5 ELSE 6 END, coalesce(v.binding, 0) DESC, v.target_key;
