-- id: supply_place
-- about: Where the rows of supply lie: sites and mapped programmes at their own geometry (certain 1),
-- about: other programmes somewhere in the area they name (certain 0).
-- index: place
WITH found AS (
    SELECT 'site:' || key AS place, 1 AS certain, geom FROM sites
    UNION ALL
    SELECT 'programme:' || key, 1, geom FROM programmes WHERE geom IS NOT NULL
    UNION ALL
    SELECT 'area:' || id, 0, geom FROM areas
    WHERE 'area:' || id IN (SELECT place FROM supply)
)
SELECT place, certain, ST_Area(geom) AS plane_m2, MbrMinX(geom) AS x0, MbrMaxX(geom) AS x1,
       MbrMinY(geom) AS y0, MbrMaxY(geom) AS y1, geom
FROM found
ORDER BY place;
