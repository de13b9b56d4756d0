-- id: stations
-- title: Rail stations
-- title_zh: 轨道站点
-- about: Stations with the homes and residents within their influence area on foot.
-- geometry: point
-- style: sign station
-- label: name
-- stage: walk
-- integer: opened_year, homes
-- real: dwellings, residents

SELECT s.key, ST_AsBinary(MakePoint(s.x, s.y)) AS geom, s.id, s.name, s.mode, s.lines, s.opened_year,
       count(h.key) AS homes, sum(h.dwellings) AS dwellings, sum(h.residents) AS residents
FROM stations AS s
LEFT JOIN walk_station AS w
    ON w.station_key = s.key AND w.layer = 'homes' AND w.walk_m IS NOT NULL
LEFT JOIN homes AS h ON h.key = w.row_key
GROUP BY s.key
ORDER BY s.key;
