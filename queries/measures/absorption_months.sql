-- id: absorption_months
-- title: Absorption period
-- title_zh: 商品住房去化周期
-- unit: month
-- better: band
-- denominator: sales
-- parameter: band_high = 18 | in proportion up to | 0 .. 1000
-- parameter: band_low = 6 | in proportion from | 0 .. 1000
-- parameter: month = | month judged, YYYY-MM; blank is the last there is | text
-- parameter: window = 12 | months of sales that make the mean | 1 .. 120
-- about: Saleable stock at the end of a month divided by the mean monthly sales of the twelve months
-- about: up to it (window). An area whose layer market lacks one of these months is not measured.
-- about: The band from 6 to 18 months is the one most plans use; it can be set.
-- about_zh: 月末可售面积与截至该月的近十二个月（window）月均销售面积之比。所需月份有缺的区域不度量。
-- about_zh: 6–18 个月为规划常用区间，可改。

WITH series AS (
    SELECT area_id, month, step, stock_m2, sum(sold_m2) OVER w AS sold_m2, count(sold_m2) OVER w AS months
    FROM market_month
    WINDOW w AS (PARTITION BY area_id ORDER BY step RANGE BETWEEN :window - 1 PRECEDING AND CURRENT ROW)
), judged AS (
    SELECT *, row_number() OVER (PARTITION BY area_id ORDER BY step DESC) AS place
    FROM series WHERE :month IS NULL OR month = :month
)
SELECT area_id, stock_m2 AS numerator, sold_m2 / months AS denominator,
       CASE WHEN months < :window THEN 'fewer than ' || CAST(:window AS INTEGER)
                                       || ' months of sales up to ' || month
            WHEN stock_m2 IS NULL THEN 'no stock said for ' || month END AS reason
FROM judged WHERE place = 1
UNION ALL
SELECT 'city', NULL, NULL, 'layer market has no rows for ' || coalesce(:month, 'the city')
WHERE NOT EXISTS (SELECT 1 FROM judged WHERE area_id = 'city');
