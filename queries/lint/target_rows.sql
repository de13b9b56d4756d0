-- id: target_rows
-- title: Rows of targets.csv that cannot be run
-- title_zh: 无法执行的条目
-- scope: plan
-- about: An unknown measure, parameter or unit; an area that plan.yaml does not name; rows that were not
-- about: taken at all.

SELECT 'contradiction' AS severity, substr(t.origin, 1, instr(t.origin, ':') - 1) AS file,
       CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER) AS line,
       x.column_name, x.reason AS finding_en,
       coalesce((SELECT zh FROM reason_text AS z WHERE z.reason = x.reason), x.reason) AS finding_zh,
       NULL AS stated, NULL AS computed
FROM targets AS t JOIN target_value AS x ON x.target_key = t.key
WHERE x.column_name IN ('measure', 'parameters', 'unit') AND t.plan IS NOT NULL
UNION ALL
SELECT 'contradiction', substr(t.origin, 1, instr(t.origin, ':') - 1),
       CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER), 'area',
       printf('unknown area ''%s'': plan.yaml does not name it', t.area),
       printf('未知区域“%s”：plan.yaml 未列', t.area), t.area, NULL
FROM targets AS t
WHERE t.plan IS NOT NULL AND coalesce(t.area, '') NOT IN ('', 'city', '全市')
  AND NOT EXISTS (SELECT 1 FROM plan_area AS a WHERE a.name = t.area)
UNION ALL
SELECT 'contradiction', 'targets.csv', CAST(replace(r.feature, 'line ', '') AS INTEGER), r.column_name,
       r.reason, r.reason, NULL, NULL
FROM reject AS r WHERE r.layer = 'targets'
ORDER BY 2, 3;
