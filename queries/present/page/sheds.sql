-- id: sheds
-- title: Walk-sheds
-- title_zh: 步行圈
-- about: Where a home counts as reached, by category and by station band.
-- stage: walk
-- polygons: g
-- tolerance: tolerance
SELECT w.kind, c.place AS category, s.place AS station, c.tier, w.band, w.limit_m, w.limit_min,
       w.area_m2, max(w.resolution_m / 2, 5 * f.tolerance_m) AS tolerance, ST_AsBinary(w.geom) AS g
FROM walk_shed AS w CROSS JOIN page_frame AS f
LEFT JOIN page_category AS c ON w.kind = 'category' AND c.id = w.subject
LEFT JOIN page_station AS s ON w.kind = 'station' AND s.id = w.subject
ORDER BY w.kind, c.place, s.place, w.band DESC, w.key;
