-- id: streets
-- title: Streets
-- title_zh: 道路
-- about: The streets to draw below everything else, the greatest and longest first; rank 1 is the greatest.
-- about: The words of common sources decide, as on the maps (queries/present/map/streets.sql).
-- stage: load
WITH kind AS (
    SELECT k.kind, CASE
        WHEN k.kind IN ('快速路', '高速公路', '主干路', '主干道', '内环路', '环路', '国道', 'motorway', 'trunk',
                        'primary', 'motorway_link', 'trunk_link', 'primary_link') THEN 1
        WHEN k.kind IN ('次干路', '次干道', '滨江路', '桥梁', '省道', 'secondary', 'tertiary',
                        'secondary_link', 'tertiary_link') THEN 2
        WHEN k.kind IN ('街巷', '巷', '园路', '梯道', '步道', '小路', '地道', '盘山路', 'footway', 'path', 'steps',
                        'track', 'pedestrian', 'cycleway', 'bridleway', 'service', 'corridor') THEN 4
        ELSE 3 END AS rank
    FROM (SELECT DISTINCT coalesce(kind, '') AS kind FROM streets) AS k
), chosen AS (
    SELECT s.key, k.rank, ST_Length(s.geom) AS length_m
    FROM streets AS s JOIN kind AS k ON k.kind = coalesce(s.kind, '')
    ORDER BY k.rank, length_m DESC, s.key
    LIMIT 30000
)
SELECT c.rank, ST_AsBinary(s.geom) AS g
FROM chosen AS c JOIN streets AS s ON s.key = c.key
ORDER BY c.rank, c.length_m DESC, s.key;
