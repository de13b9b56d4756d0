-- id: target_units
-- title: Units that were converted
-- title_zh: 单位换算
-- scope: targets
-- about: A line for each pair of units other than a percentage: how many targets were converted, and by
-- about: what.

SELECT 'converted' AS severity,
       CASE WHEN instr(min(t.origin), ':') > 0
            THEN substr(min(t.origin), 1, instr(min(t.origin), ':') - 1) END AS file,
       min(CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER)) AS line,
       'unit' AS column_name,
       printf('%s is compared with a measure in %s: × %.10g (%d rows)', t.unit, m.unit, x.factor,
              count(*)) AS finding_en,
       printf('%s 与以 %s 计的度量比较：× %.10g（%d 行）', t.unit, m.unit, x.factor, count(*)) AS finding_zh,
       t.unit AS stated, m.unit AS computed
FROM targets AS t JOIN target_value AS x ON x.target_key = t.key JOIN measure AS m ON m.id = t.measure
WHERE x.run_key IS NOT NULL AND x.factor <> 1
  AND t.unit NOT IN ('%', '％', 'percent', '百分比')
GROUP BY t.unit, m.unit, x.factor
ORDER BY t.unit, m.unit;
