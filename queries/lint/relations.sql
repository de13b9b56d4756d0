-- id: relations
-- title: Products that must come out
-- title_zh: 乘积关系
-- scope: plan
-- about: A relation says that the product of some figures, less others, is a third: people times floor
-- about: area each is the stock. A figure is named by its quantity, with :class and @period where it has
-- about: them; a plain number stands for itself.

WITH RECURSIVE figure AS (
    SELECT quantity || CASE class WHEN '' THEN '' ELSE ':' || class END
           || CASE period WHEN '' THEN '' ELSE '@' || period END AS name,
           min(key) AS first
    FROM plan_cell WHERE plan = (SELECT id FROM plan) AND area = '' AND amount IS NOT NULL
    GROUP BY 1
), factor AS (
    SELECT r.id, e.key AS at, e.value AS name,
           CASE WHEN e.value NOT GLOB '*[^0-9.]*' THEN CAST(e.value AS REAL) ELSE c.amount END
               AS amount,
           coalesce(c.half / nullif(abs(c.amount), 0), 0.0) AS share,
           CASE WHEN c.key IS NULL THEN e.value
                ELSE printf('%.10g %s', c.value, c.unit) END AS said
    FROM plan_relation AS r, json_each('["' || replace(r.product, '|', '","') || '"]') AS e
    LEFT JOIN figure AS f ON f.name = e.value
    LEFT JOIN plan_cell AS c ON c.key = f.first
), product AS (
    SELECT id, at, amount AS total, share, said FROM factor WHERE at = 0
    UNION ALL
    SELECT p.id, f.at, p.total * f.amount, p.share + f.share, p.said || ' × ' || f.said
    FROM product AS p JOIN factor AS f ON f.id = p.id AND f.at = p.at + 1
), whole AS (
    SELECT * FROM product AS p WHERE at = (SELECT max(at) FROM factor WHERE id = p.id)
), subtracted AS (
    SELECT r.id, sum(c.amount) AS total, sum(c.half) AS half, count(*) = count(c.key) AS known,
           group_concat(printf(' − %.10g %s', c.value, c.unit), '') AS said
    FROM plan_relation AS r, json_each('["' || replace(r.less, '|', '","') || '"]') AS e
    LEFT JOIN figure AS f ON f.name = e.value LEFT JOIN plan_cell AS c ON c.key = f.first
    WHERE r.less IS NOT NULL GROUP BY r.id
), judged AS (
    SELECT r.*, e.file AS e_file, e.line AS e_line, e.value, e.unit, e.amount, e.place,
           coalesce(u.size, 1.0) AS size, w.said || coalesce(s.said, '') AS said,
           w.total - coalesce(s.total, 0.0) AS total,
           abs(w.total) * w.share + coalesce(s.half, 0.0) + e.half AS allowed, e.half
    FROM plan_relation AS r JOIN whole AS w ON w.id = r.id
    LEFT JOIN subtracted AS s ON s.id = r.id
    LEFT JOIN figure AS f ON f.name = r.equals
    LEFT JOIN plan_cell AS e ON e.key = f.first LEFT JOIN unit AS u ON u.unit = e.unit
)
SELECT CASE WHEN total IS NULL OR amount IS NULL THEN 'doubt'
            WHEN abs(total - amount) <= half * 1.000001 THEN 'closes'
            WHEN abs(total - amount) <= allowed THEN 'rounding'
            ELSE 'contradiction' END AS severity,
       coalesce(e_file, 'plan.yaml') AS file, coalesce(e_line, line) AS line,
       'value' AS column_name,
       CASE WHEN total IS NULL OR amount IS NULL THEN
                printf('relation %s names a figure that no table gives', id)
            ELSE printf('%s: %s = %.10g, stated is %.10g %s', title, said,
                        round(total / size, 4), value, unit) END AS finding_en,
       CASE WHEN total IS NULL OR amount IS NULL THEN printf('关系 %s 所用的数值不在任何表中', id)
            ELSE printf('%s：%s = %.10g，所述为 %.10g %s', title_zh, said, round(total / size, 4),
                        value, unit) END AS finding_zh,
       printf('%.10g', value) AS stated, printf('%.10g', round(total / size, 4)) AS computed
FROM judged
ORDER BY 2, 3;
