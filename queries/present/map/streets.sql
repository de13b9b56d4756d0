-- id: streets
-- about: Streets by importance, the least first so that the greater lie above. Where a map holds
-- about: more than :most of them, the lesser classes are left out, and of the greatest what is shorter
-- about: than can be seen.
-- legend: base
WITH here AS (
    SELECT key, geom, CASE
        WHEN kind IN ('快速路', '高速公路', '主干路', '主干道', '内环路', '环路', '国道', 'motorway', 'trunk',
                      'primary', 'motorway_link', 'trunk_link', 'primary_link') THEN 1
        WHEN kind IN ('次干路', '次干道', '滨江路', '桥梁', '省道', 'secondary', 'tertiary',
                      'secondary_link', 'tertiary_link') THEN 2
        WHEN kind IN ('街巷', '巷', '园路', '梯道', '步道', '小路', '地道', '盘山路', 'footway', 'path', 'steps',
                      'track', 'pedestrian', 'cycleway', 'bridleway', 'service', 'corridor') THEN 4
        ELSE 3 END AS class
    FROM streets
    WHERE MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
      AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
), counted AS (
    SELECT class, sum(count(*)) OVER (ORDER BY class) AS so_far, min(class) OVER () AS first
    FROM here GROUP BY class
)
SELECT ST_AsBinary(h.geom) AS geom, 'street.' || h.class AS sign
FROM here AS h JOIN counted AS c ON c.class = h.class
WHERE (c.so_far <= :most OR c.class = c.first) AND h.class <= :classes
ORDER BY h.class DESC, h.key;
