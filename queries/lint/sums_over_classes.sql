-- id: sums_over_classes
-- title: Classes against what they are classes of
-- title_zh: 类别树
-- scope: plan
-- about: For every branch of a class tree: what its parts add up to, for each area and year. Only
-- about: branches all of whose parts the table gives.

WITH cell AS (
    SELECT c.*, coalesce(nullif(c.class, ''), 'all') AS node, coalesce(u.size, 1.0) AS size,
           coalesce(q.title, c.quantity) AS title, coalesce(q.title_zh, c.quantity) AS title_zh
    FROM plan_cell AS c
    JOIN plan_table AS t ON t.file = c.file AND instr('|' || t.sums || '|', '|classes|') > 0
    LEFT JOIN unit AS u ON u.unit = c.unit
    LEFT JOIN plan_quantity AS q ON q.quantity = c.quantity
    WHERE c.plan = (SELECT id FROM plan)
), branch AS (
    SELECT tree, parent, count(*) AS children FROM plan_tree GROUP BY tree, parent
), summed AS (
    SELECT c.file, b.tree, b.parent, c.area, c.period, sum(c.amount) AS total,
           sum(c.half) AS slack, b.children,
           group_concat(printf('%.10g', c.value), ' + ') AS parts
    FROM branch AS b JOIN plan_tree AS p ON p.tree = b.tree AND p.parent = b.parent
    JOIN (SELECT * FROM cell ORDER BY key) AS c ON c.quantity = b.tree AND c.node = p.child
        AND c.amount IS NOT NULL
    GROUP BY c.file, b.tree, b.parent, c.area, c.period
    HAVING count(DISTINCT c.node) = b.children
), compared AS (
    SELECT w.*, s.total, s.parts, s.parent, abs(s.total - w.amount) AS gap,
           s.slack + w.half AS allowed, trim(w.node || ' ' || w.area || ' ' || w.period) AS part_name
    FROM summed AS s JOIN cell AS w ON w.file = s.file AND w.quantity = s.tree AND w.node = s.parent
        AND w.area = s.area AND w.period = s.period AND w.amount IS NOT NULL
), judged AS (
    SELECT *, gap <= 1e-9 * max(1.0, abs(amount)) AS closes FROM compared
)
SELECT CASE WHEN gap <= allowed THEN 'rounding' ELSE 'contradiction' END AS severity,
       file, line, 'value' AS column_name,
       printf('%s, %s: %s = %.10g, stated is %.10g %s', title, part_name, parts,
              round(total / size, 6), value, unit) AS finding_en,
       printf('%s，%s：%s = %.10g，所述为 %.10g %s', title_zh, part_name, parts,
              round(total / size, 6), value, unit) AS finding_zh,
       printf('%.10g', value) AS stated, printf('%.10g', round(total / size, 6)) AS computed
FROM judged WHERE NOT closes
UNION ALL
SELECT 'closes', file, NULL, NULL, printf('%s: %d branches close', title, count(*)),
       printf('%s：%d 个类别分支相符', title_zh, count(*)), NULL, NULL
FROM judged WHERE closes GROUP BY file, quantity
UNION ALL
-- A class that the tree does not know is counted beside it, or twice.
SELECT 'doubt', c.file, c.line, 'class',
       printf('%s: %s (%.10g %s) is in no branch of the tree; it may be counted twice', c.title,
              c.class, c.value, c.unit),
       printf('%s：%s（%.10g %s）不在类别树内，可能与其他类别重复', c.title_zh, c.class, c.value,
              c.unit), printf('%.10g', c.value), NULL
FROM cell AS c
WHERE c.class <> '' AND c.area = '' AND c.period = '' AND c.value IS NOT NULL
  AND EXISTS (SELECT 1 FROM plan_tree AS t WHERE t.tree = c.quantity)
  AND NOT EXISTS (SELECT 1 FROM plan_tree AS t WHERE t.tree = c.quantity
                  AND c.class IN (t.parent, t.child))
ORDER BY 2, 3;
