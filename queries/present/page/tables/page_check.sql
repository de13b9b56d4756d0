-- id: page_check
-- about: The checks of an audit in their order.
SELECT row_number() OVER (ORDER BY d.rank, d.id) - 1 AS place, d.id FROM check_definition AS d
ORDER BY 1;
