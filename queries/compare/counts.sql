-- id: counts
-- title: Counted
-- title_zh: 汇总
-- about: How many verdicts and values differ, and in which way.

SELECT (SELECT count(*) FROM verdict_change WHERE state = 'outcome') AS outcomes_changed,
       (SELECT count(*) FROM verdict_change WHERE state IN ('changed', 'other target'))
           AS verdicts_moved,
       (SELECT count(*) FROM verdict_change WHERE state = 'same') AS verdicts_same,
       (SELECT count(*) FROM verdict_change WHERE state LIKE 'only%') AS verdicts_single,
       (SELECT count(*) FROM value_change WHERE state IN
           ('changed', 'measured now', 'not measured now', 'other reason')) AS values_changed,
       (SELECT count(*) FROM value_change WHERE state = 'same') AS values_same,
       (SELECT count(*) FROM value_change WHERE state LIKE 'only%') AS values_single;
