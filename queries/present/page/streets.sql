-- id: streets
-- title: Streets
-- title_zh: 道路
-- about: The streets to draw below everything else, the greatest and longest first; rank 1 is the greatest.
-- about: Words of common sources decide: 高速, 快速, 主干, motorway, trunk, primary are rank 1.
-- stage: load
-- most: 30000
-- lines: g
WITH kind AS (
    SELECT k.kind,
           CASE WHEN k.kind LIKE '%高速%' OR k.kind LIKE '%快速%' OR k.kind LIKE '%主干%' OR k.kind LIKE '%环路%'
                     OR k.kind IN ('motorway', 'trunk', 'primary', 'motorway_link', 'trunk_link', 'primary_link')
                THEN 1
                WHEN k.kind LIKE '%次干%' OR k.kind LIKE '%干路%' OR k.kind LIKE '%滨江%'
                     OR k.kind IN ('secondary', 'secondary_link') THEN 2
                WHEN k.kind LIKE '%支路%' OR k.kind LIKE '%桥%' OR k.kind LIKE '%辅路%'
                     OR k.kind IN ('tertiary', 'tertiary_link', 'bridge') THEN 3
                ELSE 4 END AS rank
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
