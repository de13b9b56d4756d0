-- id: sums_over_years
-- title: Years against the total of the period
-- title_zh: 分年之和与合计
-- scope: plan
-- about: In every table that says its years add up: the figures of single years against the figure of
-- about: the whole period, for each area and class. A blank year counts as nothing. What the rounding
-- about: of the printed figures could make is told apart from what it could not.

WITH cell AS (
    SELECT c.*, coalesce(u.size, 1.0) AS size, coalesce(q.title, c.quantity) AS title,
           coalesce(q.title_zh, c.quantity) AS title_zh
    FROM plan_cell AS c
    JOIN plan_table AS t ON t.file = c.file AND instr('|' || t.sums || '|', '|years|') > 0
    LEFT JOIN unit AS u ON u.unit = c.unit
    LEFT JOIN plan_quantity AS q ON q.quantity = c.quantity
    WHERE c.plan = (SELECT id FROM plan)
), summed AS (
    SELECT file, quantity, class, area, sum(amount) AS total, sum(half) AS slack
    FROM cell WHERE period GLOB '[12][0-9][0-9][0-9]' AND amount IS NOT NULL
    GROUP BY file, quantity, class, area
), compared AS (
    SELECT w.*, s.total, abs(s.total - w.amount) AS gap, s.slack + w.half AS allowed,
           trim(w.area || ' ' || w.class) AS place_name
    FROM cell AS w JOIN summed AS s ON s.file = w.file AND s.quantity = w.quantity
        AND s.class = w.class AND s.area = w.area
    WHERE w.period = '' AND w.amount IS NOT NULL
), judged AS (
    SELECT *, gap <= 1e-9 * max(1.0, abs(amount)) AS closes FROM compared
)
SELECT CASE WHEN gap <= allowed THEN 'rounding' ELSE 'contradiction' END AS severity,
       file, line, 'value' AS column_name,
       printf('%s%s: the years add up to %.10g, stated is %.10g %s (%+.10g)', title,
              CASE place_name WHEN '' THEN '' ELSE ', ' || place_name END,
              round(total / size, 6), value, unit, round((total - amount) / size, 6)) AS finding_en,
       printf('%s%s：分年之和为 %.10g，所述合计为 %.10g %s（%+.10g）', title_zh,
              CASE place_name WHEN '' THEN '' ELSE '，' || place_name END,
              round(total / size, 6), value, unit, round((total - amount) / size, 6)) AS finding_zh,
       printf('%.10g', value) AS stated, printf('%.10g', round(total / size, 6)) AS computed
FROM judged WHERE NOT closes
UNION ALL
SELECT 'closes', file, NULL, NULL,
       printf('%s: %d sums over years close', title, count(*)),
       printf('%s：%d 处分年之和相符', title_zh, count(*)), NULL, NULL
FROM judged WHERE closes GROUP BY file, quantity
ORDER BY 2, 3;
