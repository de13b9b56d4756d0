-- id: places_left
-- rank: 22
-- title: School and care places left
-- title_zh: 学位与养老床位余量
-- unit: places
-- parameter: severity = warn | what it means that none are left | fail, warn
-- needs: facilities
-- needs: homes
-- needs: streets
-- reason: pass | {category}: {measured} left in {places} facilities in reach once {moving} {who} have moved in, who need {need_places}. | {category}：迁入 {moving} 名{who}（需 {need_places}）后，可达的 {places} 处设施尚余 {measured}。
-- reason: fail | {category}: {shortfall} short in {places} facilities in reach once {moving} {who} have moved in, who need {need_places}. | {category}：迁入 {moving} 名{who}（需 {need_places}）后，可达的 {places} 处设施缺 {shortfall}。
-- reason: none | {category}: no facility with a capacity in reach; {moving} {who} would need {need_places}. | {category}：可达范围内没有已知容量的设施；{moving} 名{who}需 {need_places}。
-- reason: unknown | The site says neither dwellings nor planned residents. | 地块未填套数与规划人口。
-- about: Places in the schools, kindergartens and places of care for the elderly within reach on foot, less what
-- about: the people who share them now and those of the site would take up. A resident (for care: an elder) is taken to need the places
-- about: that the city offers one on average; homes share alike the facilities they reach.
-- about_zh: 步行可达的学校、幼儿园与养老设施的容量，减去现有共用者及本地块居民所需。每名居民（养老为老年人）的需求按全市平均
-- about_zh: 容量计；住房对可达设施均等分摊。

WITH served AS MATERIALIZED (
    SELECT l.category, l.people, max(l.mean) AS mean, max(l.limit_m) AS limit_m, max(c.title) AS title, max(c.title_zh) AS title_zh
    FROM facility_load AS l JOIN category AS c ON c.id = l.category GROUP BY l.category, l.people
), reached AS (
    SELECT w.site_key, l.category, count(*) AS places, sum(l.capacity) AS capacity, sum(l.used_by * l.mean) AS taken
    FROM site_catchment AS w JOIN facility_load AS l ON l.facility_key = w.facility_key
    WHERE w.site_key BETWEEN :first_key AND :last_key AND w.walk_m <= l.limit_m
    GROUP BY w.site_key, l.category
), figure AS (
    SELECT p.site_key, k.category, k.title, k.title_zh, iif(k.people = 'elders', 'elders', 'residents') AS who_en,
           iif(k.people = 'elders', '老年人', '居民') AS who_zh, iif(k.people = 'elders', p.elders, p.residents) AS people,
           iif(k.people = 'elders', p.elders, p.residents) * k.mean AS need, r.places, r.capacity - r.taken AS free
    FROM site_people AS p CROSS JOIN served AS k
    LEFT JOIN reached AS r ON r.site_key = p.site_key AND r.category = k.category
)
SELECT site_key, category AS part,
       CASE WHEN people IS NULL THEN 'not measured' WHEN places IS NULL THEN :severity END AS outcome,
       free - need AS measured, 0.0 AS required, '>=' AS comparison, :severity AS severity, 'category.limit' AS clause,
       title AS category_en, title_zh AS category_zh, coalesce(places, 0) AS places, people AS moving, who_en, who_zh, need AS need_places,
       CASE WHEN people IS NULL THEN 'unknown' WHEN places IS NULL THEN 'none' END AS reason
FROM figure
ORDER BY site_key, category;
