-- id: sites
-- title: Sites by outcome
-- title_zh: 地块审核结果
-- about: The sites of the audit with their outcome, score and the figures asked for first.
-- geometry: multipolygon
-- style: categories outcome site
-- label: name, 25000
-- real: score, site_area_m2, far, dwellings, station_walk_m, station_walk_min, station_straight_m
-- integer: borderline, place, place_low, place_high, passed, failed, warned, not_measured

SELECT c.key, ST_AsBinary(c.geom) AS geom, c.id, c.name, c.class,
       replace(coalesce(o.outcome, 'not measured'), ' ', '_') AS outcome, o.borderline, s.score,
       s.place, s.place_low, s.place_high, o.passed, o.failed, o.warned, o.not_measured,
       c.site_area_m2, c.far, c.dwellings, coalesce(t.name, t.id) AS station_name,
       w.walk_m AS station_walk_m, w.walk_min AS station_walk_min,
       w.straight_m AS station_straight_m
FROM candidates AS c
LEFT JOIN site_outcome AS o ON o.site_key = c.key
LEFT JOIN site_score AS s ON s.site_key = c.key
LEFT JOIN site_walk AS w ON w.site_key = c.key AND w.category = 'station'
LEFT JOIN stations AS t ON t.key = w.walk_place_key
ORDER BY c.key;
