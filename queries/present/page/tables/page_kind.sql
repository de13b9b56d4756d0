-- id: page_kind
-- about: The kinds of area in their order; place 0 is the whole city. first and count say which rows of
-- about: page_area are of the kind.
WITH counted AS (
    SELECT kind, count(*) AS count FROM areas WHERE id <> 'city' GROUP BY kind
)
SELECT 0 AS place, '' AS kind, 0 AS first, 1 AS count
UNION ALL
SELECT row_number() OVER (ORDER BY kind), kind,
       1 + coalesce(sum(count) OVER (ORDER BY kind ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0),
       count
FROM counted
ORDER BY 1;
