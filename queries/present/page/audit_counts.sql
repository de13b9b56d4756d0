-- id: audit_counts
-- title: Sites counted
-- title_zh: 地块计数
-- about: How many sites pass, fail, warn or are not measured, and how many of them are borderline. brief:
-- about: sites are too many for every check with its words.
-- boolean: brief
SELECT count(*) FILTER (WHERE o.outcome = 'pass') AS pass, count(*) FILTER (WHERE o.outcome = 'fail') AS fail,
       count(*) FILTER (WHERE o.outcome = 'warn') AS warn,
       count(*) FILTER (WHERE o.outcome = 'not measured') AS not_measured,
       count(*) FILTER (WHERE o.borderline) AS borderline, count(*) AS total,
       count(*) > 300 AS brief
FROM candidates AS c LEFT JOIN site_outcome AS o ON o.site_key = c.key;
