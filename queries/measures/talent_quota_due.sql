-- id: talent_quota_due
-- title: Sites that may be asked for talent housing
-- title_zh: 可配建人才住房的地块
-- unit: share
-- better: none
-- base: units, land, projects
-- slices: part
-- parameter: large_m2 = 50000 | commodity sites larger than this are due | 0 .. 10000000
-- parameter: class = commodity | classes that are due by size, a list | text
-- parameter: zones = development_zone | kinds of areas, or of anchors drawn as areas, whose sites are due, a list | text
-- parameter: anchors = station | near these sites are due, a list as in supply_near_anchors | text
-- parameter: distance_m = 800 | how near, in a straight line | 0 .. 50000
-- parameter: quota = 0.05 | share of units for talent that keeps the rule | 0 .. 1
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- optional: programmes, anchors, stations
-- about: Residential sites that the plan says may be asked for talent housing: commodity sites above a
-- about: size, sites that lie mostly in a development zone, sites near a station. Slice due is their share
-- about: of all residential sites, by_size, by_zone and by_station the share due for that reason; quota is
-- about: talent units in all units of the due sites, kept the share of due sites that reach the quota. The
-- about: plan says may, not must: a site without a quota breaks nothing.
-- about_zh: 规划所称可配建人才住房的居住地块：超过给定面积的商品房地块、主要位于开发区的地块、邻近轨道站点的
-- about_zh: 地块。分项 due 为其占全部居住地块之比，by_size、by_zone、by_station 为各原因之比；quota 为其中人才
-- about_zh: 住房套数占比，kept 为达到比例的地块占比。原文为“可”，未配建不构成违反。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), zone AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:zones,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.land_m2, t.talent_dwellings AS talent,
           coalesce(s.land_m2 > :large_m2, 0)
               AND coalesce(instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0, 0) AS by_size,
           coalesce((SELECT max(x.share) FROM supply_area AS x WHERE x.place = s.place
                     AND x.kind IN (SELECT word FROM zone)), 0.0) >= 0.5
               OR EXISTS (SELECT 1 FROM zone AS z JOIN anchor_word AS w ON w.word = z.word AND w.layer = 'anchors'
                          JOIN anchors AS a ON a.key = w.row_key
                          WHERE ST_Intersects(a.geom, MakePoint(t.x, t.y, ST_SRID(a.geom))) = 1) AS by_zone
    FROM supply AS s JOIN sites AS t ON t.key = s.row_key
    WHERE s.layer = 'sites' AND s.is_residential
          AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
), near AS MATERIALIZED (
    SELECT DISTINCT c.row_key FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
), judged AS MATERIALIZED (
    SELECT *, by_size OR by_zone OR by_station AS due
    FROM (SELECT c.*, c.row_key IN (SELECT row_key FROM near) AS by_station FROM counted AS c)
), figure AS MATERIALIZED (
    SELECT atom, 'due' AS slice, units, land_m2, due AS hit FROM judged
    UNION ALL SELECT atom, 'by_size', units, land_m2, by_size FROM judged
    UNION ALL SELECT atom, 'by_zone', units, land_m2, by_zone FROM judged
    UNION ALL SELECT atom, 'by_station', units, land_m2, by_station FROM judged
    UNION ALL SELECT atom, 'kept', units, land_m2, talent >= :quota * units - 1e-9
              FROM judged WHERE due AND talent IS NOT NULL AND units > 0
)
SELECT atom, slice, 'units' AS base, sum(units * hit) AS numerator, sum(units) AS denominator, NULL AS reason
FROM figure GROUP BY atom, slice
UNION ALL SELECT atom, slice, 'land', sum(land_m2 * hit), sum(land_m2), NULL FROM figure GROUP BY atom, slice
UNION ALL SELECT atom, slice, 'projects', sum(hit), count(*), NULL FROM figure GROUP BY atom, slice
UNION ALL
SELECT atom, 'quota', 'units', sum(talent), sum(units), NULL FROM judged WHERE due AND talent IS NOT NULL GROUP BY atom
UNION ALL
SELECT NULL, s.value, 'units', NULL, NULL,
       CASE WHEN NOT EXISTS (SELECT 1 FROM judged WHERE due) THEN 'no site is due a talent quota'
            ELSE 'sites due have no talent_dwellings' END
FROM json_each('["quota","kept"]') AS s
WHERE NOT EXISTS (SELECT 1 FROM judged WHERE due AND talent IS NOT NULL);
