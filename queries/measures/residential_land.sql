-- id: residential_land
-- title: Residential land supplied per year
-- title_zh: 年度居住用地供应
-- unit: ha per year
-- better: none
-- slices: class
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: statistic = mean | of the years | mean, least, greatest
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Hectares of layer sites supplied in a year, by class of housing and for all. mean divides by
-- about: all years from year_from to year_to (blank: the first and last of the layer), also those
-- about: without any; least and greatest pick a year, so least above 0 says that every year has some.
-- about: Sites count whose use says residential (居住, 住宅, R…) or nothing.
-- about_zh: 图层 sites 每年供应的居住用地（公顷），按住房类别及合计。mean 按 year_from 至 year_to 全部年数
-- about_zh: 平均（未填时取图层首末年份），无供应年份也计入；least、greatest 为最少、最多的一年，least 大于 0
-- about_zh: 即每年都有。仅计用途为居住（居住、住宅、R 类）或未注明者。

WITH RECURSIVE row AS (
    SELECT a.atom, s.year, coalesce(s.class, 'unknown') AS class, s.site_area_m2 / 10000.0 AS ha
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE s.year IS NOT NULL AND s.site_area_m2 IS NOT NULL
          AND (s.use IS NULL OR s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
          OR s.use LIKE '%resid%')
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || s.status || ',') > 0)
), span AS (
    SELECT CAST(coalesce(:year_from, min(year)) AS INTEGER) AS first,
           CAST(coalesce(:year_to, max(year)) AS INTEGER) AS last FROM row
), year(year) AS (
    SELECT first FROM span WHERE first IS NOT NULL
    UNION ALL
    SELECT year + 1 FROM year WHERE year < (SELECT last FROM span)
), place AS (
    SELECT 'city' AS area_id, class, year, ha FROM row
    UNION ALL
    SELECT a.area_id, r.class, r.year, r.ha
    FROM row AS r JOIN atom_area AS a ON a.atom = r.atom WHERE a.area_id <> 'city'
), here AS (
    SELECT area_id, class, year, sum(ha) AS ha FROM place GROUP BY area_id, class, year
    UNION ALL
    SELECT area_id, 'all', year, sum(ha) FROM place GROUP BY area_id, year
), known AS (
    SELECT DISTINCT area_id, class FROM here
), yearly AS (
    SELECT k.area_id, k.class, y.year, coalesce(h.ha, 0.0) AS ha
    FROM known AS k CROSS JOIN year AS y
    LEFT JOIN here AS h ON h.area_id = k.area_id AND h.class = k.class AND h.year = y.year
)
SELECT area_id, class AS slice,
       CASE :statistic WHEN 'mean' THEN avg(ha) WHEN 'least' THEN min(ha) ELSE max(ha) END AS numerator,
       NULL AS reason
FROM yearly GROUP BY area_id, class
UNION ALL
SELECT 'city', 'all', NULL, 'no residential site with a year and an area was supplied'
WHERE NOT EXISTS (SELECT 1 FROM row);
