-- id: market_stock
-- title: Saleable stock
-- title_zh: 商品住房可售（待售）面积
-- unit: m2
-- better: none
-- parameter: month = | month judged, YYYY-MM; blank is the last there is | text
-- about: Saleable floor area of layer market at the end of a month.
-- about_zh: 图层 market 某月末的可售面积。

WITH judged AS (
    SELECT *, row_number() OVER (PARTITION BY area_id ORDER BY step DESC) AS place
    FROM market_month WHERE stock_m2 IS NOT NULL AND (:month IS NULL OR month = :month)
)
SELECT area_id, stock_m2 AS numerator FROM judged WHERE place = 1;
