-- id: supply_share
-- title: Share of supply
-- title_zh: 占住房供应的比重
-- unit: share
-- measure: supply_share
-- parameter: class = | as in the measure | text
-- parameter: land_source = | as in the measure | text
-- parameter: layer = programmes | as in the measure | programmes, sites
-- parameter: mode = | as in the measure | text
-- parameter: of_class = | as in the measure | text
-- parameter: of_mode = | as in the measure | text
-- parameter: previous_use = | as in the measure | text
-- parameter: status = | as in the measure | text
-- parameter: year_from = | as in the measure | 1800 .. 2200
-- parameter: year_to = | as in the measure | 1800 .. 2200
-- about: What the site would add to the supply, and to the part of it that is asked for. A site that does not say its year,
-- about: mode or status is taken to be supplied as is asked for.
-- about_zh: 地块计入的供应量及其中符合条件的部分；未填年份、方式或状态者视为符合。

WITH counted AS (
    SELECT c.key AS site_key, p.dwellings, p.floor_area_m2,
           coalesce((:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || c.class || ',') > 0)
           AND (:mode IS NULL OR c.mode IS NULL OR instr(',' || replace(:mode, ' ', '') || ',', ',' || c.mode || ',') > 0)
           AND (:land_source IS NULL OR instr(',' || replace(:land_source, ' ', '') || ',', ',' || c.land_source || ',') > 0)
           AND (:previous_use IS NULL OR instr(',' || replace(:previous_use, ' ', '') || ',', ',' || c.previous_use || ',') > 0), 0)
               AS is_part
    FROM candidates AS c JOIN site_people AS p ON p.site_key = c.key
    WHERE c.key BETWEEN :first_key AND :last_key AND :layer IN ('sites', 'programmes')
      -- All supply is always the whole of it.
      AND coalesce(:class, :mode, :land_source, :previous_use) IS NOT NULL
      AND (:year_from IS NULL OR c.year IS NULL OR c.year >= :year_from)
      AND (:year_to IS NULL OR c.year IS NULL OR c.year <= :year_to)
      AND (:status IS NULL OR c.status IS NULL OR instr(',' || replace(:status, ' ', '') || ',', ',' || c.status || ',') > 0)
      AND (:of_class IS NULL OR instr(',' || replace(:of_class, ' ', '') || ',', ',' || c.class || ',') > 0)
      AND (:of_mode IS NULL OR c.mode IS NULL OR instr(',' || replace(:of_mode, ' ', '') || ',', ',' || c.mode || ',') > 0)
), figure AS (
    SELECT site_key, is_part, 'units' AS base, dwellings AS amount FROM counted
    UNION ALL SELECT site_key, is_part, 'floor_area_m2', floor_area_m2 FROM counted
)
SELECT f.site_key, h.area_id, '' AS slice, f.base, f.amount * f.is_part AS numerator, f.amount AS denominator
FROM figure AS f JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
