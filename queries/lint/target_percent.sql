-- id: target_percent
-- title: Percentages that cannot be meant
-- title_zh: 百分比取值
-- scope: targets
-- about: A share above 100 %, or given as 0.3 where the unit says %; a number above 1 where no unit says
-- about: that it is a percentage.

WITH row AS (
    SELECT t.key, t.value, t.value_to, t.unit, coalesce(t.value_to, t.value) AS most,
           t.unit IN ('%', '％', 'percent', '百分比') AS percent,
           CASE WHEN t.origin IS NULL THEN 'target ' || t.id
                ELSE substr(t.origin, 1, instr(t.origin, ':') - 1) END AS file,
           CAST(substr(t.origin, instr(t.origin, ':') + 1) AS INTEGER) AS line
    FROM targets AS t JOIN measure AS m ON m.id = t.measure AND m.unit = 'share'
    WHERE t.comparison <> 'report' AND coalesce(t.kind, '') NOT IN ('baseline', 'definition')
)
SELECT 'doubt' AS severity, file, line, 'value' AS column_name,
       CASE WHEN percent AND most > 100 THEN printf('%g %% is more than all', most)
            WHEN percent THEN printf('%g %% is less than one in a hundred; was %g %% meant?', most,
                                     100 * most)
            ELSE printf('a share of %g is more than all; was the unit %% left out?', most) END
           AS finding_en,
       CASE WHEN percent AND most > 100 THEN printf('%g%% 超过全部', most)
            WHEN percent THEN printf('%g%% 不足百分之一；是否应为 %g%%？', most, 100 * most)
            ELSE printf('占比 %g 超过全部；是否漏写单位 %%？', most) END AS finding_zh,
       printf('%g', most) AS stated, NULL AS computed
FROM row
WHERE (percent AND (most > 100 OR (most > 0 AND most < 1))) OR (NOT percent AND unit IS NULL AND most > 1)
   OR (unit = 'share' AND most > 1)
ORDER BY key;
