-- id: supply_near_anchors
-- title: Housing near stations, jobs and campuses
-- title_zh: 布局于站点、商务区、园区等周边的住房占比
-- unit: share
-- better: higher
-- base: units, floor_area_m2, land, projects
-- slices: anchor
-- parameter: layer = sites | where the housing stands | sites, programmes, homes
-- parameter: anchors = station,business_district,industrial_park,campus,hospital | what to be near to: kinds, ids or names of anchors, station, station:mode, area:kind | text
-- parameter: metric = straight | in a straight line, or along streets | straight, walk
-- parameter: distance_m = 800 | how near | 0 .. 500000
-- parameter: outside = | leave out what lies mostly inside areas of this kind | text
-- parameter: class = | only these classes, a list such as talent,affordable_rental | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only these statuses | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: sites if layer = sites
-- needs: programmes if layer = programmes
-- needs: homes if layer = homes
-- needs: streets if metric = walk
-- optional: sites, programmes, homes, anchors, stations
-- about: Share of housing within a distance of any of the named anchors (slice near), and of each
-- about: (near:anchor). Plans that say "around" give no distance: 800 m is a default. A straight line
-- about: runs from the edge of a site (the point of a home) to the edge of the anchor, 0 inside. On
-- about: foot only what walking was looked for is known. A programme without a place of its own is left
-- about: out and shown in slice unplaced.
-- about_zh: 距任一指定锚点（分项 near）或某类锚点（near:锚点）不超过给定距离的住房占比。规划所称“周边”
-- about_zh: 未给距离，缺省取 800 m。直线距离自地块边界（住房为点）至锚点边界，位于其内为 0；步行仅计已搜索者。
-- about_zh: 无空间位置的项目不计，其占比见分项 unplaced。

