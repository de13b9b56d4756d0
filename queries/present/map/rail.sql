-- id: rail
-- about: Rail lines.
-- legend: base
SELECT ST_AsBinary(geom) AS geom, 'rail_line' AS sign
FROM rail_lines
WHERE MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
  AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
ORDER BY key;
