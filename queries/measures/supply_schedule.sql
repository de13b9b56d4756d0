-- id: supply_schedule
-- title: Supply against schedule
-- title_zh: 累计供应与计划进度之比
-- unit: ratio
-- better: higher
-- slices: year
-- denominator: planned amount
-- parameter: area = | id or name of the area the plan is for; blank is the city | text
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: factor = 1 | what one of the plan is, 10000 where it counts in 万 | 0.000001 .. 1000000000
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: plan = | amount of each year, as in 2021:4.9, 2022:5.9 | text
-- parameter: quantity = units | what is counted | units, households, floor_area_m2, projects
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- about: What has been supplied up to the end of each year of the plan, divided by what the plan
-- about: wanted by then; the slice is the year. Supply before the plan's first year does not count.
-- about_zh: 自计划首年起至各年末的累计供应量与计划累计量之比；分项为年份。首年之前的供应不计。

WITH planned AS (
    SELECT CAST(j.key AS INTEGER) AS year, CAST(j.value AS REAL) * :factor AS amount
    FROM json_each(CASE WHEN :plan IS NULL THEN '{}'
                        WHEN json_valid('{"' || replace(replace(replace(:plan, ' ', ''), ':', '":'),
                                                        ',', ',"') || '}')
                        THEN '{"' || replace(replace(replace(:plan, ' ', ''), ':', '":'),
                                             ',', ',"') || '}'
                        ELSE '{}' END) AS j
), place AS (
    SELECT CASE WHEN :area IS NULL THEN 'city' ELSE coalesce(
        (SELECT id FROM areas WHERE id = :area), (SELECT min(id) FROM areas WHERE name = :area)) END
        AS area_id
), row AS (
    SELECT p.year, CASE :quantity WHEN 'units' THEN p.units WHEN 'households' THEN p.households
                                  WHEN 'projects' THEN 1.0 ELSE p.floor_area_m2 END AS amount
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || p.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || p.status || ',') > 0)
          AND (:area IS NULL OR EXISTS (
              SELECT 1 FROM atom_area AS x, place AS l
              WHERE x.atom = a.atom AND x.area_id = l.area_id))
)
SELECT coalesce(l.area_id, 'city') AS area_id, CAST(p.year AS TEXT) AS slice,
       (SELECT total(r.amount) FROM row AS r
        WHERE r.year <= p.year AND r.year >= (SELECT min(year) FROM planned)) AS numerator,
       (SELECT sum(q.amount) FROM planned AS q WHERE q.year <= p.year) AS denominator,
       CASE WHEN l.area_id IS NULL THEN 'unknown area ''' || :area || '''' END AS reason
FROM planned AS p CROSS JOIN place AS l
UNION ALL
SELECT coalesce(l.area_id, 'city'), '', NULL, NULL, 'give plan as year:amount pairs'
FROM place AS l WHERE NOT EXISTS (SELECT 1 FROM planned);
