-- id: land_share
-- title: Make-up of housing land
-- title_zh: 住房用地构成
-- unit: share
-- better: none
-- base: land
-- slices: what by says
-- parameter: by = land_source | what tells sites apart | land_source, status, mode, class, use, previous_use
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Site area by source of land, state, mode, class, use or former use, as a share of the site
-- about: area of all sites that say it. Sites that do not say are left out.
-- about_zh: 地块用地面积按用地来源、状态、方式、类别、用途或原用途的构成；未注明的地块不计。

WITH row AS (
    SELECT a.atom, s.site_area_m2 AS area_m2,
           CASE :by WHEN 'land_source' THEN s.land_source WHEN 'status' THEN s.status
                    WHEN 'mode' THEN s.mode WHEN 'class' THEN s.class WHEN 'use' THEN s.use
                    ELSE s.previous_use END AS slice
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || s.mode || ',') > 0)
), known AS (
    SELECT atom, slice, area_m2 FROM row WHERE slice IS NOT NULL AND area_m2 IS NOT NULL
), whole AS (
    SELECT atom, sum(area_m2) AS area_m2 FROM known GROUP BY atom
), value AS (
    SELECT DISTINCT slice FROM known
)
SELECT w.atom, v.slice, 'land' AS base,
       (SELECT total(k.area_m2) FROM known AS k WHERE k.atom = w.atom AND k.slice = v.slice)
           AS numerator,
       w.area_m2 AS denominator, NULL AS reason
FROM whole AS w CROSS JOIN value AS v
UNION ALL
SELECT NULL, '', 'land', NULL, NULL, 'no site says ' || :by WHERE NOT EXISTS (SELECT 1 FROM known);
