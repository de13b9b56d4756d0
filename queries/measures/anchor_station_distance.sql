-- id: anchor_station_distance
-- title: Centres near a station
-- title_zh: 邻近轨道站点的中心占比
-- unit: share
-- better: higher
-- slices: anchor
-- norm: 城市轨道沿线地区规划设计导则 2015
-- clause: 术语: 轨道影响区 500–800 m
-- confidence: GK-H
-- settled_by: distance_m
-- parameter: of = anchors | what the centres are | anchors, facilities
-- parameter: names = | only these: kinds, ids or names of anchors, or categories of facilities; blank: all | text
-- parameter: metric = straight | in a straight line, or along streets | straight, walk
-- parameter: distance_m = @stations.influence_m | how near | 1 .. 50000
-- needs: stations
-- needs: anchors if of = anchors
-- needs: facilities if of = facilities
-- needs: streets if metric = walk
-- optional: anchors, facilities
-- about: Share of centres (anchors or facilities) within a distance of a station: slice all, and each
-- about: kind by itself. On foot it is known for facilities, as far as stations.influence_m. An anchor
-- about: belongs to the areas its point lies in.
-- about_zh: 距轨道站点不超过给定距离的中心（锚点或设施）占比：分项 all 及各类别。步行仅设施可计，且不超过
-- about_zh: stations.influence_m。锚点按其代表点所在区域计。

WITH asked AS (
    SELECT DISTINCT trim(value) AS word FROM json_each('["' || replace(replace(replace(replace(replace(:names,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]')
    WHERE trim(value) <> ''
), centre AS MATERIALIZED (
    SELECT a.key, a.kind, a.x, a.y, a.geom FROM anchors AS a
    WHERE :of = 'anchors' AND (:names IS NULL OR a.key IN (
        SELECT w.row_key FROM anchor_word AS w WHERE w.layer = 'anchors' AND w.word IN (SELECT word FROM asked)))
    UNION ALL
    SELECT f.key, f.category, f.x, f.y, f.geom FROM facilities AS f
    WHERE :of = 'facilities' AND (:names IS NULL OR f.category IN (SELECT word FROM asked))
), near AS MATERIALIZED (
    SELECT DISTINCT c.key FROM centre AS c
    JOIN anchor_place AS g ON g.layer = 'stations'
        AND MbrMinX(c.geom) <= g.x1 + :distance_m / :ground_scale AND MbrMaxX(c.geom) >= g.x0 - :distance_m / :ground_scale
        AND MbrMinY(c.geom) <= g.y1 + :distance_m / :ground_scale AND MbrMaxY(c.geom) >= g.y0 - :distance_m / :ground_scale
        AND ST_Distance(c.geom, g.geom) * :ground_scale <= :distance_m
    WHERE :metric = 'straight'
    UNION
    SELECT w.row_key FROM walk_station AS w
    WHERE :metric = 'walk' AND :of = 'facilities' AND w.layer = 'facilities'
          AND w.walk_m <= :distance_m * :stretch
), held AS MATERIALIZED (
    SELECT 'city' AS area_id, c.key, c.kind FROM centre AS c
    UNION ALL
    SELECT z.id, c.key, c.kind FROM centre AS c
    JOIN areas AS z ON z.id <> 'city' AND MbrMinX(z.geom) <= c.x AND MbrMaxX(z.geom) >= c.x
                   AND MbrMinY(z.geom) <= c.y AND MbrMaxY(z.geom) >= c.y
    WHERE :of = 'anchors' AND ST_Intersects(z.geom, MakePoint(c.x, c.y, ST_SRID(z.geom))) = 1
    UNION ALL
    SELECT a.area_id, c.key, c.kind FROM centre AS c
    JOIN facility_atom AS f ON f.facility_key = c.key JOIN atom_area AS a ON a.atom = f.atom
    WHERE :of = 'facilities' AND a.area_id <> 'city'
), lacking AS (
    SELECT CASE WHEN :metric = 'walk' AND :of = 'anchors' THEN
                    'no way on foot from anchors was looked for'
                WHEN :metric = 'walk' AND :distance_m * :stretch > (SELECT CAST(value AS REAL) FROM setting
                                            WHERE name = 'stations.influence_m') THEN
                    'what lies farther than stations.influence_m from a station was not looked for'
                WHEN NOT EXISTS (SELECT 1 FROM centre) THEN 'no such centre was supplied' END AS reason
)
SELECT area_id, 'all' AS slice, sum(key IN (SELECT key FROM near)) AS numerator, count(*) AS denominator,
       (SELECT reason FROM lacking) AS reason
FROM held GROUP BY area_id
UNION ALL
SELECT area_id, kind, sum(key IN (SELECT key FROM near)), count(*), (SELECT reason FROM lacking)
FROM held GROUP BY area_id, kind
UNION ALL
SELECT 'city', 'all', NULL, NULL, reason FROM lacking WHERE NOT EXISTS (SELECT 1 FROM held);
