-- id: supply_units
-- title: Units supplied
-- title_zh: 住房供应（筹集）套数
-- unit: dwellings
-- measure: supply_units
-- parameter: class = | as in the measure | text
-- parameter: land_source = | as in the measure | text
-- parameter: mode = | as in the measure | text
-- parameter: previous_use = | as in the measure | text
-- parameter: status = | as in the measure | text
-- parameter: year_from = | as in the measure | 1800 .. 2200
-- parameter: year_to = | as in the measure | 1800 .. 2200
-- about: The dwellings of the site as one more programme, by its class and in all. A site that does not say its year, mode or
-- about: status is taken to be supplied as is asked for.
-- about_zh: 地块住房作为新增项目计入供应，按类别及合计；未填年份、方式或状态者视为符合。

WITH counted AS (
    SELECT c.key AS site_key, c.class, p.dwellings
    FROM candidates AS c JOIN site_people AS p ON p.site_key = c.key
    WHERE c.key BETWEEN :first_key AND :last_key AND p.dwellings IS NOT NULL
      AND (:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || c.class || ',') > 0)
      AND (:mode IS NULL OR c.mode IS NULL OR instr(',' || replace(:mode, ' ', '') || ',', ',' || c.mode || ',') > 0)
      AND (:status IS NULL OR c.status IS NULL OR instr(',' || replace(:status, ' ', '') || ',', ',' || c.status || ',') > 0)
      AND (:land_source IS NULL OR instr(',' || replace(:land_source, ' ', '') || ',', ',' || c.land_source || ',') > 0)
      AND (:previous_use IS NULL OR instr(',' || replace(:previous_use, ' ', '') || ',', ',' || c.previous_use || ',') > 0)
      AND (:year_from IS NULL OR c.year IS NULL OR c.year >= :year_from)
      AND (:year_to IS NULL OR c.year IS NULL OR c.year <= :year_to)
), slice AS (
    SELECT site_key, class AS slice, dwellings FROM counted WHERE class IS NOT NULL
    UNION ALL SELECT site_key, 'all', dwellings FROM counted
)
SELECT s.site_key, h.area_id, s.slice, '' AS base, s.dwellings AS numerator, NULL AS denominator
FROM slice AS s JOIN site_home AS h ON h.site_key = s.site_key;
