-- id: supply_projects
-- title: Projects
-- title_zh: 项目数
-- unit: count
-- better: higher
-- slices: class
-- parameter: count = rows | a row is one, or as many as its units say | rows, units
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: land_source = | only from these sources of land | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: previous_use = | only what was used like this before | text
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Projects of layer programmes, a row each; with count = units the things they hold, such as lifts.
-- about: Slices are the classes and all, their sum. A programme without a year counts only where no
-- about: year is asked for; it belongs to the area it lies in or names. A class that layer programmes
-- about: does not hold is not measured: nothing recorded is not the same as nothing done.
-- about_zh: 住房项目（图层 programmes）的个数，每行一个；count = units 时按项目所含数量（如电梯部数）计。
-- about_zh: 分项为各类别，all 为合计。未注明年份的项目仅在不限年份时计入；项目归入其所在或所填区域。
-- about_zh: 图层中没有的类别记为未度量：没有记录不等于没有完成。

WITH asked AS (
    SELECT a.atom, p.class, CASE :count WHEN 'units' THEN p.units ELSE 1.0 END AS amount, p.year,
           CASE WHEN (:year_from IS NULL OR p.year >= :year_from)
                     AND (:year_to IS NULL OR p.year <= :year_to)
                     AND (:mode IS NULL
                          OR instr(',' || replace(:mode, ' ', '') || ',', ',' || p.mode || ',') > 0)
                     AND (:status IS NULL
                          OR instr(',' || replace(:status, ' ', '') || ',', ',' || p.status || ',') > 0)
                     AND (:land_source IS NULL
                          OR instr(',' || replace(:land_source, ' ', '') || ',', ',' || p.land_source || ',') > 0)
                     AND (:previous_use IS NULL
                          OR instr(',' || replace(:previous_use, ' ', '') || ',', ',' || p.previous_use || ',') > 0)
                THEN 1 ELSE 0 END AS counts
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :class IS NULL
          OR instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0
), lacking AS (
    SELECT CASE WHEN count(*) = 0 THEN 'no programme of class ' || :class || ' was supplied'
                WHEN count(amount) = 0 THEN 'programmes have no units' END AS reason
    FROM asked
)
SELECT atom, class AS slice, sum(CASE WHEN counts THEN amount ELSE 0.0 END) AS numerator,
       NULL AS reason
FROM asked GROUP BY atom, class
UNION ALL
SELECT atom, 'all', sum(CASE WHEN counts THEN amount ELSE 0.0 END), NULL FROM asked
GROUP BY atom
UNION ALL
SELECT NULL, 'all', NULL, reason FROM lacking WHERE reason IS NOT NULL;
