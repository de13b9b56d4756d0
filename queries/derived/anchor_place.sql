-- id: anchor_place
-- about: What housing may be near to: anchors, stations and areas with their boxes.
-- index: layer, row_key
SELECT 'anchors' AS layer, key AS row_key, id, name, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1,
       MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1, geom
FROM anchors
UNION ALL
SELECT 'stations', key, id, name, MbrMinX(geom), MbrMaxX(geom), MbrMinY(geom), MbrMaxY(geom), geom
FROM stations
UNION ALL
SELECT 'areas', key, id, name, MbrMinX(geom), MbrMaxX(geom), MbrMinY(geom), MbrMaxY(geom), geom
FROM areas
ORDER BY 1, 2;
