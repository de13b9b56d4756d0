-- id: anchor_location_quotient
-- title: Location quotient of housing near anchors
-- title_zh: 锚点周边住房区位商
-- unit: ratio
-- better: higher
-- base: units, floor_area_m2
-- parameter: anchors = station,business_district,industrial_park,campus,hospital | what to be near to: kinds, ids or names of anchors, station, station:mode, area:kind | text
-- parameter: distance_m = 800 | how near, in a straight line | 0 .. 500000
-- parameter: outside = | leave out sites that lie mostly inside areas of this kind | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- optional: anchors, stations, programmes
-- needs: sites
-- about: Share of the units (or floor area) of sites that stand within a distance of any anchor,
-- about: divided by the share of buildable residential land (all sites whose use is residential or not
-- about: stated) that lies there. Above 1: supply seeks the anchors more than land would have it.
-- about_zh: 地块供应套数（或建筑面积）中位于锚点周边的占比，除以可建居住用地（用途为居住或未注明的全部地块）
-- about_zh: 中位于锚点周边的占比。大于 1 表示供应比用地分布更靠近锚点。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), site AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2,
           CASE WHEN s.is_residential THEN s.land_m2 END AS land_m2,
           ((:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)) AS counts
    FROM supply AS s
    WHERE s.layer = 'sites'
          AND (:outside IS NULL OR 0.5 > coalesce((SELECT max(x.share) FROM supply_area AS x
                                         WHERE x.place = s.place AND x.kind = :outside), 0.0))
), hit AS MATERIALIZED (
    SELECT DISTINCT s.row_key
    FROM site AS s JOIN supply_place AS p ON p.place = s.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), marked AS MATERIALIZED (
    SELECT s.*, h.row_key IS NOT NULL AS near FROM site AS s LEFT JOIN hit AS h ON h.row_key = s.row_key
), by_area AS (
    SELECT 'city' AS area_id, m.* FROM marked AS m
    UNION ALL
    SELECT a.area_id, m.* FROM marked AS m JOIN atom_area AS a ON a.atom = m.atom
    WHERE a.area_id <> 'city'
), summed AS MATERIALIZED (
    SELECT area_id, sum(units * near * counts) / nullif(sum(units * counts), 0) AS units_share,
           sum(floor_area_m2 * near * counts) / nullif(sum(floor_area_m2 * counts), 0) AS floor_share,
           sum(land_m2 * near) / nullif(sum(land_m2), 0) AS land_share
    FROM by_area GROUP BY area_id
), figure AS (
    SELECT area_id, 'units' AS base, units_share AS share, land_share FROM summed
    UNION ALL SELECT area_id, 'floor_area_m2', floor_share, land_share FROM summed
)
SELECT area_id, base, share AS numerator, land_share AS denominator,
       CASE WHEN NOT EXISTS (SELECT 1 FROM goal) THEN 'none of the anchors was supplied'
            WHEN share IS NULL THEN 'no such supply here'
            WHEN land_share IS NULL THEN 'no residential land here'
            WHEN land_share = 0 THEN 'no residential land lies near the anchors' END AS reason
FROM figure;
