-- id: areas
-- title: Areas
-- title_zh: 区域
-- about: A layer for each kind of area, with the main values of the measures as columns.
-- geometry: multipolygon
-- style: measures
-- label: name
-- split_by: kind
-- stage: measure
-- real: population

SELECT a.key, ST_AsBinary(a.geom) AS geom, a.id, a.kind, a.name, a.parent_id, a.population
FROM areas AS a
ORDER BY a.kind, a.key;
