-- id: rail_lines
-- title: Rail lines
-- title_zh: 轨道线路
-- about: The lines that the stations stand on.
-- geometry: multilinestring
-- style: sign rail_line
-- stage: load

SELECT r.key, ST_AsBinary(r.geom) AS geom, r.id, r.name
FROM rail_lines AS r
ORDER BY r.key;
