-- id: large_project_share
-- title: Housing in large projects
-- title_zh: 集中建设项目住房占比
-- unit: share
-- better: none
-- base: units, projects
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: large_units = 500 | from how many units a project counts as built in one place | 1 .. 1000000
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- optional: sites, programmes
-- about: Share of units in projects of at least so many units: supply in one place, as against what is
-- about: spread over other projects. The threshold is a default; no plan states one.
-- about_zh: 套数不少于给定门槛的项目（集中供应）中的住房占比，其余为分散配建。门槛为缺省值，规划未予规定。

WITH counted AS (
    SELECT s.atom, s.units, s.units >= :large_units AS large
    FROM supply AS s
    WHERE s.layer = :layer AND s.units IS NOT NULL
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
)
SELECT atom, 'units' AS base, sum(units * large) AS numerator, sum(units) AS denominator
FROM counted GROUP BY atom
UNION ALL
SELECT atom, 'projects', sum(large), count(*) FROM counted WHERE units > 0 GROUP BY atom;
