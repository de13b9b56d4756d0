-- Walkable lines of an OpenStreetMap extract, for the layer streets.
--
-- A way is walked on when its highway is one of the list; not where foot is no or private; not where
-- access is no or private unless foot says otherwise. What is dropped is left out altogether: it is no
-- street for walking. Motorways are not on the list.
-- Each statement reads one layer of GDAL's OSM driver, which cannot give two at a time.

-- Ways that are lines.
SELECT osm_id AS id,
    name,
    highway AS kind,
    -- "1" to "-5"; lists such as "0;1" and words say nothing about one level
    CASE WHEN hstore_get_value(other_tags, 'layer') GLOB '[0-9]'
           OR hstore_get_value(other_tags, 'layer') GLOB '-[0-9]'
         THEN CAST(hstore_get_value(other_tags, 'layer') AS INTEGER) ELSE 0 END AS level,
    coalesce(hstore_get_value(other_tags, 'bridge'), 'no') <> 'no' AS bridge,
    coalesce(hstore_get_value(other_tags, 'tunnel'), 'no') NOT IN ('no', 'building_passage') AS tunnel,
    highway = 'steps' AS stairs,
    CASE hstore_get_value(other_tags, 'oneway:foot')
        WHEN 'yes' THEN 1 WHEN '-1' THEN -1 ELSE 0 END AS oneway_foot,
    geometry
FROM lines
WHERE highway IN ('footway', 'path', 'pedestrian', 'steps', 'living_street', 'residential',
        'unclassified', 'service', 'track', 'road', 'tertiary', 'tertiary_link', 'secondary',
        'secondary_link', 'primary', 'primary_link', 'trunk', 'trunk_link', 'cycleway', 'bridleway',
        'platform', 'corridor')
    AND coalesce(hstore_get_value(other_tags, 'foot'), '') NOT IN ('no', 'private')
    AND (coalesce(hstore_get_value(other_tags, 'access'), '') NOT IN ('no', 'private')
        OR hstore_get_value(other_tags, 'foot') IN ('yes', 'designated', 'permissive'));

-- Closed ways that GDAL takes for areas (platforms, squares): people walk along their edge.
SELECT osm_way_id AS id,
    name,
    hstore_get_value(other_tags, 'highway') AS kind,
    CASE WHEN hstore_get_value(other_tags, 'layer') GLOB '[0-9]'
           OR hstore_get_value(other_tags, 'layer') GLOB '-[0-9]'
         THEN CAST(hstore_get_value(other_tags, 'layer') AS INTEGER) ELSE 0 END AS level,
    coalesce(hstore_get_value(other_tags, 'bridge'), 'no') <> 'no' AS bridge,
    coalesce(hstore_get_value(other_tags, 'tunnel'), 'no') NOT IN ('no', 'building_passage') AS tunnel,
    0 AS stairs,
    0 AS oneway_foot,
    ST_ExteriorRing(ST_GeometryN(geometry, 1)) AS geometry
FROM multipolygons
WHERE osm_way_id IS NOT NULL
    AND hstore_get_value(other_tags, 'highway') IN ('footway', 'path', 'pedestrian', 'steps',
        'living_street', 'residential', 'unclassified', 'service', 'track', 'road', 'tertiary',
        'tertiary_link', 'secondary', 'secondary_link', 'primary', 'primary_link', 'trunk',
        'trunk_link', 'cycleway', 'bridleway', 'platform', 'corridor')
    AND coalesce(hstore_get_value(other_tags, 'foot'), '') NOT IN ('no', 'private')
    AND (coalesce(hstore_get_value(other_tags, 'access'), '') NOT IN ('no', 'private')
        OR hstore_get_value(other_tags, 'foot') IN ('yes', 'designated', 'permissive'));
