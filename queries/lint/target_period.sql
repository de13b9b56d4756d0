-- id: target_period
-- title: Years outside the plan
-- title_zh: 规划期外的年份
-- scope: targets
-- about: Targets of a plan whose period, or whose years among the parameters, lie outside the plan's
-- about: period and are not the year it looks out to. Baselines and definitions may.

WITH row AS (
    SELECT t.*, p.year_from, p.year_to, p.horizon,
           substr(t.origin, 1, instr(t.origin, ':') - 1) AS file,
           CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER) AS line,
           CAST(substr(t.period, 1, 4) AS INTEGER) AS first,
           CASE WHEN t.period GLOB '*-[12][0-9][0-9][0-9]*'
                THEN CAST(substr(t.period, instr(t.period, '-') + 1, 4) AS INTEGER)
                ELSE CAST(substr(t.period, 1, 4) AS INTEGER) END AS last,
           json_extract(r.parameters, '$.year_from') AS from_asked,
           json_extract(r.parameters, '$.year_to') AS to_asked
    FROM targets AS t JOIN plan AS p ON p.id = t.plan
    LEFT JOIN target_value AS x ON x.target_key = t.key LEFT JOIN run AS r ON r.key = x.run_key
    -- A row that only reports may look at another year; years of building are no years of the plan.
    WHERE coalesce(t.kind, '') NOT IN ('baseline', 'definition')
      AND NOT (t.comparison = 'report' AND t.kind = 'qualitative')
)
SELECT 'doubt' AS severity, file, line, 'period' AS column_name,
       printf('%s lies outside the plan''s period %d-%d', period, year_from, year_to) AS finding_en,
       printf('%s 不在规划期 %d—%d 内', period, year_from, year_to) AS finding_zh,
       period AS stated, NULL AS computed
FROM row
WHERE period GLOB '[12][0-9][0-9][0-9]*'
  AND (first NOT BETWEEN year_from AND year_to OR last NOT BETWEEN year_from AND year_to)
  AND NOT (first IS horizon AND last IS horizon)
UNION ALL
SELECT 'doubt', file, line, 'parameters',
       printf('years %s to %s reach outside the plan''s period %d-%d', coalesce(from_asked, '…'),
              coalesce(to_asked, '…'), year_from, year_to),
       printf('年份 %s 至 %s 超出规划期 %d—%d', coalesce(from_asked, '…'), coalesce(to_asked, '…'),
              year_from, year_to), parameters, NULL
FROM row
WHERE measure NOT IN ('renewal_scope', 'renovated_share', 'old_estate_clusters')
  AND (from_asked NOT BETWEEN year_from AND max(year_to, coalesce(horizon, 0))
       OR to_asked NOT BETWEEN year_from AND max(year_to, coalesce(horizon, 0)))
ORDER BY 3, 4;
