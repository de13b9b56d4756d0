-- id: constraints
-- title: Constraints
-- title_zh: 限制区
-- about: Where housing may not, or only under conditions, be built.
-- stage: load
-- polygons: g
-- most: 3000
SELECT c.id, c.name, c.kind, c.severity, ST_AsBinary(c.geom) AS g FROM constraints AS c ORDER BY c.key;
