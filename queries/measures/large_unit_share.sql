-- id: large_unit_share
-- title: Share of large dwellings
-- title_zh: 大户型（改善型）住房占比
-- unit: share
-- better: none
-- denominator: dwellings
-- parameter: by = counted | the numbers the rows state, or the mean floor area of a row's dwellings | counted, mean_size
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: layer = sites | what is counted | sites, programmes, homes
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: side = above | dwellings of at least size_m2, or those below it | above, below
-- parameter: size_m2 = 90 | floor area of a dwelling that counts as large | 10 .. 1000
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: homes if layer = homes
-- optional: sites, programmes, homes
-- about: Dwellings of at least 90 m2 as a share of all dwellings of the rows that state both. by = mean_size
-- about: judges a row as a whole by floor area over dwellings: coarser, but any size can be asked,
-- about: and it works for existing homes. Years are of supply, or of building for homes.
-- about_zh: 不低于 90 m² 的住房套数占（填有两项数值的）全部套数的比重。by = mean_size 时按每行的套均
-- about_zh: 建筑面积整体判断：较粗，但可取任意面积，也适用于现状住房。年份为供应年份，现状住房为建成年份。

WITH row AS (
    SELECT a.atom, s.class, s.mode, s.year, s.dwellings, s.large_dwellings AS counted,
           coalesce(s.floor_area_m2, s.far * s.site_area_m2) / nullif(s.dwellings, 0) AS mean_m2
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key WHERE :layer = 'sites'
    UNION ALL
    SELECT a.atom, p.class, p.mode, p.year, p.units, p.large_units,
           p.floor_area_m2 / nullif(p.units, 0)
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :layer = 'programmes'
    UNION ALL
    SELECT a.atom, h.class, NULL, h.build_year, h.dwellings, NULL,
           h.floor_area_m2 / nullif(h.dwellings, 0)
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key WHERE :layer = 'homes'
), judged AS (
    SELECT r.atom, r.dwellings,
           CASE WHEN :by = 'counted' THEN r.counted
                WHEN r.mean_m2 IS NOT NULL THEN iif(r.mean_m2 >= :size_m2, r.dwellings, 0.0) END AS fits
    FROM row AS r
    WHERE (:year_from IS NULL OR r.year >= :year_from) AND (:year_to IS NULL OR r.year <= :year_to)
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
), lacking AS (
    SELECT CASE WHEN :by = 'counted' AND :size_m2 <> 90
                    THEN 'large_dwellings are counted at 90 m2; another size needs by = mean_size'
                WHEN :by = 'counted' AND count(fits) = 0
                    THEN 'no row of ' || :layer || ' says large_dwellings or large_units'
                WHEN count(fits) = 0
                    THEN 'no row of ' || :layer || ' says floor area and dwellings' END AS reason
    FROM judged
)
SELECT atom, sum(CASE WHEN :side = 'above' THEN fits ELSE dwellings - fits END) AS numerator,
       sum(dwellings) AS denominator, NULL AS reason
FROM judged WHERE fits IS NOT NULL AND dwellings IS NOT NULL GROUP BY atom
UNION ALL
SELECT NULL, NULL, NULL, reason FROM lacking WHERE reason IS NOT NULL;
