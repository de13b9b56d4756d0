-- id: outlines
-- about: Outlines of the areas of the kind shown and of districts, and the names of districts.
-- legend: base
-- words: kind
SELECT ST_AsBinary(geom) AS geom, 'area.' || kind AS sign, kind AS words,
       CASE WHEN :label_areas AND (:area IS NULL OR id = :area) AND kind IN ('district', '区', '行政区', '区县') THEN name END AS label, 10 AS priority
FROM areas
WHERE kind IN (:kind, 'district', '区', '行政区', '区县', 'city', '市')
  AND MbrMaxX(geom) >= :x_min AND MbrMinX(geom) <= :x_max
  AND MbrMaxY(geom) >= :y_min AND MbrMinY(geom) <= :y_max
ORDER BY kind IN ('city', '市'), kind IN ('district', '区', '行政区', '区县'), kind, id;
