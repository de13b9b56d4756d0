-- id: walk_problems
-- title: Problems of the network
-- title_zh: 网络问题
-- about: Where the network is doubtful, and places that could not be joined to it.
-- geometry: point
-- style: categories kind problem
-- stage: walk
-- real: distance_m

SELECT p.key, ST_AsBinary(PointOnSurface(p.geom)) AS geom, p.kind, p.layer, p.id, p.detail,
       p.distance_m
FROM walk_problem AS p
ORDER BY p.key;
