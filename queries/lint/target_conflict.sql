-- id: target_conflict
-- title: Rows that contradict each other
-- title_zh: 相互矛盾的条目
-- scope: targets
-- about: Two rows about the same value of the same run (measure, parameters, area, slice, base, period)
-- about: that no number can keep both.

WITH row AS (
    SELECT t.key, t.id, t.comparison, x.run_key, coalesce(t.area, '') AS area,
           coalesce(t.slice, '') AS slice, coalesce(t.base, '') AS base,
           coalesce(t.period, '') AS period,
           CASE WHEN t.comparison IN ('>=', '>', '=', 'between') THEN t.value * x.factor
                ELSE -9e99 END AS low,
           CASE WHEN t.comparison = 'between' THEN t.value_to * x.factor
                WHEN t.comparison IN ('<=', '<', '=') THEN t.value * x.factor ELSE 9e99 END AS high,
           t.comparison IN ('>', '<') AS strict,
           t.comparison || ' ' || printf('%.10g', t.value)
           || CASE WHEN t.value_to IS NULL THEN '' ELSE printf(' – %.10g', t.value_to) END
           || coalesce(' ' || t.unit, '') AS said,
           CASE WHEN t.origin IS NULL THEN 'target ' || t.id
                ELSE substr(t.origin, 1, instr(t.origin, ':') - 1) END AS file,
           CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER) AS line
    FROM targets AS t JOIN target_value AS x ON x.target_key = t.key
    WHERE x.run_key IS NOT NULL AND t.comparison <> 'report'
      AND coalesce(t.kind, '') NOT IN ('baseline', 'definition')
)
SELECT 'contradiction' AS severity, b.file, b.line, 'value' AS column_name,
       printf('%s cannot be kept together with %s of row %s', b.said, a.said, a.id) AS finding_en,
       printf('%s 与 %s 的 %s 不能同时满足', b.said, a.id, a.said) AS finding_zh,
       a.said AS stated, b.said AS computed
FROM row AS a JOIN row AS b ON b.run_key = a.run_key AND b.area = a.area AND b.slice = a.slice
    AND b.base = a.base AND b.period = a.period AND b.key > a.key
WHERE max(a.low, b.low) > min(a.high, b.high) + 1e-9 * max(1.0, abs(min(a.high, b.high)))
   OR (max(a.low, b.low) = min(a.high, b.high) AND (a.strict OR b.strict))
ORDER BY b.key;
