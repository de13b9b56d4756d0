-- id: supply_share
-- title: Share of supply
-- title_zh: 占住房供应的比重
-- unit: share
-- better: none
-- base: units, floor_area_m2
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: land_source = | only from these sources of land | text
-- parameter: layer = programmes | what is counted | programmes, sites
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: of_class = | out of these classes only | text
-- parameter: of_mode = | out of these modes only | text
-- parameter: previous_use = | only what was used like this before | text
-- parameter: status = | both only in these states: planned, supplied, started, completed | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: programmes if layer = programmes
-- needs: sites if layer = sites
-- optional: programmes, sites
-- about: What class, mode, land_source and previous_use ask for, as a share of everything supplied in
-- about: the years; of_class and of_mode narrow the whole. Both bases are stated, since a share of
-- about: units is not a share of floor area. Rows without a year count only where no year is asked.
-- about_zh: 符合类别、方式、用地来源、原用途条件的供应占规划期内全部供应的比重；of_class、of_mode 限定
-- about_zh: 分母范围。按套数与按建筑面积分别给出，两者含义不同。未注明年份者仅在不限年份时计入。

WITH row AS (
    SELECT a.atom, p.key, p.class, p.mode, p.status, p.land_source, p.previous_use, p.year,
           p.units, p.floor_area_m2
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :layer = 'programmes'
    UNION ALL
    SELECT a.atom, s.key, s.class, s.mode, s.status, s.land_source, s.previous_use, s.year,
           s.dwellings, coalesce(s.floor_area_m2, s.far * s.site_area_m2)
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :layer = 'sites'
), whole AS (
    SELECT r.*, CASE WHEN (:class IS NULL
                                OR instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
                           AND (:mode IS NULL
                                OR instr(',' || replace(:mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
                           AND (:land_source IS NULL
                                OR instr(',' || replace(:land_source, ' ', '') || ',', ',' || r.land_source || ',') > 0)
                           AND (:previous_use IS NULL
                                OR instr(',' || replace(:previous_use, ' ', '') || ',', ',' || r.previous_use || ',') > 0)
                     THEN 1 ELSE 0 END AS is_part
    FROM row AS r
    WHERE (:year_from IS NULL OR r.year >= :year_from) AND (:year_to IS NULL OR r.year <= :year_to)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || r.status || ',') > 0)
          AND (:of_class IS NULL
               OR instr(',' || replace(:of_class, ' ', '') || ',', ',' || r.class || ',') > 0)
          AND (:of_mode IS NULL
               OR instr(',' || replace(:of_mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
), lacking AS (
    SELECT 'no row of ' || :layer || ' has class ' || :class AS reason
    WHERE :class IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM row AS r
        WHERE instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
    UNION ALL
    SELECT 'no row of ' || :layer || ' says land_source'
    WHERE :land_source IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM row AS r WHERE r.land_source IS NOT NULL)
)
SELECT atom, 'units' AS base, sum(CASE WHEN is_part THEN units ELSE 0.0 END) AS numerator,
       sum(units) AS denominator, NULL AS reason
FROM whole GROUP BY atom
UNION ALL
SELECT atom, 'floor_area_m2', sum(CASE WHEN is_part THEN floor_area_m2 ELSE 0.0 END),
       sum(floor_area_m2), NULL
FROM whole GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, l.reason
FROM lacking AS l, json_each('["units", "floor_area_m2"]') AS b;
