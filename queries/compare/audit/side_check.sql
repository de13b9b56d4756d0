-- id: side_check
-- about: The checks of an audit with their outcomes and what was measured.
SELECT c.id, r.check_id, r.part, d.rank, d.title, d.title_zh, coalesce(g.title, r.part),
       coalesce(g.title_zh, r.part), r.outcome, r.measured, r.unit
FROM check_result AS r
JOIN candidates AS c ON c.key = r.site_key
JOIN check_definition AS d ON d.id = r.check_id
LEFT JOIN category AS g ON g.id = r.part;
