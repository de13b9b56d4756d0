-- id: audit_effects
-- title: What building the sites does to the plan
-- title_zh: 地块建成对规划目标的影响
-- about: Figures before and after all sites are built; of single sites where sites are few, else only what
-- about: turns a verdict.
-- document: slice_title
SELECT p.place AS site, e.effect_id AS effect, t.place AS target, a.place AS area, e.slice,
       CASE WHEN e.slice <> '' THEN json_object('en', coalesce(g.title, w.en, e.slice),
                                                'zh', coalesce(g.title_zh, w.zh, e.slice)) END AS slice_title,
       e.base, e.unit,
       e.before, e.after, e.outcome_before, e.outcome_after
FROM effect AS e
LEFT JOIN page_site AS p ON p.site_key = e.site_key
LEFT JOIN page_target AS t ON t.id = e.target_id
LEFT JOIN page_area AS a ON a.id = e.area_id
LEFT JOIN category AS g ON g.id = e.slice
LEFT JOIN page_title AS w ON w.slice = e.slice
WHERE e.site_key = 0 OR (p.place < 3000 AND (p.wordy OR e.outcome_before <> e.outcome_after))
ORDER BY p.place IS NOT NULL, p.place, e.effect_id, t.place, a.place, e.slice, e.base;
