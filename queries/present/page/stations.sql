-- id: stations
-- title: Rail stations
-- title_zh: 轨道站点
-- about: Stations with their node and place value and all that is measured by station, with default
-- about: parameters.
-- stage: measure
-- document: values
WITH around AS MATERIALIZED (
    -- A slice is the station's id, or "part:id".
    SELECT p.place AS station, m.place AS measure, m.id, v.base, v.value,
           CASE WHEN v.slice = p.id THEN NULL ELSE substr(v.slice, 1, length(v.slice) - length(p.id) - 1) END
               AS part
    FROM page_measure AS m CROSS JOIN value AS v ON v.run_key = m.run_key
    JOIN page_station AS p
        ON v.slice = p.id OR substr(v.slice, -length(p.id) - 1) = ':' || p.id
    WHERE m.by_station AND v.area_id = 'city'
)
SELECT s.id, s.name, s.mode, s.lines, s.opened_year,
       CAST(round((s.x - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((s.y - f.south) / f.step_m) AS INTEGER) AS y,
       (SELECT value FROM around AS a WHERE a.station = p.place AND a.id = 'node_place' AND a.base = 'node') AS node,
       (SELECT value FROM around AS a WHERE a.station = p.place AND a.id = 'node_place' AND a.base = 'place') AS place,
       (SELECT value FROM around AS a WHERE a.station = p.place AND a.id = 'node_place' AND a.base = 'imbalance') AS imbalance,
       (SELECT json_group_array(json_array(a.measure, a.base,
                   CASE WHEN a.part IS NOT NULL THEN
                       json_object('en', coalesce(t.en, a.part), 'zh', coalesce(t.zh, a.part)) END,
                   round(a.value, 4)))
        FROM (SELECT * FROM around WHERE station = p.place ORDER BY measure, part, base) AS a
        LEFT JOIN page_title AS t ON t.slice = a.part) AS "values"
FROM page_station AS p JOIN stations AS s ON s.key = p.station_key CROSS JOIN page_frame AS f
ORDER BY p.place;
