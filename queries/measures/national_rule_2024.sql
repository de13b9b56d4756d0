-- id: national_rule_2024
-- title: National rule of 2024 for housing land
-- title_zh: 住宅用地供应规则（2024 年）
-- unit: count
-- better: none
-- slices: advice
-- norm: 自然资源部 2024-04-29 通知
-- clause: 去化周期超过 36 个月暂停新增商品住宅用地出让；18–36 个月盘活多少、供应多少
-- confidence: SEEN
-- parameter: bound_1 = 18 | months up to which supply is free | 0 .. 1000
-- parameter: bound_2 = 36 | up to which new land must be matched by land taken back into use, and above which it pauses | 0 .. 1000
-- parameter: closed = upper | end of a band that belongs to it | lower, upper
-- parameter: in_a_row = 1 | months that must lie in a band one after another before it holds | 1 .. 60
-- parameter: month = | month judged, YYYY-MM; blank is the last there is | text
-- parameter: window = 12 | months of sales that make the mean | 1 .. 120
-- about: What the notice of April 2024 asks for, by the absorption period: pause above 36 months, match
-- about: new supply with land brought back into use above 18 and up to 36, free up to 18. 1 for what
-- about: applies, 0 for the others.
-- about_zh: 2024 年 4 月通知按去化周期的要求：超过 36 个月暂停新增出让（pause），大于 18 至 36 个月
-- about_zh: 盘活多少供应多少（match），18 个月及以下不限（free）。适用者为 1，其余为 0。

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
    VALUES ('free', 1, -1.0, :bound_1),
           ('match', 2, :bound_1, :bound_2),
           ('pause', 3, :bound_2, 1e12)
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
