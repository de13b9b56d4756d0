-- id: problems
-- title: Problems of the network
-- title_zh: 网络问题
-- about: Every problem of the network with its place; x and y are in the city's coordinate system.
-- stage: walk
-- text: problem, layer, id, detail, distance_m, x, y
-- csv: problem, layer, id, detail, distance_m, x, y
-- json: problem, layer, id, detail, detail_zh, distance_m, x, y
-- words: problem

SELECT p.kind AS problem, p.layer, p.id, p.detail, p.detail_zh, p.distance_m,
       round(ST_X(PointOnSurface(p.geom)), 2) AS x, round(ST_Y(PointOnSurface(p.geom)), 2) AS y
FROM walk_problem AS p
ORDER BY p.kind, p.layer, p.key;
