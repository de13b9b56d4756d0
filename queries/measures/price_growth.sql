-- id: price_growth
-- title: Growth of prices per year
-- title_zh: 房价年均增速
-- unit: share
-- better: none
-- parameter: year_from = | year of the first price; blank is the first there is | 1800 .. 2200
-- parameter: year_to = | year of the last price; blank is the last there is | 1800 .. 2200
-- about: Mean price of the last year divided by that of the first, as growth per year compounded.
-- about: A year's price is weighted by the area sold.
-- about_zh: 末年均价与首年均价之比折合的年均复合增速；年均价按销售面积加权。

WITH yearly AS (
    SELECT area_id, CAST(substr(month, 1, 4) AS INTEGER) AS year,
           sum(price * sold_m2) / sum(sold_m2) AS price
    FROM market_month WHERE price > 0 AND sold_m2 > 0 GROUP BY area_id, substr(month, 1, 4)
), span AS (
    SELECT area_id, coalesce(:year_from, min(year)) AS first, coalesce(:year_to, max(year)) AS last
    FROM yearly GROUP BY area_id
), ends AS (
    SELECT s.area_id, s.first, s.last,
           (SELECT price FROM yearly AS y WHERE y.area_id = s.area_id AND y.year = s.first) AS before,
           (SELECT price FROM yearly AS y WHERE y.area_id = s.area_id AND y.year = s.last) AS after
    FROM span AS s
)
SELECT area_id, pow(after / before, 1.0 / nullif(last - first, 0)) - 1 AS numerator,
       CASE WHEN last <= first OR after IS NULL OR before IS NULL THEN 'needs prices of two years'
       END AS reason
FROM ends
UNION ALL
SELECT 'city', NULL, 'layer market says no prices' WHERE NOT EXISTS (SELECT 1 FROM yearly);
