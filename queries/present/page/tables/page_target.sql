-- id: page_target
-- about: The targets in the plan's order.
SELECT row_number() OVER (ORDER BY t.key) - 1 AS place, t.key AS target_key, t.id FROM targets AS t
ORDER BY 1;
