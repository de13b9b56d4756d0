-- id: sums_over_areas
-- title: Areas against the whole
-- title_zh: 分区之和与全市
-- scope: plan
-- about: In every table that says its areas add up: the figures of the areas against that of the whole,
-- about: for each class and year. Where the table has no row for the whole, the areas are held against
-- about: every other place of the plan that says it.

WITH cell AS (
    SELECT c.*, coalesce(u.size, 1.0) AS size, coalesce(q.title, c.quantity) AS title,
           coalesce(q.title_zh, c.quantity) AS title_zh
    FROM plan_cell AS c
    LEFT JOIN unit AS u ON u.unit = c.unit
    LEFT JOIN plan_quantity AS q ON q.quantity = c.quantity
    WHERE c.plan = (SELECT id FROM plan)
), summed AS (
    SELECT c.file, c.quantity, c.class, c.period, sum(c.amount) AS total, sum(c.half) AS slack,
           min(c.line) AS first_line, min(c.place) AS parts_place
    FROM cell AS c
    JOIN plan_table AS t ON t.file = c.file AND instr('|' || t.sums || '|', '|areas|') > 0
    WHERE c.area <> '' AND c.amount IS NOT NULL
    GROUP BY c.file, c.quantity, c.class, c.period
    HAVING count(*) > 1
), compared AS (
    SELECT w.*, s.total, s.parts_place, s.file AS parts_file, s.first_line,
           abs(s.total - w.amount) AS gap, s.slack + w.half AS allowed,
           trim(w.class || ' ' || w.period) AS part_name
    FROM summed AS s JOIN cell AS w ON w.quantity = s.quantity AND w.class = s.class
        AND w.period = s.period AND w.area = '' AND w.amount IS NOT NULL
    WHERE w.file = s.file
       OR NOT EXISTS (SELECT 1 FROM cell AS o WHERE o.file = s.file AND o.quantity = s.quantity
                      AND o.class = s.class AND o.period = s.period AND o.area = ''
                      AND o.amount IS NOT NULL)
), judged AS (
    SELECT *, gap <= 1e-9 * max(1.0, abs(amount))
              OR (comparison IN ('>=', '>') AND total >= amount)
              OR (comparison IN ('<=', '<') AND total <= amount) AS closes FROM compared
)
SELECT CASE WHEN gap <= allowed THEN 'rounding' ELSE 'contradiction' END AS severity,
       file, line, 'value' AS column_name,
       printf('%s%s: the areas %sadd up to %.10g, stated is %s%.10g %s%s (%+.10g)', title,
              CASE part_name WHEN '' THEN '' ELSE ', ' || part_name END,
              CASE WHEN file = parts_file THEN '' ELSE 'in ' || parts_place || ' ' END,
              round(total / size, 6), CASE comparison WHEN '=' THEN '' ELSE comparison || ' ' END,
              value, unit, CASE WHEN place = '' THEN '' ELSE ' in ' || place END,
              round((total - amount) / size, 6)) AS finding_en,
       printf('%s%s：%s分区之和为 %.10g，%s所述为 %s%.10g %s（%+.10g）', title_zh,
              CASE part_name WHEN '' THEN '' ELSE '，' || part_name END,
              CASE WHEN file = parts_file THEN '' ELSE parts_place END,
              round(total / size, 6), place, CASE comparison WHEN '=' THEN '' ELSE comparison END,
              value, unit, round((total - amount) / size, 6)) AS finding_zh,
       printf('%.10g', value) AS stated, printf('%.10g', round(total / size, 6)) AS computed
FROM judged WHERE NOT closes
UNION ALL
SELECT 'closes', parts_file, NULL, NULL,
       printf('%s: %d sums over areas close', title, count(*)),
       printf('%s：%d 处分区之和相符', title_zh, count(*)), NULL, NULL
FROM judged WHERE closes GROUP BY parts_file, quantity
ORDER BY 2, 3;
