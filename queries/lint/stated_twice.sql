-- id: stated_twice
-- title: The same figure in two places
-- title_zh: 同一数值两处所述
-- scope: plan
-- about: Figures of the same quantity, class, area and period that the plan gives in several places:
-- about: they must be the same as far as they are printed, and a plain figure must keep a limit that
-- about: another place sets (>= 1500 against a list of tasks of 1037). A figure that differs from several
-- about: others is held against the first.

WITH cell AS (
    SELECT c.*, coalesce(u.size, 1.0) AS size, coalesce(q.title, c.quantity) AS title,
           coalesce(q.title_zh, c.quantity) AS title_zh,
           CASE WHEN c.comparison = '=' THEN '' ELSE c.comparison || ' ' END
           || printf('%.10g', c.value) || ' ' || c.unit AS said
    FROM plan_cell AS c
    LEFT JOIN unit AS u ON u.unit = c.unit
    LEFT JOIN plan_quantity AS q ON q.quantity = c.quantity
    WHERE c.plan = (SELECT id FROM plan) AND c.amount IS NOT NULL
), pair AS (
    SELECT a.title, a.title_zh, a.quantity, trim(a.class || ' ' || a.area || ' ' || a.period) AS part,
           b.file, b.line, a.key AS key_a, b.key AS key_b, a.said AS said_a, b.said AS said_b, a.place AS place_a,
           b.place AS place_b, a.file AS file_a, a.line AS line_a, a.amount AS x, b.amount AS y,
           a.comparison AS cx, b.comparison AS cy, b.size, b.unit,
           max(a.half, b.half) + 1e-9 * max(1.0, abs(a.amount)) AS slack
    FROM cell AS a JOIN cell AS b ON b.quantity = a.quantity AND b.class = a.class
        AND b.area = a.area AND b.period = a.period AND b.key > a.key
), judged AS (
    SELECT *, abs(x - y) <= slack
              OR (cx IN ('>=', '>') AND cy NOT IN ('<=', '<', '>=', '>') AND y >= x)
              OR (cy IN ('>=', '>') AND cx NOT IN ('<=', '<', '>=', '>') AND x >= y)
              OR (cx IN ('<=', '<') AND cy NOT IN ('<=', '<', '>=', '>') AND y <= x)
              OR (cy IN ('<=', '<') AND cx NOT IN ('<=', '<', '>=', '>') AND x <= y) AS closes
    FROM pair
)
SELECT 'contradiction' AS severity, file, line, 'value' AS column_name,
       printf('%s%s: %s in %s, %s in %s (%+.10g %s)', title,
              CASE part WHEN '' THEN '' ELSE ', ' || part END, said_a,
              coalesce(nullif(place_a, ''), file_a || ':' || line_a), said_b,
              coalesce(nullif(place_b, ''), file || ':' || line),
              round((y - x) / size, 6), unit) AS finding_en,
       printf('%s%s：%s为 %s，%s为 %s（%+.10g %s）', title_zh,
              CASE part WHEN '' THEN '' ELSE '，' || part END,
              coalesce(nullif(place_a, ''), file_a || ':' || line_a), said_a,
              coalesce(nullif(place_b, ''), file || ':' || line), said_b,
              round((y - x) / size, 6), unit) AS finding_zh,
       said_a AS stated, said_b AS computed
FROM judged AS j
WHERE NOT closes
  AND key_a = (SELECT min(o.key_a) FROM judged AS o WHERE o.key_b = j.key_b AND NOT o.closes)
UNION ALL
SELECT 'closes', file, NULL, NULL,
       printf('%d figures said twice agree', count(*)),
       printf('%d 处重复所述的数值一致', count(*)), NULL, NULL
FROM judged WHERE closes GROUP BY file
ORDER BY 2, 3;
