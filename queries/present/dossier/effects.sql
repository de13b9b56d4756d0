-- id: effects
-- about: What building the site alone does to the plan's figures: verdicts that change first, then the
-- about: city's, then its areas'.
-- words: effect, outcome_before, outcome_after, slice_title

SELECT e.effect_id AS effect, nullif(e.target_id, '') AS target_id,
       CASE e.area_id WHEN 'city' THEN '' ELSE coalesce(a.name, e.area_id) END AS area_name,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, e.slice) AS slice_title,
       e.before, e.after, e.after - e.before AS change, e.unit AS unit_id, e.outcome_before,
       e.outcome_after
FROM effect AS e
LEFT JOIN areas AS a ON a.id = e.area_id
LEFT JOIN category AS g ON g.id = e.slice
WHERE e.site_key = :site AND (e.before IS NOT e.after OR e.outcome_before IS NOT e.outcome_after)
ORDER BY e.outcome_before IS e.outcome_after, e.area_id <> 'city', e.effect_id, e.target_id,
         e.area_id, e.slice, e.base;
