-- id: facility_lag
-- title: Homes whose facilities are open in time
-- title_zh: 配套设施与住房同步交付占比
-- unit: share
-- better: higher
-- base: units, projects
-- slices: category
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: categories = | facility categories that must be open, a list; blank: all that are supplied | text
-- parameter: distance_m = 1000 | how near, in a straight line | 1 .. 20000
-- parameter: max_lag = 0 | years a facility may come later | -50 .. 50
-- parameter: build_years = 2 | years from supply to handing over, where delivery_year is blank | 0 .. 20
-- parameter: undated = skip | facilities without opened_year: left out, or taken to be there already | skip, there
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: facilities
-- optional: sites, programmes
-- about: Share of homes that have, when they are handed over, an open facility of each category within
-- about: reach (slice all), and of each category by itself. Homes whose year of handing over is not known
-- about: are left out, and so are categories none of whose facilities has an opened_year.
-- about_zh: 交付时各类配套设施均已在可达范围内开放的住房占比（分项 all）及各类别占比。交付年份不详的住房不计；
-- about_zh: 全部设施均无开业年份的类别不计。

WITH RECURSIVE asked AS (
    SELECT DISTINCT trim(value) AS category FROM json_each('["' || replace(replace(replace(replace(replace(:categories,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
    UNION
    SELECT category FROM facilities WHERE :categories IS NULL AND (opened_year IS NOT NULL OR :undated = 'there')
), dated AS MATERIALIZED (
    SELECT f.key, f.category, coalesce(f.opened_year, CASE WHEN :undated = 'there' THEN 0 END) AS opened,
           CAST(floor(f.x / 1000) AS INTEGER) AS cx, CAST(floor(f.y / 1000) AS INTEGER) AS cy,
           MbrMaxX(f.geom) - MbrMinX(f.geom) AS wide, MbrMaxY(f.geom) - MbrMinY(f.geom) AS high
    FROM facilities AS f WHERE f.category IN (SELECT category FROM asked)
), usable AS MATERIALIZED (
    SELECT * FROM dated WHERE opened IS NOT NULL
), reach AS (
    SELECT :distance_m / :ground_scale + coalesce(max(max(wide, high)), 0) AS d FROM usable
), step(i) AS (
    SELECT 0 UNION ALL SELECT i + 1 FROM step WHERE i < 200
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units,
           coalesce(s.delivery_year, s.year + :build_years) AS delivered
    FROM supply AS s JOIN supply_place AS p ON p.place = s.place AND p.certain
    WHERE s.layer = :layer
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), known AS MATERIALIZED (
    SELECT * FROM counted WHERE delivered IS NOT NULL
), cell AS MATERIALIZED (
    SELECT k.row_key, k.place, CAST(floor((p.x0 - r.d) / 1000) AS INTEGER) + a.i AS cx,
           CAST(floor((p.y0 - r.d) / 1000) AS INTEGER) + b.i AS cy
    FROM known AS k JOIN supply_place AS p ON p.place = k.place CROSS JOIN reach AS r
    JOIN step AS a ON a.i <= floor((p.x1 + r.d) / 1000) - floor((p.x0 - r.d) / 1000)
    JOIN step AS b ON b.i <= floor((p.y1 + r.d) / 1000) - floor((p.y0 - r.d) / 1000)
), first_open AS MATERIALIZED (
    SELECT c.row_key, u.category, min(u.opened) AS opened
    FROM cell AS c JOIN usable AS u ON u.cx = c.cx AND u.cy = c.cy
    JOIN facilities AS f ON f.key = u.key JOIN supply_place AS p ON p.place = c.place
    WHERE ST_Distance(p.geom, f.geom) * :ground_scale <= :distance_m
    GROUP BY c.row_key, u.category
), lacking AS MATERIALIZED (
    SELECT a.category, CASE WHEN a.category NOT IN (SELECT category FROM dated) THEN
                                'no facility of category ' || a.category || ' was supplied'
                            WHEN a.category NOT IN (SELECT category FROM usable) THEN
                                'no facility of category ' || a.category || ' has an opened_year' END AS reason
    FROM asked AS a
), judged AS MATERIALIZED (
    SELECT k.atom, k.row_key, k.units, l.category,
           coalesce(o.opened <= k.delivered + :max_lag, 0) AS hit
    FROM known AS k CROSS JOIN lacking AS l
    LEFT JOIN first_open AS o ON o.row_key = k.row_key AND o.category = l.category
    WHERE l.reason IS NULL
), figure AS MATERIALIZED (
    SELECT atom, category AS slice, units, hit FROM judged
    UNION ALL
    SELECT atom, 'all', max(units), min(hit) FROM judged GROUP BY atom, row_key
)
SELECT atom, slice, 'units' AS base, sum(units * hit) AS numerator, sum(units) AS denominator, NULL AS reason
FROM figure GROUP BY atom, slice
UNION ALL SELECT atom, slice, 'projects', sum(hit), count(*), NULL FROM figure GROUP BY atom, slice
UNION ALL
SELECT NULL, category, b.value, NULL, NULL, reason FROM lacking
CROSS JOIN json_each('["units","projects"]') AS b WHERE reason IS NOT NULL
UNION ALL
SELECT NULL, 'all', b.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM asked) THEN 'facilities have no opened_year'
            WHEN NOT EXISTS (SELECT 1 FROM known) THEN 'the supply has no year'
            ELSE (SELECT min(reason) FROM lacking) END
FROM json_each('["units","projects"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM known) OR NOT EXISTS (SELECT 1 FROM asked)
      OR :categories IS NOT NULL AND EXISTS (SELECT 1 FROM lacking WHERE reason IS NOT NULL);
