-- id: effects
-- about: What building the site alone does to the plan's figures: verdicts that change first, then what
-- about: targets ask for, by how much of it changes.
-- words: outcome_before, outcome_after, slice_title

SELECT coalesce(CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END, e.effect_id) AS effect, nullif(e.target_id, '') AS target_id,
       CASE e.area_id WHEN 'city' THEN '' ELSE coalesce(a.name, e.area_id) END AS area_name,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, e.slice) AS slice_title,
       e.before, e.after, e.after - e.before AS change, e.unit AS unit_id, e.outcome_before,
       e.outcome_after
FROM effect AS e
LEFT JOIN measure AS m ON m.id = e.effect_id
LEFT JOIN areas AS a ON a.id = e.area_id
LEFT JOIN category AS g ON g.id = e.slice
WHERE e.site_key = :site AND (e.before IS NOT e.after OR e.outcome_before IS NOT e.outcome_after)
ORDER BY e.outcome_before IS e.outcome_after, e.target_id = '',
         -abs(e.after - e.before) / max(abs(e.before), abs(e.after), 1e-9), e.area_id <> 'city', e.effect_id, e.target_id,
         e.area_id, e.slice, e.base;
