-- id: verdicts
-- title: Verdicts that differ
-- title_zh: 评判变化
-- about: Outcomes that changed first, then targets that only one side has or that are another target
-- about: now, then numbers that moved without changing the outcome. Those that are the same are left
-- about: out and counted.
-- text: state, id, title, area_name, outcome_before, outcome_after, before_value, after_value, change, unit, clause
-- csv: state, id, title, measure, area, area_name, slice, slice_title, base, outcome_before, outcome_after, before_value, after_value, change, unit, target_before, target_after, binding, clause
-- json: state, id, title_en, title_zh, measure, area, slice, base, outcome_before, outcome_after, before, after, change, unit, target_before, target_after, binding, clause
-- words: state, outcome_before, outcome_after, unit, base, slice_title
-- measured: before_value, after_value, change, before, after
-- boolean: binding

SELECT c.state, c.id,
       CASE :language WHEN 'zh' THEN coalesce(c.title_zh, c.title_en, c.id)
            ELSE coalesce(c.title_en, c.title_zh, c.id) END AS title,
       c.title_en, c.title_zh, c.measure, c.area,
       CASE WHEN coalesce(c.area, 'city') IN ('', 'city') THEN city.name
            ELSE coalesce(a.name, c.area) END AS area_name,
       c.slice, coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, c.slice)
           AS slice_title,
       c.base, c.outcome_before, c.outcome_after, c.before, c.after, c.before AS before_value,
       c.after AS after_value, c.after - c.before AS change, c.unit, c.target_before,
       c.target_after, c.binding, c.clause
FROM verdict_change AS c
LEFT JOIN known_area AS a ON a.id = c.area
LEFT JOIN known_category AS g ON g.id = c.slice
LEFT JOIN (SELECT value AS name FROM setting
           WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END) AS city
WHERE c.state <> 'same'
ORDER BY CASE c.state WHEN 'outcome' THEN 1 WHEN 'only before' THEN 2 WHEN 'only after' THEN 3
         WHEN 'other target' THEN 4 ELSE 5 END, c.binding IS NOT 1, c.id, c.place;
