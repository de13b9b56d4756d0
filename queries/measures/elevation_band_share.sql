-- id: elevation_band_share
-- title: Housing land in a band of elevation
-- title_zh: 位于给定海拔区间的住房用地占比
-- unit: share
-- better: higher
-- base: land, units, floor_area_m2, projects
-- slices: part
-- parameter: min_m = 800 | lowest elevation | -500 .. 9000
-- parameter: max_m = 1800 | highest elevation | -500 .. 9000
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- optional: programmes
-- about: Share of sites whose mean elevation lies in a band, both ends included (slice in_band), of
-- about: the sites whose elevation is known; slice unknown is the share of those it is not known of.
-- about_zh: 平均海拔位于给定区间（含两端）的地块占比（分项 in_band），以海拔已知的地块为分母；分项 unknown 为
-- about_zh: 海拔未知的占比。

WITH counted AS MATERIALIZED (
    SELECT s.atom, s.units, s.floor_area_m2, s.land_m2, t.elevation_m,
           t.elevation_m BETWEEN :min_m AND :max_m AS hit, t.elevation_m IS NULL AS blank
    FROM supply AS s JOIN sites AS t ON t.key = s.row_key
    WHERE s.layer = 'sites'
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), summed AS MATERIALIZED (
    SELECT atom, 'in_band' AS slice, sum(units * hit) AS nu, sum(units) AS du,
           sum(floor_area_m2 * hit) AS nf, sum(floor_area_m2) AS df,
           sum(land_m2 * hit) AS nl, sum(land_m2) AS dl, sum(hit) AS np, count(*) AS dp
    FROM counted WHERE NOT blank GROUP BY atom
    UNION ALL
    SELECT atom, 'unknown' AS slice, sum(units * blank) AS nu, sum(units) AS du,
           sum(floor_area_m2 * blank) AS nf, sum(floor_area_m2) AS df,
           sum(land_m2 * blank) AS nl, sum(land_m2) AS dl, sum(blank) AS np, count(*) AS dp
    FROM counted WHERE 1 GROUP BY atom
)
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, 'in_band', b.value, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM counted) THEN 'sites have no elevation_m' ELSE 'no such sites' END
FROM json_each('["units","floor_area_m2","land","projects"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM counted WHERE NOT blank);
