-- id: page_station
-- about: The stations in the order of their rows.
SELECT row_number() OVER (ORDER BY s.key) - 1 AS place, s.key AS station_key, s.id FROM stations AS s
ORDER BY 1;
