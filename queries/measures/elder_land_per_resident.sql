-- id: elder_land_per_resident
-- title: Land for the care of the elderly per resident
-- title_zh: 人均养老用地
-- unit: m2 per resident
-- better: higher
-- denominator: residents
-- norm: 完善养老服务设施用地标准：新建住宅小区人均不少于 0.2 平方米
-- confidence: SEEN
-- parameter: layer = facilities | care facilities that stand, or land set aside on housing sites | facilities, sites
-- parameter: categories = elderly_home,elderly_day_care,elderly_centre | categories of care, separated by commas | text
-- parameter: land = area | the facilities' land, or their floor area | area, floor
-- parameter: persons_per_dwelling = 2.6 | residents of a site that does not say how many it is planned for | 0.5 .. 10
-- parameter: year_from = | first year of the sites | 1800 .. 2200
-- parameter: year_to = | last year of the sites | 1800 .. 2200
-- needs: homes if layer = facilities
-- needs: facilities if layer = facilities
-- needs: sites if layer = sites
-- optional: homes, facilities, sites
-- about: Land of the facilities that care for the elderly over the residents of an area; or, with layer
-- about: sites, the land that new housing sites set aside for it over their planned residents
-- about: (dwellings times persons where a site does not say). Facilities that do not say their area
-- about: are left out; a site that does not say its care land counts as 0 where others say theirs.
-- about_zh: 区域内养老设施用地（或建筑面积）与居民数之比；layer = sites 时为新建住宅用地配建的养老用地与规划人口之比
-- about_zh: （未填规划人口者按套数乘户均人口）。未填面积的设施不计；部分地块未填养老用地者按 0 计。

WITH care AS (
    SELECT a.atom, CASE :land WHEN 'floor' THEN f.floor_area_m2 ELSE f.area_m2 END AS m2
    FROM facilities AS f JOIN facility_atom AS a ON a.facility_key = f.key
    WHERE :layer = 'facilities'
      AND instr(',' || replace(:categories, ' ', '') || ',', ',' || f.category || ',') > 0
), plot AS (
    SELECT a.atom, s.elder_land_m2 AS m2,
           coalesce(s.planned_residents, s.dwellings * :persons_per_dwelling) AS residents
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :layer = 'sites' AND (:year_from IS NULL OR s.year >= :year_from)
      AND (:year_to IS NULL OR s.year <= :year_to)
), figure AS (
    SELECT atom, m2, NULL AS residents FROM care
    UNION ALL SELECT atom, 0.0, residents FROM atom_home WHERE :layer = 'facilities'
    UNION ALL SELECT atom, coalesce(m2, 0.0), residents FROM plot
), lacking AS (
    SELECT CASE WHEN :layer = 'sites' AND NOT EXISTS (SELECT 1 FROM plot) THEN
                    'no site is of these years'
                WHEN :layer = 'sites' AND NOT EXISTS (SELECT 1 FROM plot WHERE m2 IS NOT NULL) THEN
                    'sites have no elder_land_m2'
                WHEN :layer = 'facilities' AND NOT EXISTS (SELECT 1 FROM care) THEN
                    'no facility of these categories was supplied'
                WHEN :layer = 'facilities' AND NOT EXISTS (SELECT 1 FROM care WHERE m2 IS NOT NULL)
                    THEN 'care facilities do not say their area' END AS reason
)
SELECT f.atom, f.m2 AS numerator, f.residents AS denominator, NULL AS reason FROM figure AS f
UNION ALL
SELECT NULL, NULL, NULL, reason FROM lacking WHERE reason IS NOT NULL;
