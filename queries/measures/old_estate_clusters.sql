-- id: old_estate_clusters
-- title: Old homes in contiguous clusters
-- title_zh: 集中连片的老旧住房
-- unit: share
-- better: none
-- base: households, dwellings, estates
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: cutoff_year = 2000 | estates built up to this year | 1800 .. 2200
-- parameter: danger = | only these grades of danger, as in C,D | text
-- parameter: inclusive = 1 | 1 where the year itself counts (年底前), 0 where not (年前) | 0 .. 1
-- parameter: least = 50 | households a cluster must have | 1 .. 1000000
-- parameter: near_m = 50 | old homes this far apart belong together | 1 .. 5000
-- parameter: need = any | or only those said to need renewal | any, needed
-- parameter: year_from = | built in this year or later | 1800 .. 2200
-- about: Old homes, as renewal_scope takes them, that lie near one another in clusters of at least so
-- about: many households, as a share of all old homes; numerator is how many they are. Homes belong
-- about: together when a chain of gaps of at most near_m links them, edge to edge (to a half percent).
-- about: A cluster without households known is counted by its dwellings.
-- about_zh: 符合改造口径的老旧住房中，位于户数达到下限的集中连片区内者所占比重；分子为其数量。
-- about_zh: 相邻间距不超过 near_m 的住房逐个相连成片（边到边，误差约半个百分点）。户数未知时以套数代替。

WITH RECURSIVE old AS MATERIALIZED (
    SELECT h.key, a.atom, h.x, h.y, h.households, h.dwellings, h.geom
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE CASE WHEN (:danger IS NOT NULL
                 OR h.build_year < :cutoff_year + iif(:inclusive = 1, 1, 0))
                AND (:year_from IS NULL OR h.build_year >= :year_from)
                AND (:danger IS NULL
                     OR instr(',' || replace(:danger, ' ', '') || ',', ',' || upper(substr(h.danger, 1, 1)) || ',') > 0)
                AND (:need = 'any' OR h.renewal_need = 1)
                AND (:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
           THEN 1.0 ELSE 0.0 END = 1.0
), merged AS MATERIALIZED (
    SELECT CastToMulti(ST_Union(ST_Buffer(geom, :near_m * 1.0024 / 2 / :ground_scale, 8))) AS geom FROM old
), part(number) AS (
    SELECT 1 FROM merged WHERE geom IS NOT NULL
    UNION ALL
    SELECT number + 1 FROM part WHERE number < (SELECT ST_NumGeometries(geom) FROM merged)
), cluster AS MATERIALIZED (
    SELECT p.number, ST_GeometryN(m.geom, p.number) AS geom FROM part AS p CROSS JOIN merged AS m
), cell(number, cx, cy, x1, y0, y1) AS (
    SELECT number, CAST(floor(MbrMinX(geom) / 500) AS INTEGER), CAST(floor(MbrMinY(geom) / 500) AS INTEGER),
           CAST(floor(MbrMaxX(geom) / 500) AS INTEGER), CAST(floor(MbrMinY(geom) / 500) AS INTEGER),
           CAST(floor(MbrMaxY(geom) / 500) AS INTEGER)
    FROM cluster
    UNION ALL
    SELECT number, iif(cy < y1, cx, cx + 1), iif(cy < y1, cy + 1, y0), x1, y0, y1 FROM cell
    WHERE cy < y1 OR cx < x1
), held AS MATERIALIZED (
    SELECT o.key, min(c.number) AS number
    FROM old AS o JOIN cell AS c ON c.cx = CAST(floor(o.x / 500) AS INTEGER)
                                AND c.cy = CAST(floor(o.y / 500) AS INTEGER)
    JOIN cluster AS k ON k.number = c.number
    WHERE ST_Contains(k.geom, MakePoint(o.x, o.y, ST_SRID(k.geom)))
    GROUP BY o.key
), large AS (
    SELECT h.number FROM held AS h JOIN old AS o ON o.key = h.key
    GROUP BY h.number HAVING total(coalesce(o.households, o.dwellings)) >= :least
), judged AS (
    SELECT o.atom, o.households, o.dwellings, iif(l.number IS NULL, 0.0, 1.0) AS clustered
    FROM old AS o LEFT JOIN held AS h ON h.key = o.key LEFT JOIN large AS l ON l.number = h.number
)
SELECT atom, 'households' AS base, sum(clustered * households) AS numerator,
       sum(households) AS denominator, NULL AS reason
FROM judged GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', sum(clustered * dwellings), sum(dwellings), NULL FROM judged GROUP BY atom
UNION ALL
SELECT atom, 'estates', sum(clustered), count(*), NULL FROM judged GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM homes WHERE build_year IS NOT NULL) OR :danger IS NOT NULL
            THEN 'no old homes here' ELSE 'homes have no build_year' END
FROM json_each('["households", "dwellings", "estates"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM old);
