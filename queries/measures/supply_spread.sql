-- id: supply_spread
-- title: Spread of housing supply
-- title_zh: 住房供应布点
-- unit: count
-- better: higher
-- slices: figure
-- parameter: layer = sites | where the supply stands | sites, programmes
-- parameter: kind = district | the areas compared | text
-- parameter: quantity = units | what is compared | units, floor_area_m2, projects
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: areas
-- optional: sites, programmes
-- about: In how many places housing is offered: slice areas counts the areas of a kind that have any,
-- about: projects the sites or programmes, effective is the number of equal areas that would be as
-- about: concentrated (1 divided by the sum of squared shares).
-- about_zh: 住房供应的布点数：分项 areas 为有供应的区域个数，projects 为地块或项目个数，effective 为等效区域数
-- about_zh: （占比平方和的倒数）。

WITH counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom,
           CASE :quantity WHEN 'units' THEN s.units WHEN 'floor_area_m2' THEN s.floor_area_m2
                          ELSE 1.0 END AS amount
    FROM supply AS s
    WHERE s.layer = :layer
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), held AS MATERIALIZED (
    -- What lies in which area of the kind; a programme that names one lies in it whole.
    SELECT c.row_key, c.atom, x.area_id AS part, c.amount * x.share AS amount
    FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN supply_area AS x ON x.place = c.place AND x.kind = :kind
    WHERE c.amount > 0 AND (p.certain OR x.share = 1)
), by_area AS (
    SELECT 'city' AS area_id, part, row_key, amount FROM held
    UNION ALL
    SELECT a.area_id, h.part, h.row_key, h.amount
    FROM held AS h JOIN atom_area AS a ON a.atom = h.atom JOIN areas AS z ON z.id = a.area_id
    WHERE a.area_id <> 'city' AND z.kind <> :kind
), parted AS (
    SELECT area_id, part, sum(amount) AS amount FROM by_area GROUP BY area_id, part
), summed AS MATERIALIZED (
    SELECT area_id, sum(amount) AS total, sum(amount * amount) AS squares, max(amount) AS largest,
           count(*) AS parts
    FROM parted GROUP BY area_id
)
SELECT area_id, 'areas' AS slice, parts AS numerator, NULL AS reason FROM summed
UNION ALL SELECT area_id, 'effective', total * total / squares, NULL FROM summed
UNION ALL SELECT area_id, 'projects', count(DISTINCT row_key), NULL FROM by_area GROUP BY area_id
UNION ALL
SELECT 'city', s.value, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM areas WHERE kind = :kind) THEN
                'no such area of kind ' || :kind || ' was supplied'
            ELSE 'no such supply in areas of kind ' || :kind END
FROM json_each('["areas","effective","projects"]') AS s WHERE NOT EXISTS (SELECT 1 FROM summed);
