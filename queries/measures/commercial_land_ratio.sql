-- id: commercial_land_ratio
-- title: Commercial against residential land
-- title_zh: 商住用地比例
-- unit: ratio
-- better: lower
-- slices: period
-- denominator: residential land
-- parameter: base_from = | first year of the period compared with | 1800 .. 2200
-- parameter: base_to = | last year of the period compared with | 1800 .. 2200
-- parameter: year_from = | first year of the period judged | 1800 .. 2200
-- parameter: year_to = | last year of the period judged | 1800 .. 2200
-- about: Site area of commercial use divided by that of residential use, of what was supplied in the
-- about: period judged (slice now), in the period compared with (before), and the one divided by the
-- about: other (change: below 1 the share of commerce has fallen). Use is read from the words 商业,
-- about: 商务, 商服, B… and 居住, 住宅, R….
-- about_zh: 规划期（分项 now）与比较期（before）供应的商业用地与居住用地面积之比；change 为两者之比，
-- about_zh: 小于 1 即商业比重下降。用途按“商业、商务、商服、B…”与“居住、住宅、R…”识别。

WITH row AS (
    SELECT a.atom, s.site_area_m2 AS area_m2,
           CASE WHEN s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
                     OR s.use LIKE '%resid%' THEN 'home'
                WHEN s.use LIKE '%商业%' OR s.use LIKE '%商务%' OR s.use LIKE '%商服%'
                     OR s.use LIKE 'B%' OR s.use LIKE '%commerc%' THEN 'shop' END AS use,
           CASE WHEN (:year_from IS NULL OR s.year >= :year_from)
                     AND (:year_to IS NULL OR s.year <= :year_to) THEN 1 ELSE 0 END AS now,
           CASE WHEN s.year BETWEEN :base_from AND :base_to THEN 1 ELSE 0 END AS before
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key WHERE s.site_area_m2 > 0
), place AS (
    SELECT 'city' AS area_id, r.* FROM row AS r
    UNION ALL
    SELECT a.area_id, r.* FROM row AS r JOIN atom_area AS a ON a.atom = r.atom
    WHERE a.area_id <> 'city'
), here AS (
    SELECT area_id, total(iif(use = 'shop' AND now, area_m2, 0)) AS shop_now,
           total(iif(use = 'home' AND now, area_m2, 0)) AS home_now,
           total(iif(use = 'shop' AND before, area_m2, 0)) AS shop_before,
           total(iif(use = 'home' AND before, area_m2, 0)) AS home_before
    FROM place GROUP BY area_id
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM row WHERE use = 'shop')
                THEN 'no site is said to be commercial' END AS reason
)
SELECT area_id, 'now' AS slice, shop_now AS numerator, home_now AS denominator, reason
FROM here, lacking
UNION ALL
SELECT area_id, 'before', shop_before, home_before,
       coalesce(reason, CASE WHEN :base_from IS NULL OR :base_to IS NULL
                             THEN 'give base_from and base_to' END)
FROM here, lacking
UNION ALL
SELECT area_id, 'change', shop_now / nullif(home_now, 0), shop_before / nullif(home_before, 0),
       coalesce(reason, CASE WHEN :base_from IS NULL OR :base_to IS NULL
                                 THEN 'give base_from and base_to'
                             WHEN home_now = 0 THEN 'no residential land here'
                             WHEN home_before = 0 OR shop_before = 0
                                 THEN 'no land of both uses in the period compared with' END)
FROM here, lacking;
