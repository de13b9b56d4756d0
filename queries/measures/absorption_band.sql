-- id: absorption_band
-- title: Land supply that the absorption period asks for
-- title_zh: 去化周期对应的供地节奏
-- unit: count
-- better: none
-- slices: advice
-- parameter: bound_1 = 6 | months under which supply is to speed up | 0 .. 1000
-- parameter: bound_2 = 12 | under which it is to increase | 0 .. 1000
-- parameter: bound_3 = 18 | under which it keeps to the plan, and above which it is to slow down | 0 .. 1000
-- parameter: closed = lower | end of a band that belongs to it | lower, upper
-- parameter: in_a_row = 3 | months that must lie in a band one after another before it holds | 1 .. 60
-- parameter: month = | month judged, YYYY-MM; blank is the last there is | text
-- parameter: window = 12 | months of sales that make the mean | 1 .. 120
-- about: 1 for the advice in force, 0 for the others: speed_up, increase, keep, slow_down. An advice
-- about: comes into force when the absorption period has lain in its band for in_a_row months one
-- about: after another, and holds until another does (unsettled: none has yet). Plans name the ends 6,
-- about: 12 and 18 in two bands each; here bands are half open, closed says which end belongs.
-- about_zh: 当前生效的供地建议为 1，其余为 0：speed_up 显著加快、increase 适当增加、keep 按计划、
-- about_zh: slow_down 减缓或停止。去化周期连续 in_a_row 个月处于某档方生效，直至另一档生效（unsettled：尚无）。
-- about_zh: 规划文字中 6、12、18 同属两档，此处取半开区间，closed 指明端点归属。

WITH series AS (
    SELECT area_id, month, step, stock_m2, sum(sold_m2) OVER w AS sold_m2, count(sold_m2) OVER w AS months
    FROM market_month
    WINDOW w AS (PARTITION BY area_id ORDER BY step RANGE BETWEEN :window - 1 PRECEDING AND CURRENT ROW)
), period AS (
    SELECT area_id, step, CASE WHEN sold_m2 > 0 THEN stock_m2 / (sold_m2 / months)
                               WHEN stock_m2 > 0 THEN 1e9 END AS period
    FROM series
    WHERE months = :window AND stock_m2 IS NOT NULL AND (:month IS NULL OR month <= :month)
), band(slice, place, low, high) AS (
    VALUES ('speed_up', 1, -1.0, :bound_1),
           ('increase', 2, :bound_1, :bound_2),
           ('keep', 3, :bound_2, :bound_3),
           ('slow_down', 4, :bound_3, 1e12)
), placed AS (
    SELECT p.area_id, p.step, b.place,
           p.step - row_number() OVER (PARTITION BY p.area_id, b.place ORDER BY p.step) AS stretch_of_months
    FROM period AS p JOIN band AS b
      ON CASE WHEN :closed = 'lower' THEN p.period >= b.low AND p.period < b.high
              ELSE p.period > b.low AND p.period <= b.high END
), held AS (
    SELECT area_id, place, max(step) AS until FROM placed
    GROUP BY area_id, place, stretch_of_months HAVING count(*) >= :in_a_row
), state AS (
    SELECT area_id, place FROM (
        SELECT area_id, place, row_number() OVER (PARTITION BY area_id ORDER BY until DESC) AS last
        FROM held)
    WHERE last = 1
), place AS (
    SELECT DISTINCT area_id FROM market_month UNION SELECT 'city'
), advice AS (
    SELECT slice, place FROM band UNION ALL SELECT 'unsettled', 0
)
SELECT l.area_id, a.slice, iif(a.place = coalesce(s.place, 0), 1.0, 0.0) AS numerator,
       CASE WHEN NOT EXISTS (SELECT 1 FROM period AS p WHERE p.area_id = l.area_id)
            THEN 'no month with stock and ' || CAST(:window AS INTEGER) || ' months of sales' END AS reason
FROM place AS l CROSS JOIN advice AS a LEFT JOIN state AS s ON s.area_id = l.area_id;
