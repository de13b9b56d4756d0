-- id: audit_effects
-- title: What building the sites does to the plan
-- title_zh: 地块建成对规划目标的影响
-- about: Figures of the city and its areas before and after: for each site built alone, and for all
-- about: of them (site empty). In brief: all of them only.
-- text: site, effect_title, target_id, area_name, slice_title, base, before, after, change, unit, outcome_before, outcome_after
-- csv: site, effect, effect_title, target_id, area, area_name, slice, slice_title, base, before, after, change, unit, outcome_before, outcome_after
-- json: site, effect, target_id, area, slice, base, before, after, change, unit, outcome_before, outcome_after
-- words: unit, base, slice_title, outcome_before, outcome_after
-- measured: before, after, change

SELECT c.id AS site, e.effect_id AS effect,
       coalesce(CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END, e.effect_id)
           AS effect_title, nullif(e.target_id, '') AS target_id,
       e.area_id AS area,
       CASE e.area_id WHEN 'city' THEN
                (SELECT value FROM setting
                 WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END)
            ELSE coalesce(a.name, e.area_id) END AS area_name,
       e.slice, coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, e.slice)
           AS slice_title,
       e.base, e.before, e.after, e.after - e.before AS change, e.unit, e.outcome_before,
       e.outcome_after
FROM effect AS e
LEFT JOIN candidates AS c ON c.key = e.site_key
LEFT JOIN measure AS m ON m.id = e.effect_id
LEFT JOIN areas AS a ON a.id = e.area_id
LEFT JOIN category AS g ON g.id = e.slice
WHERE NOT :brief OR e.site_key = 0
ORDER BY c.id IS NOT NULL, c.id, e.effect_id, e.target_id, e.area_id <> 'city', e.area_id, e.slice,
         e.base;
