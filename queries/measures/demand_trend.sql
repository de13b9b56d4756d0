-- id: demand_trend
-- title: Demand from the trend
-- title_zh: 住房需求：趋势外推法
-- unit: m2
-- better: none
-- parameter: factor = 1 | m2 of one in yearly, 10000 where it counts in 万m2 | 0.000001 .. 1000000000
-- parameter: year_from = | first year carried forward to | 1800 .. 2200
-- parameter: year_to = | last year carried forward to | 1800 .. 2200
-- parameter: yearly = | amounts of past years, as in 2021:300, 2022:280; blank: sales of layer market | text
-- optional: market
-- about: A straight line through the yearly amounts (least squares), carried forward and summed over
-- about: the years asked for; a year in which it falls below 0 adds nothing. At least three years are
-- about: needed; of layer market only years with all twelve months count.
-- about_zh: 以往各年数值的最小二乘直线外推，并按所求年份求和；外推为负的年份计 0。至少需要三年；
-- about_zh: 取自图层 market 时仅计十二个月齐全的年份。

WITH RECURSIVE past AS (
    SELECT CAST(j.key AS INTEGER) AS year, CAST(j.value AS REAL) * :factor AS amount
    FROM json_each(CASE WHEN json_valid('{"' || replace(replace(replace(:yearly, ' ', ''), ':', '":'),
                                                      ',', ',"') || '}')
                        THEN '{"' || replace(replace(replace(:yearly, ' ', ''), ':', '":'),
                                           ',', ',"') || '}'
                        ELSE '{}' END) AS j
    UNION ALL
    SELECT CAST(substr(month, 1, 4) AS INTEGER), sum(sold_m2) FROM market_month
    WHERE :yearly IS NULL AND area_id = 'city' GROUP BY substr(month, 1, 4)
    HAVING count(sold_m2) = 12
), mean AS (
    SELECT avg(year) AS year, avg(amount) AS amount, count(*) AS years FROM past
), slope AS (
    SELECT sum((p.year - m.year) * (p.amount - m.amount))
           / nullif(sum((p.year - m.year) * (p.year - m.year)), 0) AS slope
    FROM past AS p CROSS JOIN mean AS m
), ahead(year) AS (
    SELECT CAST(:year_from AS INTEGER) WHERE :year_from IS NOT NULL AND :year_to >= :year_from
    UNION ALL
    SELECT year + 1 FROM ahead WHERE year < CAST(:year_to AS INTEGER)
)
SELECT 'city' AS area_id,
       (SELECT sum(max(0.0, m.amount + s.slope * (a.year - m.year))) FROM ahead AS a) AS numerator,
       CASE WHEN :year_from IS NULL OR :year_to IS NULL THEN 'give year_from and year_to'
            WHEN :year_to < :year_from THEN 'year_to lies before year_from'
            WHEN m.years < 3 THEN 'needs three years: give yearly as year:amount pairs, or layer market'
       END AS reason
FROM mean AS m CROSS JOIN slope AS s;
