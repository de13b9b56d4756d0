-- id: demand_sales
-- title: Demand as in the last period
-- title_zh: 住房需求：与上期持平
-- unit: m2
-- better: none
-- clause: 上期销售面积
-- parameter: base_from = | first year of the sales taken from layer market | 1800 .. 2200
-- parameter: base_to = | last year of the sales taken from layer market | 1800 .. 2200
-- parameter: sales_m2 = | sales of the period before; blank: those of layer market | 0 .. 100000000000
-- optional: market
-- about: Sales of the last period, taken to go on. Sales of layer market count only where every month
-- about: of the years is there.
-- about_zh: 预计与上一时期销售面积大体相当。取自图层 market 时须所列年份各月齐全。

WITH sales AS (
    SELECT coalesce(:sales_m2, (
        SELECT sum(sold_m2) FROM market_month
        WHERE area_id = 'city'
              AND CAST(substr(month, 1, 4) AS REAL) BETWEEN :base_from AND :base_to
        HAVING count(sold_m2) = (:base_to - :base_from + 1) * 12)) AS sales_m2
)
SELECT 'city' AS area_id, sales_m2 AS numerator,
       CASE WHEN sales_m2 IS NULL THEN 'give sales_m2, or layer market with all months of base_from to base_to'
       END AS reason
FROM sales;
