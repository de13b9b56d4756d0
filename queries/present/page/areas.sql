-- id: areas
-- title: Areas
-- title_zh: 区域
-- about: The areas by kind, the whole city first.
-- stage: load
-- polygons: g
-- shared: yes
SELECT p.id, CASE WHEN p.place > 0 THEN coalesce(a.name, a.id) END AS name, p.kind,
       (SELECT u.place FROM page_area AS u WHERE u.id = a.parent_id AND u.place > 0) AS parent,
       a.population,
       CAST(round((coalesce(a.x, (f.west + f.east) / 2) - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((coalesce(a.y, (f.south + f.north) / 2) - f.south) / f.step_m) AS INTEGER) AS y,
       ST_AsBinary(a.geom) AS g
FROM page_area AS p CROSS JOIN page_frame AS f LEFT JOIN areas AS a ON a.key = p.area_key
ORDER BY p.place;
