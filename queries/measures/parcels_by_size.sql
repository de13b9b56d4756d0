-- id: parcels_by_size
-- title: Parcels by size
-- title_zh: 宗地规模构成
-- unit: share
-- better: none
-- base: projects, land
-- slices: size
-- parameter: micro_m2 = 1000 | from this site area a parcel is micro; below it is a spot | 1 .. 10000000
-- parameter: small_m2 = 5000 | from this area it is small | 1 .. 10000000
-- parameter: large_m2 = 20000 | from this area it is large | 1 .. 10000000
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites
-- optional: programmes
-- about: Share of parcels (and of their land) by site area: spot (for services that are lacking), micro
-- about: (flexible), small (used intensively), large (developed as a whole). The plan gives no areas: the
-- about: three borders are defaults to be set by the city.
-- about_zh: 宗地（及其用地）按面积的构成：点状 spot（补公服短板）、微 micro（灵活使用）、小 small（集约利用）、
-- about_zh: 大 large（成片整合）。规划未给出面积界限，三个界值为缺省，由城市自定。

WITH counted AS (
    SELECT s.atom, s.land_m2, CASE WHEN s.land_m2 < :micro_m2 THEN 'spot' WHEN s.land_m2 < :small_m2 THEN 'micro'
                                   WHEN s.land_m2 < :large_m2 THEN 'small' ELSE 'large' END AS size
    FROM supply AS s
    WHERE s.layer = 'sites' AND s.land_m2 IS NOT NULL
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
), figure AS MATERIALIZED (
    SELECT c.atom, k.value AS slice, c.land_m2, c.size = k.value AS hit
    FROM counted AS c CROSS JOIN json_each('["spot","micro","small","large"]') AS k
)
SELECT atom, slice, 'projects' AS base, sum(hit) AS numerator, count(*) AS denominator FROM figure GROUP BY atom, slice
UNION ALL
SELECT atom, slice, 'land', sum(land_m2 * hit), sum(land_m2) FROM figure GROUP BY atom, slice;
