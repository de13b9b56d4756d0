-- id: demand_growth
-- title: Demand from the growth of sales
-- title_zh: 住房需求：销售增速法
-- unit: m2
-- better: none
-- clause: 上期销售面积 × (1 + 增速)
-- parameter: base_from = | first year of the sales taken from layer market | 1800 .. 2200
-- parameter: base_to = | last year of the sales taken from layer market | 1800 .. 2200
-- parameter: growth = | growth against the period before, 0.359 is 35.9 % | -1 .. 100
-- parameter: sales_m2 = | sales of the period before; blank: those of layer market | 0 .. 100000000000
-- optional: market
-- about: Sales of the last period, raised by the growth they had. Sales of layer market count only
-- about: where every month of the years is there.
-- about_zh: 上一时期销售面积按其增速外推。取自图层 market 时须所列年份各月齐全。

WITH sales AS (
    SELECT coalesce(:sales_m2, (
        SELECT sum(sold_m2) FROM market_month
        WHERE area_id = 'city'
              AND CAST(substr(month, 1, 4) AS REAL) BETWEEN :base_from AND :base_to
        HAVING count(sold_m2) = (:base_to - :base_from + 1) * 12)) AS sales_m2
)
SELECT 'city' AS area_id, sales_m2 * (1 + :growth) AS numerator,
       CASE WHEN :growth IS NULL THEN 'give growth'
            WHEN sales_m2 IS NULL THEN 'give sales_m2, or layer market with all months of base_from to base_to'
       END AS reason
FROM sales;
