-- id: measure_areas
-- about: The areas of one kind with the value of a measure, in the order of their ids, and
-- about: whether it may be named: not where it lies outside the area the map is about.
SELECT a.id, coalesce(a.name, a.id) AS name, ST_AsBinary(a.geom) AS geom, v.value,
       coalesce(a.population, 0) AS population,
       :area IS NULL OR ST_Intersects(MakePoint(a.x, a.y, ST_Srid(a.geom)), (SELECT geom FROM areas WHERE id = :area))
           AS named
FROM areas AS a
LEFT JOIN value AS v
    ON v.area_id = a.id AND v.run_key = :run AND v.slice = :slice AND v.base = :base
WHERE a.kind = :kind
ORDER BY a.id;
