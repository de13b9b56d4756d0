-- id: demand_components
-- title: Demand by its components
-- title_zh: 住房需求：新房需求结构法
-- unit: m2
-- better: none
-- slices: component
-- parameter: added_residents = | people added in the period | -1000000000 .. 1000000000
-- parameter: improving_households = | households that move to a better home | 0 .. 1000000000
-- parameter: improving_m2 = | floor area each of them buys | 0 .. 1000
-- parameter: outside_share = | share of all sales to buyers from outside | 0 .. 0.99
-- parameter: per_resident_m2 = | floor area for each person added | 0 .. 500
-- about: New homes for the people added (growth), for those who better themselves (improvement) and for
-- about: buyers from outside (outside, a share of the whole). all is their sum. Plans that name the
-- about: method state none of its figures: without them nothing is measured.
-- about_zh: 新增人口（growth）、改善（improvement）与外地购房（outside，占总量的比例）三项新房需求，all 为合计。
-- about_zh: 规划只列方法、未列参数；不填则不度量。

WITH part AS (
    SELECT max(0.0, :added_residents * :per_resident_m2) AS growth,
           :improving_households * :improving_m2 AS improvement
), outside AS (
    SELECT *, (growth + improvement) * :outside_share / (1 - :outside_share) AS outside FROM part
), said AS (
    SELECT 'growth' AS slice, growth AS amount FROM outside
    UNION ALL SELECT 'improvement', improvement FROM outside
    UNION ALL SELECT 'outside', outside FROM outside
    UNION ALL SELECT 'all', growth + improvement + outside FROM outside
)
SELECT 'city' AS area_id, slice, amount AS numerator,
       CASE WHEN amount IS NULL THEN 'give added_residents, per_resident_m2, improving_households, '
                                     || 'improving_m2 and outside_share' END AS reason
FROM said;
