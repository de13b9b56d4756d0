-- id: conversion_by_use
-- title: Dwellings converted from other uses
-- title_zh: 非住宅改建住房套数
-- unit: dwellings
-- better: none
-- base: units
-- slices: use
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = converted | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- optional: programmes
-- about: Dwellings on sites that had, or have, another use than residential (previous_use, else use): factory, office, storage,
-- about: commerce, other; slice all is their sum. Blank mode counts every such site: the candidates.
-- about: supply_near_anchors and supply_with_services with the same mode say how well they lie.
-- about_zh: 原用途（未填则现用途）非居住的地块上的住房套数：factory 厂房、office 办公、storage 仓储、commerce 商业、
-- about_zh: other 其他；all 为合计。mode 留空则计全部此类地块（即候选）。区位与配套见同方式的邻近与配套度量。

WITH counted AS MATERIALIZED (
    SELECT s.atom, s.units,
           CASE WHEN s.former LIKE '%厂%' OR s.former LIKE '%工业%' OR s.former LIKE 'M%' OR s.former LIKE '%industr%'
                     OR s.former LIKE '%factor%' THEN 'factory'
                WHEN s.former LIKE '%仓%' OR s.former LIKE 'W%' OR s.former LIKE '%storage%' THEN 'storage'
                WHEN s.former LIKE '%办公%' OR s.former LIKE '%写字楼%' OR s.former LIKE '%office%' THEN 'office'
                WHEN s.former LIKE '%商%' OR s.former LIKE 'B%' OR s.former LIKE '%commerc%' OR s.former LIKE '%retail%'
                    THEN 'commerce' ELSE 'other' END AS use
    FROM (SELECT p.*, coalesce(t.previous_use, p.use) AS former
          FROM supply AS p JOIN sites AS t ON t.key = p.row_key
          WHERE p.layer = 'sites' AND (t.previous_use IS NOT NULL OR NOT p.is_residential)) AS s
    WHERE (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
)
SELECT atom, use AS slice, 'units' AS base, sum(units) AS numerator, NULL AS reason FROM counted GROUP BY atom, use
UNION ALL SELECT atom, 'all', 'units', sum(units), NULL FROM counted GROUP BY atom
UNION ALL SELECT NULL, 'all', 'units', NULL, 'no such site has another use than residential'
WHERE NOT EXISTS (SELECT 1 FROM counted);
