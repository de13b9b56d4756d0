-- id: market_sales
-- title: Floor area sold
-- title_zh: 商品住房销售面积
-- unit: m2
-- better: none
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Sales of layer market, summed over the months of the years; months that are missing count
-- about: nothing, so a period that the layer holds in part is too low.
-- about_zh: 图层 market 在所列年份各月销售面积之和；缺失月份不计，期间不完整时偏低。

SELECT area_id, sum(sold_m2) AS numerator FROM market_month
WHERE (:year_from IS NULL OR substr(month, 1, 4) >= CAST(CAST(:year_from AS INTEGER) AS TEXT))
      AND (:year_to IS NULL OR substr(month, 1, 4) <= CAST(CAST(:year_to AS INTEGER) AS TEXT))
GROUP BY area_id;
