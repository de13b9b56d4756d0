-- id: table_cells
-- title: Cells that were read otherwise than printed
-- title_zh: 表格单元的读法
-- scope: plan
-- about: A number printed in a cell that was given no value, a unit nobody knows, an area the plan file
-- about: does not name, a year outside the plan's period and the five years before it.

SELECT 'doubt' AS severity, c.file, c.line, 'value' AS column_name,
       printf('the cell is printed %s, but has no value', c.value_text) AS finding_en,
       printf('单元格印为 %s，但未填数值', c.value_text) AS finding_zh,
       c.value_text AS stated, NULL AS computed
FROM plan_cell AS c
WHERE c.plan = (SELECT id FROM plan) AND c.value IS NULL AND c.value_text GLOB '*[0-9]*'
UNION ALL
SELECT 'doubt', c.file, c.line, 'unit', printf('unknown unit %s; figures in it are compared as they are', c.unit),
       printf('未知单位 %s；按原数比较', c.unit), c.unit, NULL
FROM plan_cell AS c
WHERE c.plan = (SELECT id FROM plan) AND c.unit <> ''
  AND NOT EXISTS (SELECT 1 FROM unit AS u WHERE u.unit = c.unit)
UNION ALL
SELECT 'doubt', c.file, c.line, 'area', printf('unknown area %s: plan.yaml does not name it', c.area),
       printf('未知区域 %s：plan.yaml 未列', c.area), c.area, NULL
FROM plan_cell AS c
WHERE c.plan = (SELECT id FROM plan) AND c.area <> ''
  AND NOT EXISTS (SELECT 1 FROM plan_area AS a WHERE a.name = c.area)
UNION ALL
SELECT 'doubt', c.file, c.line, 'period', printf('year %s lies outside the plan', c.period),
       printf('年份 %s 不在规划期内', c.period), c.period, NULL
FROM plan_cell AS c JOIN plan AS p ON p.id = c.plan
WHERE c.period GLOB '[12][0-9][0-9][0-9]'
  AND CAST(c.period AS INTEGER) NOT BETWEEN p.year_from - 11 AND coalesce(p.horizon, p.year_to)
ORDER BY 2, 3;
