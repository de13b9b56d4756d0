-- id: market_month
-- about: Layer market by area id and month, with the city: its own rows where the layer has them
-- about: (area 全市, city or the city's name), or else the sum of the areas, for months in which all
-- about: of them say so. Areas of different levels must not mix. step counts months.
-- index: area_id, step
WITH placed AS (
    SELECT CASE WHEN m.area_id IN ('city', '全市')
                     OR EXISTS (SELECT 1 FROM setting AS s
                                WHERE s.name IN ('city.name', 'city.title') AND s.value = m.area_id)
                THEN 'city'
                ELSE coalesce((SELECT a.id FROM areas AS a WHERE a.id = m.area_id),
                              (SELECT min(a.id) FROM areas AS a WHERE a.name = m.area_id),
                              m.area_id) END AS area_id,
           m.month,
           CAST(substr(m.month, 1, 4) AS INTEGER) * 12 + CAST(substr(m.month, 6) AS INTEGER) AS step,
           m.stock_m2, m.sold_m2, m.price, m.rent
    FROM market AS m
), known AS (
    SELECT count(DISTINCT area_id) AS areas, max(area_id = 'city') AS own FROM placed
)
SELECT area_id, month, step, stock_m2, sold_m2, price, rent FROM placed
UNION ALL
SELECT 'city', p.month, p.step,
       CASE WHEN count(p.stock_m2) = k.areas THEN sum(p.stock_m2) END,
       CASE WHEN count(p.sold_m2) = k.areas THEN sum(p.sold_m2) END,
       sum(p.price * p.sold_m2) / nullif(sum(iif(p.price IS NOT NULL, p.sold_m2, NULL)), 0),
       avg(p.rent)
FROM placed AS p CROSS JOIN known AS k
WHERE k.own = 0
GROUP BY p.step
ORDER BY 1, 3;
