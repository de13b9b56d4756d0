-- id: water
-- about: Rivers and lakes among the constraints: they are drawn as water.
-- legend: base
SELECT ST_AsBinary(geom) AS geom, 'water' AS sign
FROM constraints
WHERE kind IN ('水域', '水体', '水面', '河流', '湖泊', '河湖', 'water', 'river', 'lake')
  AND MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
  AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
ORDER BY key;
