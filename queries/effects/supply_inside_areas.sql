-- id: supply_inside_areas
-- title: Housing supply inside areas
-- title_zh: 位于指定区域内的住房供应占比
-- unit: share
-- measure: supply_inside_areas
-- parameter: layer = sites | as in the measure | sites, programmes
-- parameter: kind = key_zone | as in the measure | text
-- parameter: names = | as in the measure | text
-- parameter: class = | as in the measure | text
-- parameter: mode = | as in the measure | text
-- parameter: status = | as in the measure | text
-- parameter: year_from = | as in the measure | 1800 .. 2200
-- parameter: year_to = | as in the measure | 1800 .. 2200
-- about: What the site would add to the supply, and the part of it inside the areas, by its land inside; areas
-- about: of the kind that overlap count once. A site that does not say its year or mode is taken to be supplied in the years and
-- about: modes asked for. Programmes are tables of their own: a site adds nothing to them.
-- about_zh: 地块计入的供应量及其位于区域内的部分（按面内用地占比）；未填年份或方式者视为在所求年份与方式之内。
-- about_zh: 口径为项目（programmes）时不计。

WITH counted AS (
    SELECT c.key AS site_key, p.dwellings, p.floor_area_m2, c.site_area_m2,
           min(1.0, (SELECT total(x.share) FROM site_area AS x
            WHERE x.site_key = c.key AND x.kind = :kind
              AND (:names IS NULL OR instr(',' || replace(replace(:names, '，', ','), '、', ',') || ',', ',' || x.title || ',') > 0
                   OR instr(',' || replace(replace(:names, '，', ','), '、', ',') || ',', ',' || x.area_id || ',') > 0))) AS share
    FROM candidates AS c JOIN site_people AS p ON p.site_key = c.key
    WHERE c.key BETWEEN :first_key AND :last_key AND :layer = 'sites'
      AND (:class IS NULL OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || c.class || ',') > 0)
      AND (:mode IS NULL OR c.mode IS NULL
           OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || c.mode || ',') > 0)
      AND (:status IS NULL OR c.status IS NULL
           OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || c.status || ',') > 0)
      AND (:year_from IS NULL OR c.year IS NULL OR c.year >= :year_from)
      AND (:year_to IS NULL OR c.year IS NULL OR c.year <= :year_to)
), figure AS (
    SELECT site_key, share, 'units' AS base, dwellings AS amount FROM counted
    UNION ALL SELECT site_key, share, 'floor_area_m2', floor_area_m2 FROM counted
    UNION ALL SELECT site_key, share, 'land', site_area_m2 FROM counted
    UNION ALL SELECT site_key, share, 'projects', 1.0 FROM counted
)
SELECT f.site_key, h.area_id, 'inside' AS slice, f.base, f.amount * f.share AS numerator, f.amount AS denominator
FROM figure AS f JOIN site_home AS h ON h.site_key = f.site_key
WHERE f.amount IS NOT NULL;
