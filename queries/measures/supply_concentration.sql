-- id: supply_concentration
-- title: Concentration of housing supply
-- title_zh: 住房供应集中度
-- unit: ratio
-- better: none
-- slices: figure
-- norm: Hirschman 1945, Herfindahl 1950
-- confidence: GK-H
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
-- about: How housing supply is shared out among areas of a kind: slice hhi is the sum of squared shares
-- about: (1 all in one area, 1/n evenly in n), slice largest the share of the largest area.
-- about_zh: 住房供应在某类区域间的集中程度：分项 hhi 为各区占比平方和（1 表示全部集中于一区，1/n 表示 n 区
-- about_zh: 均分），分项 largest 为最大一区的占比。

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
SELECT area_id, 'hhi' AS slice, squares AS numerator, total * total AS denominator, NULL AS reason FROM summed
UNION ALL SELECT area_id, 'largest', largest, total, NULL FROM summed
UNION ALL
SELECT 'city', s.value, NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM areas WHERE kind = :kind) THEN
                'no such area of kind ' || :kind || ' was supplied'
            ELSE 'no such supply in areas of kind ' || :kind END
FROM json_each('["hhi","largest"]') AS s WHERE NOT EXISTS (SELECT 1 FROM summed);
