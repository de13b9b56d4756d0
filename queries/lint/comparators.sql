-- id: comparators
-- title: Limits that count their own end, or not
-- title_zh: 界限是否含本数
-- scope: plan
-- about: The same limit said with and without its end: >37 in a table and 37 in the text; buildings of
-- about: up to and with 2000 in one plan and of before 2000 in another. The plans in the folders beside
-- about: this one are read for limits that plans share (rows of role rule).

WITH cell AS (
    SELECT c.*, c.comparison IN ('>', '<') AS strict, coalesce(q.title, c.quantity) AS title,
           coalesce(q.title_zh, c.quantity) AS title_zh, c.plan = (SELECT id FROM plan) AS own,
           CASE c.comparison WHEN '=' THEN '' ELSE c.comparison || ' ' END
           || printf('%.10g', c.value) AS said
    FROM plan_cell AS c LEFT JOIN plan_quantity AS q ON q.quantity = c.quantity
    WHERE c.amount IS NOT NULL
), inside AS (
    SELECT a.*, b.said AS other, b.place AS other_place
    FROM cell AS b JOIN cell AS a ON a.quantity = b.quantity AND a.class = b.class
        AND a.area = b.area AND a.period = b.period AND a.key > b.key AND a.strict <> b.strict
        AND abs(a.amount - b.amount) <= 1e-9 * max(1.0, abs(a.amount))
    WHERE a.own AND b.own
), between_plans AS (
    SELECT a.file, a.line, a.title, a.title_zh, a.said, b.said AS other,
           group_concat(b.plan, ', ') AS plans
    FROM (SELECT *, min(key) FROM cell WHERE own AND role = 'rule'
          GROUP BY quantity, amount, comparison) AS a
    JOIN (SELECT *, min(key) FROM cell WHERE NOT own AND role = 'rule'
          GROUP BY plan, quantity, amount, comparison ORDER BY plan) AS b
        ON b.quantity = a.quantity AND b.strict <> a.strict
        AND abs(a.amount - b.amount) <= 1e-9 * max(1.0, abs(a.amount))
    GROUP BY a.key, b.said
)
SELECT 'contradiction' AS severity, file, line, 'comparison' AS column_name,
       printf('%s: %s in %s, but %s in %s; the end is counted by one and not by the other', title,
              other, other_place, said, place) AS finding_en,
       printf('%s：%s为 %s，%s为 %s；一处含本数，一处不含', title_zh, other_place, other, place, said)
           AS finding_zh, other AS stated, said AS computed
FROM inside
UNION ALL
SELECT 'doubt', file, line, 'comparison',
       printf('%s: %s here, %s in %s; what lies on the end counts there and not here, or the other '
              || 'way round', title, said, other, plans),
       printf('%s：本规划为 %s，%s 为 %s；恰在界限上的，两处处理不同', title_zh, said, plans, other),
       said, other
FROM between_plans
ORDER BY 2, 3;
