-- id: box
-- title: Extent
-- title_zh: 范围
-- about: The box that holds what results are given for, in metres of the plane, and how many homes there are.
-- about: Rail lines, streets and facilities may lie far beyond the city: they count only where there is
-- about: nothing else.
WITH place (west, south, east, north) AS (
    SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM areas
    UNION ALL SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom)) FROM sites
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM homes
), other (west, south, east, north) AS (
    SELECT min(x), min(y), max(x), max(y) FROM stations
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM facilities
    UNION ALL SELECT min(x), min(y), max(x), max(y) FROM streets
), chosen AS (
    SELECT * FROM place WHERE west IS NOT NULL
    UNION ALL SELECT * FROM other WHERE west IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place WHERE west IS NOT NULL)
)
SELECT min(west) AS west, min(south) AS south, max(east) AS east, max(north) AS north,
       (SELECT count(*) FROM homes) AS homes
FROM chosen;