WITH RECURSIVE asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), goal AS MATERIALIZED (
    SELECT k.word, p.x0, p.x1, p.y0, p.y1, p.geom
    FROM asked AS k JOIN anchor_word AS w ON w.word = k.word
    JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
), counted AS MATERIALIZED (
    SELECT s.row_key, s.place, s.atom, s.units, s.floor_area_m2, s.land_m2,
           coalesce(p.certain, 0) AS known
    FROM supply AS s LEFT JOIN supply_place AS p ON p.place = s.place
    WHERE s.layer = :layer
          AND (:outside IS NULL OR 0.5 > coalesce((SELECT max(x.share) FROM supply_area AS x
                                         WHERE x.place = s.place AND x.kind = :outside), 0.0))
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || s.class || ',') > 0)
          AND (:mode IS NULL
               OR instr(',' || replace(replace(:mode, '、', ','), ' ', '') || ',', ',' || s.mode || ',') > 0)
          AND (:status IS NULL
               OR instr(',' || replace(replace(:status, '、', ','), ' ', '') || ',', ',' || s.status || ',') > 0)
          AND (:year_from IS NULL OR s.year >= :year_from)
          AND (:year_to IS NULL OR s.year <= :year_to)
    UNION ALL
    SELECT h.key, NULL, a.atom, h.dwellings, h.floor_area_m2, NULL, 1
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE :layer = 'homes' AND :mode IS NULL AND :status IS NULL
          AND (:outside IS NULL OR NOT EXISTS (SELECT 1 FROM atom_area AS x JOIN areas AS z
                                     ON z.id = x.area_id WHERE x.atom = a.atom AND z.kind = :outside))
          AND (:class IS NULL
               OR instr(',' || replace(replace(:class, '、', ','), ' ', '') || ',', ',' || h.class || ',') > 0)
          AND (:year_from IS NULL OR h.build_year >= :year_from)
          AND (:year_to IS NULL OR h.build_year <= :year_to)
), step(i) AS (
    SELECT 0 UNION ALL SELECT i + 1 FROM step WHERE i < 1000
), goal_cell AS MATERIALIZED (
    -- Homes are many: they are looked up by squares of a kilometre.
    SELECT g.rowid AS goal, CAST(floor((g.x0 - :distance_m) / 1000) AS INTEGER) + a.i AS cx,
           CAST(floor((g.y0 - :distance_m) / 1000) AS INTEGER) + b.i AS cy
    FROM (SELECT row_number() OVER () AS rowid, x0, x1, y0, y1 FROM goal) AS g
    JOIN step AS a ON a.i <= (g.x1 - g.x0 + 2 * :distance_m) / 1000 + 1
    JOIN step AS b ON b.i <= (g.y1 - g.y0 + 2 * :distance_m) / 1000 + 1
    WHERE :layer = 'homes' AND :metric = 'straight'
), home_cell AS MATERIALIZED (
    SELECT h.key, h.x, h.y, CAST(floor(h.x / 1000) AS INTEGER) AS cx,
           CAST(floor(h.y / 1000) AS INTEGER) AS cy
    FROM homes AS h WHERE :layer = 'homes' AND :metric = 'straight'
), numbered AS MATERIALIZED (
    SELECT row_number() OVER () AS rowid, word, geom FROM goal
), goes AS MATERIALIZED (
    -- What a word is called in the walk tables: a category, or 'anchor:' and a kind of anchor.
    SELECT k.word, k.word AS category FROM asked AS k
    UNION
    SELECT k.word, 'anchor:' || a.kind FROM asked AS k
    JOIN anchor_word AS w ON w.word = k.word AND w.layer = 'anchors' JOIN anchors AS a ON a.key = w.row_key
    WHERE k.word <> a.id AND (a.name IS NULL OR k.word <> a.name)
), hit AS MATERIALIZED (
    SELECT DISTINCT c.row_key, g.word
    FROM counted AS c JOIN supply_place AS p ON p.place = c.place
    JOIN goal AS g ON p.x0 <= g.x1 + :distance_m / :ground_scale AND p.x1 >= g.x0 - :distance_m / :ground_scale
                  AND p.y0 <= g.y1 + :distance_m / :ground_scale AND p.y1 >= g.y0 - :distance_m / :ground_scale
    WHERE :metric = 'straight' AND c.known AND :layer <> 'homes'
          AND ST_Distance(p.geom, g.geom) * :ground_scale <= :distance_m
    UNION
    SELECT h.key, n.word
    FROM goal_cell AS q JOIN home_cell AS h ON h.cx = q.cx AND h.cy = q.cy
    JOIN numbered AS n ON n.rowid = q.goal
    WHERE ST_Distance(MakePoint(h.x, h.y, ST_SRID(n.geom)), n.geom) * :ground_scale <= :distance_m
    UNION
    SELECT w.site_key, k.word
    FROM goes AS k JOIN walk_site AS w ON w.category = k.category
    WHERE :metric = 'walk' AND :layer = 'sites' AND w.walk_m <= :distance_m * :stretch
    UNION
    SELECT w.home_key, k.word
    FROM goes AS k JOIN walk_nearest AS w ON w.category = k.category
    WHERE :metric = 'walk' AND :layer = 'homes' AND w.walk_m <= :distance_m * :stretch
), walked AS (
    SELECT k.word FROM goes AS k
    WHERE k.category IN (SELECT id FROM category) OR k.category IN (SELECT category FROM walk_site)
          OR k.category IN (SELECT category FROM walk_nearest)
), lacking AS MATERIALIZED (
    SELECT k.word, CASE WHEN :metric = 'walk' AND :layer = 'programmes' THEN
                            'programmes meet no street: ask for metric = straight'
                        WHEN :metric = 'walk' AND :distance_m > :search_limit_m THEN
                            'the limit lies beyond walking.search_limit_m'
                        WHEN :metric = 'walk' AND k.word NOT IN (SELECT word FROM walked) THEN
                            'no way on foot to ' || k.word || ' was looked for'
                        WHEN :metric = 'straight' AND k.word NOT IN (SELECT word FROM goal) THEN
                            'no anchor, station or area is called ' || k.word END AS reason
    FROM asked AS k
), near AS (
    SELECT row_key, max(1) AS hit FROM hit GROUP BY row_key
), summed AS MATERIALIZED (
    SELECT c.atom, 'near' AS slice, sum(c.units * coalesce(n.hit, 0)) AS nu, sum(c.units) AS du,
           sum(c.floor_area_m2 * coalesce(n.hit, 0)) AS nf, sum(c.floor_area_m2) AS df,
           sum(c.land_m2 * coalesce(n.hit, 0)) AS nl, sum(c.land_m2) AS dl,
           sum(coalesce(n.hit, 0)) AS np, count(*) AS dp
    FROM counted AS c LEFT JOIN near AS n ON n.row_key = c.row_key
    WHERE c.known GROUP BY c.atom
    UNION ALL
    SELECT c.atom, 'near:' || k.word, sum(c.units * (h.word IS NOT NULL)), sum(c.units),
           sum(c.floor_area_m2 * (h.word IS NOT NULL)), sum(c.floor_area_m2),
           sum(c.land_m2 * (h.word IS NOT NULL)), sum(c.land_m2),
           sum(h.word IS NOT NULL), count(*)
    FROM lacking AS k CROSS JOIN counted AS c
    LEFT JOIN hit AS h ON h.row_key = c.row_key AND h.word = k.word
    WHERE c.known AND k.reason IS NULL GROUP BY c.atom, k.word
    UNION ALL
    SELECT atom, 'unplaced', sum(units * (NOT known)), sum(units),
           sum(floor_area_m2 * (NOT known)), sum(floor_area_m2),
           sum(land_m2 * (NOT known)), sum(land_m2), sum(NOT known), count(*)
    FROM counted GROUP BY atom
)
SELECT atom, slice, 'units' AS base, nu AS numerator, du AS denominator, NULL AS reason FROM summed
UNION ALL SELECT atom, slice, 'floor_area_m2', nf, df, NULL FROM summed
UNION ALL SELECT atom, slice, 'land', nl, dl, NULL FROM summed WHERE :layer = 'sites'
UNION ALL SELECT atom, slice, 'projects', np, dp, NULL FROM summed
UNION ALL
SELECT NULL, 'near:' || word, b.value, NULL, NULL, reason
FROM lacking CROSS JOIN json_each('["units","floor_area_m2","land","projects"]') AS b
WHERE reason IS NOT NULL AND (:layer = 'sites' OR b.value <> 'land')
UNION ALL
SELECT NULL, 'near', b.value, NULL, NULL,
       coalesce((SELECT CASE WHEN count(*) = 0 THEN 'no anchor is asked for' ELSE min(reason) END FROM lacking
                 HAVING count(*) = count(reason)),
                CASE WHEN NOT EXISTS (SELECT 1 FROM counted) THEN NULL
                     ELSE 'programmes have no place of their own' END)
FROM json_each('["units","floor_area_m2","land","projects"]') AS b
WHERE (:layer = 'sites' OR b.value <> 'land')
      AND (NOT EXISTS (SELECT 1 FROM lacking WHERE reason IS NULL)
           OR NOT EXISTS (SELECT 1 FROM counted WHERE known));
