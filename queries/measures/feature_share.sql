-- id: feature_share
-- title: Share of housing with a feature
-- title_zh: 具备某特征的住房占比
-- unit: share
-- better: higher
-- base: floor_area_m2, dwellings, rows
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: feature = managed | word of layers/classes.csv: green_building, prefabricated, fitted, managed, … | text
-- parameter: layer = homes | what is counted | homes, sites, programmes
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- parameter: unknown = left_out | rows that do not state their features | left_out, without
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: homes if layer = homes
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- optional: homes, sites, programmes
-- about: Housing whose column features holds the word (managed: under professional management,
-- about: green_building, prefabricated, fitted, age_friendly, …) as a share of all, by floor area,
-- about: dwellings and number of estates or projects. A row that does not state its features is
-- about: left out, or counts as without; none says that it has none. Years are of supply, or of
-- about: building for homes.
-- about_zh: features 字段含该词（物业管理、绿色建筑、装配式、全装修、适老等）的住房占比，按建筑面积、套数、
-- about_zh: 小区或项目个数分别给出。未填特征者不计（或按没有计），none 表示没有任何特征。
-- about_zh: 年份为供应年份，现状住房为建成年份。

WITH row AS (
    SELECT a.atom, h.class, NULL AS mode, NULL AS status, h.build_year AS year, h.features,
           h.floor_area_m2, h.dwellings
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key WHERE :layer = 'homes'
    UNION ALL
    SELECT a.atom, s.class, s.mode, s.status, s.year, s.features,
           coalesce(s.floor_area_m2, s.far * s.site_area_m2), s.dwellings
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key WHERE :layer = 'sites'
    UNION ALL
    SELECT a.atom, p.class, p.mode, p.status, p.year, p.features, p.floor_area_m2, p.units
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :layer = 'programmes'
), judged AS (
    SELECT r.atom, r.floor_area_m2, r.dwellings,
           CASE WHEN instr(',' || replace(r.features, ' ', '') || ',', ',' || :feature || ',') > 0
                THEN 1.0 ELSE 0.0 END AS has
    FROM row AS r
    WHERE (r.features IS NOT NULL OR :unknown = 'without')
          AND (:year_from IS NULL OR r.year >= :year_from) AND (:year_to IS NULL OR r.year <= :year_to)
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || r.status || ',') > 0)
)
SELECT atom, 'floor_area_m2' AS base, sum(has * floor_area_m2) AS numerator,
       sum(floor_area_m2) AS denominator, NULL AS reason
FROM judged GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', sum(has * dwellings), sum(dwellings), NULL FROM judged GROUP BY atom
UNION ALL
SELECT atom, 'rows', sum(has), count(*), NULL FROM judged GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, 'no row of ' || :layer || ' says features'
FROM json_each('["floor_area_m2", "dwellings", "rows"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM row WHERE features IS NOT NULL);
