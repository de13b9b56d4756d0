-- id: extent
-- about: What a map shows: the area asked for, else all homes and areas, else the streets; and how
-- about: long a metre of the map plane is on the ground there.
WITH shape AS (
    SELECT 1 AS place, geom FROM areas WHERE id = :area
    UNION ALL SELECT 2, geom FROM areas WHERE :area IS NULL
    UNION ALL SELECT 2, MakePoint(x, y) FROM homes WHERE :area IS NULL
    UNION ALL SELECT 3, geom FROM streets WHERE :area IS NULL
), box AS (
    SELECT place, min(MbrMinX(geom)) AS x_min, min(MbrMinY(geom)) AS y_min,
           max(MbrMaxX(geom)) AS x_max, max(MbrMaxY(geom)) AS y_max
    FROM shape GROUP BY place
)
SELECT x_min, y_min, x_max, y_max, coalesce((SELECT avg(ground_scale) FROM streets), 1.0) AS ground_scale
FROM box WHERE x_min IS NOT NULL ORDER BY place LIMIT 1;
