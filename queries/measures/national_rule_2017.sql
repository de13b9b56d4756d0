-- id: national_rule_2017
-- title: National rule of 2017 for housing land
-- title_zh: 住宅用地分类调控（2017 年）
-- unit: count
-- better: none
-- slices: advice
-- norm: 建房〔2017〕80号
-- clause: 库存消化周期 36、18、12、6 个月分类供地
-- confidence: SEEN
-- parameter: bound_1 = 6 | months up to which supply speeds up markedly | 0 .. 1000
-- parameter: bound_2 = 12 | up to which it increases | 0 .. 1000
-- parameter: bound_3 = 18 | up to which it keeps | 0 .. 1000
-- parameter: bound_4 = 36 | up to which it is reduced, and above which it stops | 0 .. 1000
-- parameter: closed = upper | end of a band that belongs to it | lower, upper
-- parameter: in_a_row = 1 | months that must lie in a band one after another before it holds | 1 .. 60
-- parameter: month = | month judged, YYYY-MM; blank is the last there is | text
-- parameter: window = 12 | months of sales that make the mean | 1 .. 120
-- about: What the ministries' notice of April 2017 asks for, by the absorption period: 1 for the
-- about: advice that applies, 0 for the others (speed_up, increase, keep, reduce, stop). Some press
-- about: texts say that supply is also trimmed at 12 to 18 months; here it keeps.
-- about_zh: 2017 年 4 月两部门通知按库存消化周期的供地要求：适用者为 1，其余为 0（speed_up 显著增加并加快、
-- about_zh: increase 增加、keep 持平、reduce 减少、stop 停止）。12–18 个月部分报道作适当减少，此处取持平。

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
           ('reduce', 4, :bound_3, :bound_4),
           ('stop', 5, :bound_4, 1e12)
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
