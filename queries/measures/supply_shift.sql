-- id: supply_shift
-- title: Shift of housing supply towards areas
-- title_zh: 住房供应向指定区域集聚的变化
-- unit: share
-- better: higher
-- slices: figure
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: kind = district | kind of the areas | text
-- parameter: names = | the areas that are to gain, by id or name, a list; blank: all of the kind | text
-- parameter: quantity = units | what is compared | units, floor_area_m2, projects
-- parameter: against = homes | the share it is held against: existing dwellings (floor area), population of the areas, or supply of base_from to base_to | homes, population, period
-- parameter: base_from = | first year of the base period | 1800 .. 2200
-- parameter: base_to = | last year of the base period, or of existing homes | 1800 .. 2200
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: homes if against = homes
-- needs: areas
-- optional: sites, programmes, homes
-- about: Share of planned or supplied housing in the named areas (slice share), the same share in the
-- about: base (base), and their difference (shift): above 0 supply leads there. Sites are split by area
-- about: at borders; homes count where their point lies; population is that of the areas of the kind.
-- about_zh: 指定区域在住房供应中的占比（分项 share）、基期占比（base）及二者之差（shift）；大于 0 表示供应向其
-- about_zh: 集聚。跨界地块按用地面积分摊，住房按代表点计，人口取该类区域的人口。

WITH chosen AS MATERIALIZED (
    SELECT a.id, a.population, (:names IS NULL OR EXISTS (
        SELECT 1 FROM json_each('["' || replace(replace(replace(replace(replace(:names,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]') AS n
        WHERE trim(n.value) IN (a.id, a.name))) AS gains
    FROM areas AS a WHERE a.kind = :kind
), part AS MATERIALIZED (
    SELECT x.place, min(1.0, sum(x.share)) AS share
    FROM supply_area AS x WHERE x.area_id IN (SELECT id FROM chosen WHERE gains) GROUP BY x.place
), counted AS MATERIALIZED (
    SELECT CASE :quantity WHEN 'units' THEN s.units WHEN 'floor_area_m2' THEN s.floor_area_m2
                          ELSE 1.0 END AS amount,
           coalesce(t.share, 0.0) AS share, s.year,
           (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
               AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
               AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0) AS fits
    FROM supply AS s JOIN supply_place AS p ON p.place = s.place LEFT JOIN part AS t ON t.place = s.place
    WHERE s.layer = :layer AND (p.certain OR coalesce(t.share, 0.0) IN (0.0, 1.0))
), home AS MATERIALIZED (
    SELECT CASE :quantity WHEN 'floor_area_m2' THEN h.floor_area_m2 ELSE h.dwellings END AS amount,
           EXISTS (SELECT 1 FROM atom_area AS a WHERE a.atom = x.atom
                   AND a.area_id IN (SELECT id FROM chosen WHERE gains)) AS share
    FROM homes AS h JOIN home_atom AS x ON x.home_key = h.key
    WHERE :against = 'homes' AND (:base_to IS NULL OR h.build_year <= :base_to)
          AND (:base_from IS NULL OR h.build_year >= :base_from)
), now AS (
    SELECT sum(amount * share) AS part, sum(amount) AS total FROM counted
    WHERE fits AND (:year_from IS NULL OR year >= :year_from) AND (:year_to IS NULL OR year <= :year_to)
), base AS (
    SELECT sum(amount * share) AS part, sum(amount) AS total FROM (
        SELECT amount, share FROM home
        UNION ALL SELECT population, gains FROM chosen WHERE :against = 'population'
        UNION ALL SELECT amount, share FROM counted
                  WHERE :against = 'period' AND fits AND year BETWEEN :base_from AND :base_to)
), reason AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM chosen WHERE gains) THEN
                    'no such area of kind ' || :kind || ' was supplied' END AS areas,
           CASE WHEN coalesce(now.total, 0) = 0 THEN 'no such supply' END AS now,
           CASE WHEN coalesce(base.total, 0) > 0 THEN NULL
                WHEN :against = 'period' AND (:base_from IS NULL OR :base_to IS NULL) THEN
                    'against = period needs base_from and base_to'
                WHEN :against = 'population' THEN 'areas of kind ' || :kind || ' have no population'
                ELSE 'nothing to hold it against in the base' END AS base
    FROM now CROSS JOIN base
)
SELECT 'city' AS area_id, 'share' AS slice, now.part AS numerator, now.total AS denominator,
       coalesce(r.areas, r.now) AS reason
FROM now CROSS JOIN reason AS r
UNION ALL
SELECT 'city', 'base', base.part, base.total, coalesce(r.areas, r.base) FROM base CROSS JOIN reason AS r
UNION ALL
SELECT 'city', 'shift', now.part / now.total - base.part / base.total, 1.0,
       coalesce(r.areas, r.now, r.base)
FROM now CROSS JOIN base CROSS JOIN reason AS r;
