-- id: side_verdict
-- about: Every verdict. place tells apart targets of one id.
SELECT id, row_number() OVER (PARTITION BY id ORDER BY target_key), title_en, title_zh, measure,
       area, slice, base, outcome, value, comparison, target, target_to, unit, binding, clause
FROM verdict;
