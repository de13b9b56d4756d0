-- id: facility_count
-- title: Facilities
-- title_zh: 设施数量
-- unit: count
-- better: higher
-- slices: category
-- parameter: categories = | categories counted together in slice all, separated by commas; empty: all | text
-- parameter: year_from = | only facilities opened from this year on | 1800 .. 2200
-- parameter: year_to = | only facilities opened up to this year | 1800 .. 2200
-- parameter: statuses = | only these statuses, separated by commas | text
-- parameter: least_area_m2 = | only facilities with at least this land | 0 .. 100000000
-- needs: facilities
-- optional: stations
-- about: Facilities of a category in an area; slice all is the sum over `categories`. Those that do not
-- about: say when they opened (their status, their land) count only where it is not asked for. A
-- about: category that no facility was supplied for is not measured.
-- about_zh: 区域内某类设施的处数；分项 all 为 categories 所列类别之和。未注明开业年份（状态、用地面积）者仅在不作此限时计入。
-- about_zh: 没有设施数据的类别不予度量。

WITH counted AS (
    SELECT a.atom, f.category,
           (:year_from IS NULL OR coalesce(f.opened_year >= :year_from, 0))
               AND (:year_to IS NULL OR coalesce(f.opened_year <= :year_to, 0))
               AND (:statuses IS NULL
                    OR coalesce(instr(',' || :statuses || ',', ',' || f.status || ','), 0) > 0)
               AND (:least_area_m2 IS NULL OR coalesce(f.area_m2 >= :least_area_m2, 0)) AS counts
    FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
), named AS (
    SELECT category FROM category_limit
    WHERE category <> 'station'
      AND (:categories IS NULL
           OR instr(',' || replace(:categories, ' ', '') || ',', ',' || category || ',') > 0)
)
SELECT atom, category AS slice, sum(counts) AS numerator, NULL AS reason
FROM counted GROUP BY atom, category
UNION ALL
SELECT c.atom, 'all', sum(c.counts), NULL
FROM counted AS c JOIN named AS n ON n.category = c.category GROUP BY c.atom
UNION ALL
SELECT NULL, category, NULL, reason FROM category_limit WHERE places = 0 AND category <> 'station'
UNION ALL
SELECT NULL, 'all', NULL, 'no facility of these categories was supplied'
WHERE NOT EXISTS (SELECT 1 FROM counted AS c JOIN named AS n ON n.category = c.category);
