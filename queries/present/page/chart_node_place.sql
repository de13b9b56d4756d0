-- id: chart_node_place
-- title: Node and place of stations
-- title_zh: 站点的节点价值与场所价值
-- about: The two values of every station where both are known.
-- stage: measure
WITH figure AS (
    SELECT p.place AS station,
           round(max(CASE v.base WHEN 'node' THEN v.value END), 4) AS node,
           round(max(CASE v.base WHEN 'place' THEN v.value END), 4) AS value
    FROM page_measure AS m CROSS JOIN value AS v ON v.run_key = m.run_key
    JOIN page_station AS p ON p.id = v.slice
    WHERE m.id = 'node_place' AND v.area_id = 'city'
    GROUP BY p.place
)
SELECT json_object('stations', json_group_array(f.station), 'node', json_group_array(f.node),
                   'place', json_group_array(f.value))
FROM (SELECT * FROM figure WHERE node IS NOT NULL AND value IS NOT NULL ORDER BY station) AS f
HAVING count(*) > 0;
