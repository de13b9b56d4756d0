-- id: elder_quarter_hour
-- title: Care for the elderly within a quarter of an hour
-- title_zh: 一刻钟养老服务圈覆盖率
-- unit: share
-- better: higher
-- base: residents, elders
-- norm: 步行速度：老年人 0.8–1.0 米/秒
-- confidence: GK-H
-- parameter: categories = elderly_day_care,elderly_home,elderly_centre | any of these, separated by commas | text
-- parameter: minutes = 15 | how long the walk may take | 1 .. 60
-- parameter: elders_m_per_min = 54 | an old person's speed on level ground (0.9 m/s) | 10 .. 100
-- parameter: metric = walk | along streets with their slopes, or in a straight line | walk, straight
-- needs: streets if metric = walk
-- optional: facilities, stations
-- about: Share of the elders (base elders, where homes say how many live in them) and of all residents
-- about: who reach a facility of care within the minutes at an old person's speed; slopes and stairs
-- about: slow them as they slow others. A home that no street could be joined to reaches nothing.
-- about_zh: 按老年人步行速度，在规定分钟内可达任一养老服务设施的老年人（口径 elders）与全体居民占比。
-- about_zh: 坡道、梯道按同样比例减速。无法接入路网的住房按不可达计。

WITH judged AS MATERIALIZED (
    SELECT category, places FROM category_limit
    WHERE instr(',' || replace(:categories, ' ', '') || ',', ',' || category || ',') > 0
), lacking AS (
    SELECT CASE WHEN count(*) = 0 THEN 'none of ' || :categories || ' is among the categories'
                WHEN total(places) = 0 THEN 'no facility of these categories was supplied'
                WHEN :minutes * :elders_m_per_min > :search_limit_m THEN
                    'the limit lies beyond walking.search_limit_m' END AS reason FROM judged
), served AS MATERIALIZED (
    SELECT DISTINCT w.home_key
    FROM walk_nearest AS w CROSS JOIN judged AS j ON j.category = w.category
    WHERE CASE WHEN :metric = 'straight' THEN w.straight_m <= :minutes * :elders_m_per_min
               ELSE w.walk_min * :speed_m_per_min <= :minutes * :elders_m_per_min * :stretch END
), living AS (
    SELECT a.atom, sum(h.residents) AS residents, sum(h.elders) AS elders,
           sum(iif(s.home_key IS NULL, 0, h.residents)) AS near_residents,
           sum(iif(s.home_key IS NULL, 0, h.elders)) AS near_elders
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    LEFT JOIN served AS s ON s.home_key = h.key GROUP BY a.atom
), known AS (
    SELECT CASE WHEN sum(elders) IS NULL THEN 'homes have no elders'
                WHEN sum(elders) = 0 THEN 'no elders here' END AS elders FROM living
)
SELECT l.atom, 'residents' AS base, iif(l.residents IS NULL, NULL, l.near_residents) AS numerator,
       l.residents AS denominator, k.reason
FROM living AS l CROSS JOIN lacking AS k
UNION ALL
SELECT l.atom, 'elders', iif(l.elders IS NULL, NULL, l.near_elders), l.elders,
       coalesce(k.reason, n.elders)
FROM living AS l CROSS JOIN lacking AS k CROSS JOIN known AS n;
