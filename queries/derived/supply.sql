-- id: supply
-- about: Housing that is planned or supplied, a row for every site and every programme, in the same
-- about: columns. place names its geometry in supply_place: its own, or that of the area a programme
-- about: names. year is that of supply, delivery_year that of handing over where it is known.
-- index: layer, class
-- index: place
WITH named AS (
    -- As for atoms: an id first, else a name that only one area has.
    SELECT p.key, coalesce(i.id, n.id) AS area_id
    FROM programmes AS p
    LEFT JOIN areas AS i ON i.id = p.area_id
    LEFT JOIN (SELECT name, min(id) AS id FROM areas WHERE name IS NOT NULL
               GROUP BY name HAVING count(*) = 1) AS n ON n.name = p.area_id
    WHERE p.geom IS NULL
)
SELECT 'sites' AS layer, s.key AS row_key, s.id, 'site:' || s.key AS place, a.atom,
       s.use, s.class, s.mode, s.status, s.year, s.delivery_year, s.dwellings AS units,
       coalesce(s.floor_area_m2, s.far * s.site_area_m2) AS floor_area_m2,
       s.site_area_m2 AS land_m2,
       coalesce(s.far, s.floor_area_m2 / nullif(s.site_area_m2, 0)) AS far,
       s.use IS NULL OR s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
           OR s.use LIKE '%resid%' AS is_residential
FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
UNION ALL
SELECT 'programmes', p.key, p.id,
       CASE WHEN p.geom IS NOT NULL THEN 'programme:' || p.key ELSE 'area:' || n.area_id END,
       a.atom, NULL, p.class, p.mode, p.status, p.year, p.year, p.units, p.floor_area_m2,
       NULL, NULL, 1
FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
LEFT JOIN named AS n ON n.key = p.key
ORDER BY 1, 2;
