-- id: checks
-- about: The verdict table of a dossier: what failed first, then warnings and what is borderline, what
-- about: could not be measured, and what passed.
-- measured: measured, required, flips_at, shortfall
-- words: unit, flips_by, part_title

SELECT CASE :language WHEN 'zh' THEN d.title_zh ELSE d.title END AS title,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END,
                (SELECT coalesce(t.name, t.id) FROM stations AS t
                 WHERE t.id = r.part AND r.check_id = 'stations_near'), r.part) AS part_title,
       r.outcome, r.borderline, r.measured,
       -- what a circle lacks is a list of categories, the only text here that is no name
       coalesce(CASE WHEN :language = 'zh' AND r.check_id = 'life_circle' THEN
           (SELECT group_concat(k.title_zh, '、') FROM (SELECT * FROM category ORDER BY id) AS k
            WHERE instr(', ' || r.measured_text || ', ', ', ' || k.title || ', ') > 0) END,
                r.measured_text) AS measured_text, r.comparison, r.required, r.unit,
       r.unit AS unit_id, r.flips_by, r.flips_at, r.shortfall,
       CASE :language WHEN 'zh' THEN r.reason_zh ELSE r.reason_en END AS reason,
       CASE :language WHEN 'zh' THEN r.remedy_zh ELSE r.remedy_en END AS remedy,
       coalesce(r.clause, d.clause) AS clause
FROM check_result AS r
JOIN check_definition AS d ON d.id = r.check_id
LEFT JOIN category AS g ON g.id = r.part
WHERE r.site_key = :site
ORDER BY CASE r.outcome WHEN 'fail' THEN 1 WHEN 'warn' THEN 2 WHEN 'not measured' THEN 4
         ELSE CASE WHEN r.borderline THEN 3 ELSE 5 END END, d.rank, r.check_id, r.part;
