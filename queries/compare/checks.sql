-- id: checks
-- title: Checks that differ
-- title_zh: 审核项变化
-- about: Checks of sites with another outcome first, then those with another measured value.
-- text: site, check_title, part_title, check_before, check_after, before_value, after_value, change, unit
-- csv: site, check, check_title, part, part_title, check_before, check_after, before_value, after_value, change, unit
-- json: site, check, part, outcome_before, outcome_after, before, after, change, unit
-- words: check_before, check_after, unit, part_title
-- measured: before_value, after_value, before, after, change

WITH known AS (SELECT DISTINCT site, check_id, part FROM side_check)
SELECT k.site, k.check_id AS "check", k.part,
       CASE :language WHEN 'zh' THEN coalesce(b.title_zh, a.title_zh) ELSE coalesce(b.title, a.title) END
           AS check_title,
       CASE :language WHEN 'zh' THEN coalesce(b.part_title_zh, a.part_title_zh)
            ELSE coalesce(b.part_title, a.part_title) END AS part_title,
       a.outcome AS check_before, b.outcome AS check_after, a.outcome AS outcome_before,
       b.outcome AS outcome_after, a.measured AS before, b.measured AS after,
       a.measured AS before_value, b.measured AS after_value, b.measured - a.measured AS change,
       coalesce(b.unit, a.unit) AS unit
FROM known AS k
LEFT JOIN side_check AS a ON a.side = 1 AND a.site = k.site AND a.check_id = k.check_id AND a.part = k.part
LEFT JOIN side_check AS b ON b.side = 2 AND b.site = k.site AND b.check_id = k.check_id AND b.part = k.part
WHERE a.outcome IS NOT b.outcome
   OR (NOT :brief AND ((a.measured IS NULL) <> (b.measured IS NULL)
                       OR abs(b.measured - a.measured) > 1e-9 * max(abs(a.measured), abs(b.measured))))
ORDER BY a.outcome IS b.outcome, k.site, coalesce(b.rank, a.rank), k.check_id, k.part;
