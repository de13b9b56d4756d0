-- Facilities of daily life in an OpenStreetMap extract, for the layer facilities. OpenStreetMap's
-- tags do not tell primary from secondary schools, nor day care from homes for the elderly: read
-- the result before you trust it. Each statement reads one layer of GDAL's OSM driver.

-- Places mapped as points.
WITH tagged AS (
    SELECT osm_id, name, geometry,
        hstore_get_value(other_tags, 'amenity') AS amenity,
        hstore_get_value(other_tags, 'shop') AS shop,
        hstore_get_value(other_tags, 'leisure') AS leisure,
        coalesce(highway, '') AS highway
    FROM points
    WHERE other_tags IS NOT NULL OR highway = 'bus_stop'
)
SELECT 'node/' || osm_id AS id, name,
    CASE
        WHEN amenity = 'school' THEN 'primary_school'
        WHEN amenity IN ('kindergarten', 'childcare') THEN 'kindergarten'
        WHEN amenity IN ('clinic', 'doctors', 'hospital') THEN 'health_centre'
        WHEN amenity IN ('nursing_home') THEN 'elderly_home'
        WHEN amenity IN ('library', 'arts_centre', 'theatre') THEN 'culture_centre'
        WHEN amenity = 'community_centre' THEN 'community_station'
        WHEN amenity = 'marketplace' OR shop IN ('supermarket', 'greengrocer') THEN 'market'
        WHEN shop IN ('convenience', 'general') THEN 'convenience_store'
        WHEN leisure IN ('sports_centre', 'stadium') THEN 'sport_ground'
        WHEN leisure IN ('park', 'garden') THEN 'park'
        WHEN highway = 'bus_stop' THEN 'bus_stop'
    END AS category,
    geometry
FROM tagged
WHERE amenity IN ('school', 'kindergarten', 'childcare', 'clinic', 'doctors', 'hospital', 'nursing_home',
        'library', 'arts_centre', 'theatre', 'community_centre', 'marketplace')
    OR shop IN ('supermarket', 'greengrocer', 'convenience', 'general')
    OR leisure IN ('sports_centre', 'stadium', 'park', 'garden')
    OR highway = 'bus_stop';

-- Places mapped as areas.
SELECT coalesce('way/' || osm_way_id, 'relation/' || osm_id) AS id, name,
    CASE
        WHEN amenity = 'school' THEN 'primary_school'
        WHEN amenity IN ('kindergarten', 'childcare') THEN 'kindergarten'
        WHEN amenity IN ('clinic', 'doctors', 'hospital') THEN 'health_centre'
        WHEN amenity IN ('nursing_home') THEN 'elderly_home'
        WHEN amenity IN ('library', 'arts_centre', 'theatre') THEN 'culture_centre'
        WHEN amenity = 'community_centre' THEN 'community_station'
        WHEN amenity = 'marketplace' OR shop IN ('supermarket', 'greengrocer') THEN 'market'
        WHEN shop IN ('convenience', 'general') THEN 'convenience_store'
        WHEN leisure IN ('sports_centre', 'stadium') THEN 'sport_ground'
        WHEN leisure IN ('park', 'garden') THEN 'park'
    END AS category,
    geometry
FROM multipolygons
WHERE amenity IN ('school', 'kindergarten', 'childcare', 'clinic', 'doctors', 'hospital', 'nursing_home',
        'library', 'arts_centre', 'theatre', 'community_centre', 'marketplace')
    OR shop IN ('supermarket', 'greengrocer', 'convenience', 'general')
    OR leisure IN ('sports_centre', 'stadium', 'park', 'garden');
