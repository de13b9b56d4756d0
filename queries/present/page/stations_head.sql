-- id: stations_head
-- title: Rail stations
-- title_zh: 轨道站点
-- about: How far a station's core and its influence reach.
SELECT (SELECT CAST(value AS REAL) FROM setting WHERE name = 'stations.core_m') AS core_m,
       (SELECT CAST(value AS REAL) FROM setting WHERE name = 'stations.influence_m') AS influence_m;
