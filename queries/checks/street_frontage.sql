-- id: street_frontage
-- rank: 62
-- title: Access to a street
-- title_zh: 临街与出入
-- unit: m
-- parameter: frontage_m = 30 | beyond this the site does not lie on the street it is reached from | 0 .. 5000
-- needs: streets
-- reason: pass | {measured} from street {name}, {accesses} ways in. | 距道路 {name} {measured}，{accesses} 处出入。
-- reason: fail | {measured} from the nearest street {name}, more than {required}: not on a street. | 距最近道路 {name} {measured}，超过 {required}：不临街。
-- reason: landlocked | No street lies within {required} (walking.max_access_m): landlocked. | {required} 内没有道路（walking.max_access_m）：无法出入。
-- reason: road | An access road of {measured} would mend it. | 需修建 {measured} 的进场道路。
-- about: Whether the lot meets the streets: how far the nearest is from its border. A lot that none could be
-- about: joined to is landlocked and fails; one that lies back from the street is warned of.
-- about_zh: 地块是否临街：边界至最近道路的距离。无法接入路网者为无法出入，不符合；退离道路者作提示。

WITH asked AS (
    SELECT CAST(value AS REAL) AS most_m FROM setting WHERE name = 'walking.max_access_m'
), near AS (
    SELECT site_key, access_m, street_id, count(*) OVER (PARTITION BY site_key) AS accesses,
           row_number() OVER (PARTITION BY site_key ORDER BY access_m, part) AS place
    FROM site_access WHERE site_key BETWEEN :first_key AND :last_key
)
SELECT s.site_key, CASE WHEN n.site_key IS NULL THEN 'fail' END AS outcome, n.access_m AS measured,
       n.street_id AS measured_text, iif(n.site_key IS NULL, a.most_m, :frontage_m) AS required, '<=' AS comparison,
       CASE WHEN n.access_m > 0 THEN max(0.0, n.access_m - :position_m) END AS low,
       CASE WHEN n.access_m > 0 THEN 'position' END AS low_by, n.access_m + :position_m AS high,
       CASE WHEN n.access_m > :frontage_m THEN 'position' END AS high_by,
       'warn' AS severity, iif(n.site_key IS NULL, 'walking.max_access_m', 'street_frontage.frontage_m') AS clause,
       n.accesses, CASE WHEN n.site_key IS NULL THEN 'landlocked' END AS reason,
       CASE WHEN n.access_m > :frontage_m THEN 'road' END AS remedy
FROM site_shape AS s CROSS JOIN asked AS a LEFT JOIN near AS n ON n.site_key = s.site_key AND n.place = 1
ORDER BY s.site_key;
