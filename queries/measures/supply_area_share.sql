-- id: supply_area_share
-- title: An area's share of the city's supply
-- title_zh: 区域供应占全市比重
-- unit: share
-- better: none
-- slices: comparison
-- optional: homes
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: quantity = units | what is counted | units, households, floor_area_m2
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Slice share: what an area has of all that layer programmes supplies in the years. Slice
-- about: to_residents: that share divided by the area's share of the city's residents; above 1 the
-- about: area gets more than its people alone would.
-- about_zh: 分项 share：区域供应量占全市供应量的比重。分项 to_residents：该比重与区域居民占全市居民
-- about_zh: 比重之比，大于 1 表示供应高于其人口份额。

WITH row AS (
    SELECT a.atom, CASE :quantity WHEN 'units' THEN p.units WHEN 'households' THEN p.households
                                  ELSE p.floor_area_m2 END AS amount
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE (:year_from IS NULL OR p.year >= :year_from) AND (:year_to IS NULL OR p.year <= :year_to)
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || p.mode || ',') > 0)
), whole AS (
    SELECT (SELECT sum(amount) FROM row) AS amount, (SELECT sum(residents) FROM atom_home) AS residents
), place AS (
    SELECT 'city' AS area_id UNION SELECT id FROM areas
), here AS (
    SELECT p.area_id,
           CASE p.area_id WHEN 'city' THEN w.amount ELSE
               (SELECT total(r.amount) FROM atom_area AS a JOIN row AS r ON r.atom = a.atom
                WHERE a.area_id = p.area_id) END AS amount,
           CASE p.area_id WHEN 'city' THEN w.residents ELSE
               (SELECT total(h.residents) FROM atom_area AS a JOIN atom_home AS h ON h.atom = a.atom
                WHERE a.area_id = p.area_id) END AS residents
    FROM place AS p CROSS JOIN whole AS w
)
SELECT h.area_id, 'share' AS slice, h.amount AS numerator, w.amount AS denominator,
       CASE WHEN coalesce(w.amount, 0) = 0 THEN 'nothing is supplied in these years' END AS reason
FROM here AS h CROSS JOIN whole AS w
UNION ALL
SELECT h.area_id, 'to_residents', h.amount / w.amount, h.residents / w.residents,
       CASE WHEN coalesce(w.amount, 0) = 0 THEN 'nothing is supplied in these years'
            WHEN coalesce(h.residents, 0) = 0 THEN 'no residents here' END
FROM here AS h CROSS JOIN whole AS w;
