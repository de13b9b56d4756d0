-- id: constraints
-- title: Constraints
-- title_zh: 限制区
-- about: Where housing may not, or only under conditions, be built.
-- geometry: multipolygon
-- style: categories severity constraint
-- stage: load

SELECT c.key, ST_AsBinary(c.geom) AS geom, c.id, c.name, c.kind, c.severity
FROM constraints AS c
ORDER BY c.key;
