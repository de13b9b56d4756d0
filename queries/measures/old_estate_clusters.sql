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
-- about: together when a chain of gaps of at most near_m links them, from edge to edge (points: from
-- about: point to point). A home whose households are unknown counts with its dwellings.
-- about_zh: 符合改造口径的老旧住房中，位于户数达到下限的集中连片区内者所占比重；分子为其数量。
-- about_zh: 相邻间距不超过 near_m 的住房逐个相连成片（面按边到边，点按点到点）。户数未知时以套数代替。

WITH RECURSIVE old AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY h.key) - 1 AS number, a.atom, h.households, h.dwellings, h.geom,
           ST_Dimension(h.geom) = 0 AS is_point, MbrMinX(h.geom) AS x0, MbrMaxX(h.geom) AS x1,
           MbrMinY(h.geom) AS y0, MbrMaxY(h.geom) AS y1, :near_m / :ground_scale AS near
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE CASE WHEN (:danger IS NOT NULL
                 OR h.build_year < :cutoff_year + iif(:inclusive = 1, 1, 0))
                AND (:year_from IS NULL OR h.build_year >= :year_from)
                AND (:danger IS NULL
                     OR instr(',' || replace(:danger, ' ', '') || ',', ',' || upper(substr(h.danger, 1, 1)) || ',') > 0)
                AND (:need = 'any' OR h.renewal_need = 1)
                AND (:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
           THEN 1.0 ELSE 0.0 END = 1.0
), cell(number, cx, cy, from_y, to_x, to_y) AS (
    -- Squares that a home, widened by half a gap, touches: homes that are near share one.
    SELECT number, floor((x0 - near / 2) / (near * 4)), floor((y0 - near / 2) / (near * 4)),
           floor((y0 - near / 2) / (near * 4)), floor((x1 + near / 2) / (near * 4)),
           floor((y1 + near / 2) / (near * 4))
    FROM old
    UNION ALL
    SELECT number, iif(cy < to_y, cx, cx + 1), iif(cy < to_y, cy + 1, from_y), from_y, to_x, to_y
    FROM cell WHERE cy < to_y OR cx < to_x
), touched AS MATERIALIZED (
    SELECT c.cx, c.cy, o.* FROM cell AS c JOIN old AS o ON o.number = c.number
), pair AS MATERIALIZED (
    SELECT DISTINCT a.number AS one, b.number AS other
    FROM touched AS a JOIN touched AS b ON b.cx = a.cx AND b.cy = a.cy AND b.number > a.number
    WHERE b.x0 <= a.x1 + a.near AND b.x1 >= a.x0 - a.near
          AND b.y0 <= a.y1 + a.near AND b.y1 >= a.y0 - a.near
          AND CASE WHEN a.is_point AND b.is_point
                   THEN (a.x0 - b.x0) * (a.x0 - b.x0) + (a.y0 - b.y0) * (a.y0 - b.y0)
                        <= a.near * a.near * (1 + 1e-12)
                   ELSE ST_Distance(a.geom, b.geom) <= a.near * (1 + 1e-12) END
), linked AS MATERIALIZED (
    SELECT one AS number, other FROM pair
    UNION ALL SELECT other, one FROM pair
    UNION ALL SELECT number, number FROM old
), labels(numbers, before) AS (
    -- Every home takes the least label of those it is linked to, then that home's label, until none
    -- changes: the rounds grow with the logarithm of the longest chain. One row holds all labels.
    SELECT (SELECT json_group_array(number) FROM (SELECT number FROM old ORDER BY number)), NULL
    UNION ALL
    SELECT (WITH label AS MATERIALIZED (
                SELECT j.key AS number, j.value AS label FROM json_each(labels.numbers) AS j
            ), least AS MATERIALIZED (
                SELECT k.number, min(l.label) AS label
                FROM linked AS k JOIN label AS l ON l.number = k.other GROUP BY k.number
            )
            SELECT json_group_array(label) FROM (
                SELECT label FROM (
                    SELECT asker, max(label) OVER (PARTITION BY number) AS label FROM (
                        SELECT number, label, NULL AS asker FROM least
                        UNION ALL SELECT label, NULL, number FROM least))
                WHERE asker IS NOT NULL ORDER BY asker)),
           numbers
    FROM labels WHERE numbers IS NOT before
), held AS MATERIALIZED (
    SELECT j.key AS number, j.value AS cluster
    FROM (SELECT numbers FROM labels WHERE numbers = before) AS f, json_each(f.numbers) AS j
), large AS MATERIALIZED (
    SELECT h.cluster FROM held AS h JOIN old AS o ON o.number = h.number
    GROUP BY h.cluster HAVING total(coalesce(o.households, o.dwellings)) >= :least
), judged AS (
    SELECT o.atom, o.households, o.dwellings, iif(l.cluster IS NULL, 0.0, 1.0) AS clustered
    FROM old AS o JOIN held AS h ON h.number = o.number LEFT JOIN large AS l ON l.cluster = h.cluster
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
