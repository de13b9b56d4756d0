-- id: box
-- title: Extent
-- title_zh: 范围
-- about: The box that holds what results are given for, in metres of the plane, and how many homes there are.
WITH place (west, south, east, north) AS (
    SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM areas
    UNION ALL SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM sites
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM homes
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM stations
)
SELECT min(west) AS west, min(south) AS south, max(east) AS east, max(north) AS north,
       (SELECT count(*) FROM homes) AS homes
FROM place;
