-- id: sites
-- title: Sites whose outcome differs
-- title_zh: 结论改变的地块
-- about: Sites whose outcome is another, becomes or stops being borderline, or that one side lacks.
-- text: site, name, site_before, site_after, borderline_before, borderline_after, place_before, place_after
-- csv: site, name, site_before, site_after, borderline_before, borderline_after, score_before, score_after, place_before, place_after
-- json: site, name, outcome_before, outcome_after, borderline_before, borderline_after, score_before, score_after, place_before, place_after
-- words: site_before, site_after
-- boolean: borderline_before, borderline_after

WITH known AS (SELECT DISTINCT id FROM side_site)
SELECT k.id AS site, coalesce(b.name, a.name) AS name, a.outcome AS site_before,
       b.outcome AS site_after, a.outcome AS outcome_before, b.outcome AS outcome_after,
       a.borderline AS borderline_before, b.borderline AS borderline_after,
       a.score AS score_before, b.score AS score_after, a.place AS place_before,
       b.place AS place_after
FROM known AS k
LEFT JOIN side_site AS a ON a.side = 1 AND a.id = k.id
LEFT JOIN side_site AS b ON b.side = 2 AND b.id = k.id
WHERE a.outcome IS NOT b.outcome OR a.borderline IS NOT b.borderline
ORDER BY a.outcome IS b.outcome, k.id;
