-- id: window
-- about: Where the sites lie, and how long a metre of the map plane is on the ground.

SELECT min(MbrMinX(geom)) AS x_min, min(MbrMinY(geom)) AS y_min, max(MbrMaxX(geom)) AS x_max,
       max(MbrMaxY(geom)) AS y_max,
       coalesce((SELECT CAST(value AS REAL) FROM setting WHERE name = 'ground_scale'), 1.0)
           AS ground_scale
FROM candidates;
