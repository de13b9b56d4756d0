-- id: demand_stock
-- title: Demand from population and stock
-- title_zh: 住房需求：人口趋势法
-- unit: m2
-- better: none
-- clause: 人口 × 人均面积 − 现有存量
-- parameter: per_resident_m2 = | floor area a resident is to have | 1 .. 500
-- parameter: population = | residents to be housed | 0 .. 10000000000
-- parameter: stock_m2 = | floor area there is; blank: the floor area of layer homes | 0 .. 100000000000000
-- optional: homes
-- about: Residents times the floor area each is to have, less the floor area there is: what has to
-- about: be added by then. Below 0 the stock suffices.
-- about_zh: 规划期末人口乘以人均住房面积，减去现有住房面积，即期内应新增的面积；小于 0 即存量已足。

WITH stock AS (
    SELECT coalesce(:stock_m2, (SELECT sum(floor_area_m2) FROM homes)) AS stock_m2
)
SELECT 'city' AS area_id, :population * :per_resident_m2 - stock_m2 AS numerator,
       CASE WHEN :population IS NULL OR :per_resident_m2 IS NULL THEN 'give population and per_resident_m2'
            WHEN stock_m2 IS NULL THEN 'give stock_m2, or homes with floor_area_m2' END AS reason
FROM stock;
