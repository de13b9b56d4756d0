-- id: rail
-- title: Rail lines
-- title_zh: 轨道线路
-- about: Alignments of rail lines.
-- stage: load
-- lines: lines
SELECT r.id, r.name, ST_AsBinary(r.geom) AS lines FROM rail_lines AS r ORDER BY r.key;
