-- id: bands
-- title: Bands that overlap or leave holes
-- title_zh: 分档重叠与空档
-- scope: plan
-- about: Each set of bands in order of its lower ends: two bands that hold the same number, or a number
-- about: between them that none holds.

WITH band AS (
    SELECT *, coalesce(low, -9e99) AS a, coalesce(high, 9e99) AS b,
           lead(key) OVER (PARTITION BY bands ORDER BY coalesce(low, -9e99),
                           low_included DESC, key) AS next_key
    FROM plan_band
), pair AS (
    SELECT x.file, y.line, x.bands, x.unit, x.place, x.b AS end_of, y.a AS start_of,
           CASE WHEN min(x.b, y.b) < 9e99 THEN printf('to %.10g', min(x.b, y.b)) ELSE 'on' END AS until,
           CASE WHEN min(x.b, y.b) < 9e99 THEN printf('至 %.10g', min(x.b, y.b)) ELSE '起' END
               AS until_zh,
           x.high_included AS left_in, y.low_included AS right_in,
           x.action AS first, y.action AS second
    FROM band AS x JOIN band AS y ON y.key = x.next_key
), judged AS (
    SELECT *, CASE WHEN end_of > start_of THEN 'overlap'
                   WHEN end_of < start_of THEN 'hole'
                   WHEN left_in AND right_in THEN 'shared'
                   WHEN NOT left_in AND NOT right_in THEN 'missed' ELSE 'closes' END AS how
    FROM pair
)
SELECT 'contradiction' AS severity, file, line,
       CASE how WHEN 'missed' THEN 'low_included' ELSE 'low' END AS column_name,
       CASE how
           WHEN 'shared' THEN printf('%s: %.10g %s belongs to two bands, "%s" and "%s"', bands,
                                     start_of, unit, first, second)
           WHEN 'overlap' THEN printf('%s: from %.10g %s %s both "%s" and "%s" hold', bands,
                                      start_of, until, unit, first, second)
           WHEN 'hole' THEN printf('%s: no band holds what lies between %.10g and %.10g %s', bands,
                                   end_of, start_of, unit)
           ELSE printf('%s: no band holds %.10g %s', bands, start_of, unit) END AS finding_en,
       CASE how
           WHEN 'shared' THEN printf('%s：%.10g %s 同属“%s”与“%s”两档', bands, start_of, unit, first,
                                     second)
           WHEN 'overlap' THEN printf('%s：%.10g %s %s 同属“%s”与“%s”', bands, start_of, until_zh,
                                      unit, first, second)
           WHEN 'hole' THEN printf('%s：%.10g 与 %.10g %s 之间无档', bands, end_of, start_of, unit)
           ELSE printf('%s：%.10g %s 不属任何一档', bands, start_of, unit) END AS finding_zh,
       CASE WHEN end_of < 9e99 THEN printf('%.10g', end_of) END AS stated, printf('%.10g', start_of) AS computed
FROM judged WHERE how <> 'closes'
UNION ALL
SELECT 'closes', file, NULL, NULL, printf('%s: %d borders between bands are clear', bands, count(*)),
       printf('%s：%d 处分档界限清楚', bands, count(*)), NULL, NULL
FROM judged WHERE how = 'closes' GROUP BY file, bands
ORDER BY 2, 3;
