-- id: supply_variation
-- title: Unsteadiness of yearly supply
-- title_zh: 年度供应波动（变异系数）
-- unit: ratio
-- better: lower
-- denominator: mean amount of a year
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: quantity = units | units or floor_area_m2 of programmes, or site_area_m2 of sites | units, floor_area_m2, site_area_m2
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: programmes if quantity = units
-- needs: programmes if quantity = floor_area_m2
-- needs: sites if quantity = site_area_m2
-- optional: programmes, sites
-- about: Standard deviation of the yearly amounts divided by their mean (coefficient of variation);
-- about: 0 is perfectly steady. Years without any supply count as 0. Blank years: the first and last
-- about: that the layer says.
-- about_zh: 各年供应量的标准差与均值之比，0 为完全平稳。无供应的年份按 0 计；未填年份时取图层首末年份。

WITH row AS (
    SELECT a.atom, p.year, CASE :quantity WHEN 'units' THEN p.units ELSE p.floor_area_m2 END AS amount
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :quantity <> 'site_area_m2' AND p.year IS NOT NULL AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0)
    UNION ALL
    SELECT a.atom, s.year, s.site_area_m2
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :quantity = 'site_area_m2' AND s.year IS NOT NULL AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0)
), span AS (
    SELECT coalesce(:year_from, min(year)) AS first, coalesce(:year_to, max(year)) AS last FROM row
), yearly AS (
    SELECT 'city' AS area_id, year, total(amount) AS amount FROM row GROUP BY year
    UNION ALL
    SELECT a.area_id, r.year, total(r.amount)
    FROM row AS r JOIN atom_area AS a ON a.atom = r.atom WHERE a.area_id <> 'city'
    GROUP BY a.area_id, r.year
), moment AS (
    SELECT y.area_id, s.last - s.first + 1.0 AS years, sum(y.amount) AS sum, sum(y.amount * y.amount) AS squares
    FROM yearly AS y CROSS JOIN span AS s
    WHERE y.year BETWEEN s.first AND s.last GROUP BY y.area_id
)
SELECT area_id, sqrt(max(0.0, squares / years - (sum / years) * (sum / years))) AS numerator,
       sum / years AS denominator,
       CASE WHEN years < 2 THEN 'needs at least two years' END AS reason
FROM moment;
