-- id: parcel_sizes
-- title: Parcels by size
-- title_zh: 宗地规模分类
-- unit: share
-- better: none
-- base: land, sites
-- slices: size
-- parameter: dot_m2 = | up to this a parcel is a dot (点状) | 0 .. 100000000
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: micro_m2 = | up to this it is micro (微) | 0 .. 100000000
-- parameter: small_m2 = | up to this small (小), beyond it large (大) | 0 .. 100000000
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- about: Sites sorted by area into dot, micro, small and large parcels, as shares of land and of
-- about: number. No plan states the limits: without them nothing is measured.
-- about_zh: 地块按面积分为点状、微、小、大宗地，给出用地与个数占比。各规划均未给出界限，不填则不度量。

WITH row AS (
    SELECT a.atom, s.site_area_m2 AS area_m2,
           CASE WHEN s.site_area_m2 <= :dot_m2 THEN 'dot' WHEN s.site_area_m2 <= :micro_m2 THEN 'micro'
                WHEN s.site_area_m2 <= :small_m2 THEN 'small' ELSE 'large' END AS size
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE s.site_area_m2 IS NOT NULL AND (:mode IS NULL
               OR instr(',' || replace(:mode, ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || s.status || ',') > 0)
), lacking AS (
    SELECT CASE WHEN :dot_m2 IS NULL OR :micro_m2 IS NULL OR :small_m2 IS NULL
                    THEN 'give dot_m2, micro_m2 and small_m2'
                WHEN NOT (:dot_m2 <= :micro_m2 AND :micro_m2 <= :small_m2)
                    THEN 'dot_m2, micro_m2 and small_m2 must not fall' END AS reason
), size AS (
    SELECT value AS size FROM json_each('["dot", "micro", "small", "large"]')
)
SELECT r.atom, z.size AS slice, 'land' AS base, sum(iif(r.size = z.size, r.area_m2, 0.0)) AS numerator,
       sum(r.area_m2) AS denominator, l.reason
FROM row AS r CROSS JOIN size AS z CROSS JOIN lacking AS l GROUP BY r.atom, z.size
UNION ALL
SELECT r.atom, z.size, 'sites', sum(iif(r.size = z.size, 1.0, 0.0)), count(*), l.reason
FROM row AS r CROSS JOIN size AS z CROSS JOIN lacking AS l GROUP BY r.atom, z.size;
