-- id: stations_near
-- rank: 12
-- title: Stations around
-- title_zh: 周边轨道站点
-- unit: min
-- needs: stations
-- parameter: most = 3 | how many are told | 1 .. 20
-- reason: pass | {name}: {measured} on foot ({walk_m}; {straight_m} straight). | “{name}”：步行 {measured}（{walk_m}；直线 {straight_m}）。
-- reason: far | {name}: {straight_m} straight, farther on foot than the influence area. | “{name}”：直线 {straight_m}，步行超出影响区。
-- about: The nearest stations within their influence distance, with the walk from the site's own access.
-- about: Told, not judged.
-- about_zh: 影响范围内最近的轨道站点及自地块临街处的步行时间。仅列出，不评判。

WITH near AS (
    SELECT t.site_key, t.station_key, t.walk_m, t.walk_min, t.straight_m,
           row_number() OVER (PARTITION BY t.site_key
                              ORDER BY t.walk_m IS NULL, t.walk_m, t.straight_m, p.id) AS place,
           p.id, coalesce(p.name, p.id) AS title
    FROM site_station AS t JOIN stations AS p ON p.key = t.station_key
    WHERE t.site_key BETWEEN :first_key AND :last_key
)
SELECT site_key, id AS part, 'pass' AS outcome, walk_min AS measured, title AS measured_text, walk_m,
       straight_m, CASE WHEN walk_min IS NULL THEN 'far' END AS reason
FROM near
WHERE place <= :most
ORDER BY site_key, place;
