-- id: page_reason
-- about: Why something was not measured, each reason once.
WITH said AS (
    SELECT reason FROM page_measure WHERE reason IS NOT NULL
    UNION
    SELECT v.reason FROM value AS v JOIN page_measure AS m ON m.run_key = v.run_key
    WHERE v.reason IS NOT NULL
)
SELECT row_number() OVER (ORDER BY s.reason) - 1 AS place, s.reason AS en, coalesce(t.zh, s.reason) AS zh
FROM said AS s LEFT JOIN reason_text AS t ON t.reason = s.reason
ORDER BY 1;
