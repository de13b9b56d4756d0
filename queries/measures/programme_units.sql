-- id: programme_units
-- title: Programme units by class
-- title_zh: 住房项目套数
-- unit: dwellings
-- better: higher
-- base: units
-- slices: class
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- parameter: mode = | only this mode, e.g. new, converted, purchased, renewed | text
-- parameter: status = | only this status | text
-- about: Units of layer programmes by class; slice all is their sum. Programmes without a year count
-- about: only where no year is asked for. A programme belongs to the area it lies in or names.
-- about_zh: 住房项目（图层 programmes）按类别的套数；分项 all 为合计。未注明年份的项目仅在不限年份时计入。
-- about_zh: 项目归入其所在或所填区域。

WITH counted AS (
    SELECT a.atom, p.class,
           CASE WHEN (:year_from IS NULL OR p.year >= :year_from)
                     AND (:year_to IS NULL OR p.year <= :year_to)
                     AND (:mode IS NULL OR p.mode = :mode)
                     AND (:status IS NULL OR p.status = :status) THEN p.units ELSE 0.0 END AS units
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
)
SELECT atom, class AS slice, 'units' AS base, sum(units) AS numerator FROM counted
GROUP BY atom, class
UNION ALL
SELECT atom, 'all', 'units', sum(units) FROM counted GROUP BY atom;
