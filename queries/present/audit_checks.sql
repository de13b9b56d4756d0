-- id: audit_checks
-- title: Checks
-- title_zh: 审核项
-- about: One row per check of a site, and per part of it where the check has parts: what was measured,
-- about: what is required, why, and what would make it pass. low and high are the measured value within
-- about: the stated tolerances; flips_at is the value at which the outcome changes. In brief: only
-- about: what did not pass or is borderline.
-- text: site, check_title, part_title, check_outcome, borderline, measured_value, measured_text, comparison, required, unit, reason, remedy, clause
-- csv: site, name, check, check_title, part, part_title, check_outcome, borderline, measured_value, measured_text, comparison, required, unit, low, high, flips_by, flips_at, shortfall, reason, remedy, clause
-- json: site, check, part, outcome, borderline, measured, measured_text, comparison, required, unit, low, high, flips_by, flips_at, shortfall, reason_en, reason_zh, remedy_en, remedy_zh, clause
-- words: check_outcome, unit, flips_by, part_title
-- measured: measured, measured_value, required, low, high, flips_at, shortfall
-- boolean: borderline

SELECT c.id AS site, c.name, r.check_id AS "check",
       CASE :language WHEN 'zh' THEN d.title_zh ELSE d.title END AS check_title, r.part,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END,
                (SELECT coalesce(t.name, t.id) FROM stations AS t
                 WHERE t.id = r.part AND r.check_id = 'stations_near'), r.part) AS part_title,
       r.outcome AS check_outcome, r.outcome, r.borderline, r.measured,
       r.measured AS measured_value, r.measured_text,
       -- what a circle lacks is a list of categories, the only text here that is no name
       CASE WHEN r.check_id = 'life_circle' THEN
           (SELECT group_concat(k.title_zh, '、') FROM (SELECT * FROM category ORDER BY id) AS k
            WHERE instr(', ' || r.measured_text || ', ', ', ' || k.title || ', ') > 0) END
           AS measured_text_zh,
       CASE WHEN r.required IS NOT NULL THEN r.comparison END AS comparison, r.required, r.unit,
       r.low, r.high, r.flips_by, r.flips_at, r.shortfall,
       CASE :language WHEN 'zh' THEN r.reason_zh ELSE r.reason_en END AS reason,
       CASE :language WHEN 'zh' THEN r.remedy_zh ELSE r.remedy_en END AS remedy,
       r.reason_en, r.reason_zh, r.remedy_en, r.remedy_zh, coalesce(r.clause, d.clause) AS clause
FROM candidates AS c
JOIN check_result AS r ON r.site_key = c.key
JOIN check_definition AS d ON d.id = r.check_id
LEFT JOIN category AS g ON g.id = r.part
WHERE NOT :brief OR r.outcome <> 'pass' OR r.borderline
ORDER BY c.id, d.rank, r.check_id, r.part;
