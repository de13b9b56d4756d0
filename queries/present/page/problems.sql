-- id: problems
-- title: Problems of the network
-- title_zh: 网络问题
-- about: Where the network is doubtful, and places that could not be joined to it.
-- stage: walk
-- most: 2000
SELECT CAST(round((ST_X(ST_PointN(ST_ExteriorRing(ST_Envelope(p.geom)), 1)) - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((ST_Y(ST_PointN(ST_ExteriorRing(ST_Envelope(p.geom)), 1)) - f.south) / f.step_m) AS INTEGER) AS y,
       p.kind, p.layer, p.id, p.detail, p.detail_zh, p.distance_m
FROM walk_problem AS p CROSS JOIN page_frame AS f
ORDER BY p.key;
