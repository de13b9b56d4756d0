-- id: constraints
-- about: Where housing may not be built, or only under conditions, but for water.
-- legend: base
SELECT ST_AsBinary(geom) AS geom, 'constraint.' || severity AS sign
FROM constraints
WHERE kind NOT IN ('水域', '水体', '水面', '河流', '湖泊', '河湖', 'water', 'river', 'lake')
  AND MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
  AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
ORDER BY severity DESC, key;
