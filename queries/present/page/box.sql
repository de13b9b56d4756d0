-- id: box
-- title: Extent
-- title_zh: 范围
-- about: The box that holds what results are given for, in metres of the plane, and how many homes there are.
-- about: A rail line may run far beyond the city: stations count only where there is nothing else.
WITH place (west, south, east, north) AS (
    SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM areas
    UNION ALL SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM sites
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM homes
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM stations
    WHERE NOT EXISTS (SELECT 1 FROM areas) AND NOT EXISTS (SELECT 1 FROM homes)
          AND NOT EXISTS (SELECT 1 FROM sites)
)
SELECT min(west) AS west, min(south) AS south, max(east) AS east, max(north) AS north,
       (SELECT count(*) FROM homes) AS homes
FROM place;
