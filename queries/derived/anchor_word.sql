-- id: anchor_word
-- about: The words by which a plan may name what housing is to be near: an anchor by its kind (as an
-- about: id of the list below, or as the data says it), its id or its name; a station as 'station',
-- about: as 'station:' with its mode, by id or name; an area as 'area:' with its kind, id or name.
-- index: word
WITH known(id, names) AS (VALUES
    ('business_district', ',商务区,商业商务区,商业商务聚集区,商务聚集区,中央商务区,商圈,cbd,'),
    ('industrial_park', ',产业园区,产业园,工业园区,工业园,产业功能区,'),
    ('development_zone', ',开发区,经开区,高新区,经济技术开发区,高新技术产业开发区,省级以上开发区,'),
    ('innovation_park', ',科技创新园区,科创园区,科创园,创新园区,科技园,'),
    ('headquarters', ',总部经济区,总部基地,'),
    ('research_cluster', ',研发机构,科技企业,研发机构集聚区,人才集聚区,'),
    ('service_cluster', ',现代服务业集中地区,现代服务业集聚区,'),
    ('campus', ',校区,高校,大学,学校,university,'),
    ('hospital', ',医院,院区,院区（医院）,院区(医院),'),
    ('new_district', ',拓展新区,城市拓展新区,'),
    ('rail_hub', ',高铁站,高铁站点,高铁枢纽,火车站,'),
    ('airport', ',机场,空港,空港枢纽,'),
    ('transit_hub', ',交通枢纽,公交枢纽,大容量公交枢纽,综合交通枢纽,'),
    ('public_facility', ',大型公共服务设施,公共服务中心,'),
    ('city_centre', ',城市中心,中心城区,区域中心,'),
    ('group_centre', ',组团中心,'), ('street_centre', ',街道中心,'),
    ('community_centre', ',社区中心,'),
    ('wellness_resort', ',康养旅游度假区,旅游度假区,'), ('wellness_village', ',特色康养村,康养村,'),
    ('wellness_base', ',康养旅居地,'), ('care_centre', ',医养结合点,')
), word AS (
    SELECT a.kind AS word, 'anchors' AS layer, a.key AS row_key FROM anchors AS a
    UNION SELECT k.id, 'anchors', a.key FROM anchors AS a JOIN known AS k
        ON instr(k.names, ',' || lower(a.kind) || ',') > 0
    UNION SELECT id, 'anchors', key FROM anchors
    UNION SELECT name, 'anchors', key FROM anchors WHERE name IS NOT NULL
    UNION SELECT k.id, 'anchors', a.key FROM anchors AS a JOIN known AS k ON k.id = lower(a.kind)
    UNION SELECT 'station', 'stations', key FROM stations
    UNION SELECT 'station:' || mode, 'stations', key FROM stations WHERE mode IS NOT NULL
    UNION SELECT id, 'stations', key FROM stations
    UNION SELECT name, 'stations', key FROM stations WHERE name IS NOT NULL
    UNION SELECT 'area:' || kind, 'areas', key FROM areas
    UNION SELECT 'area:' || id, 'areas', key FROM areas
    UNION SELECT 'area:' || name, 'areas', key FROM areas WHERE name IS NOT NULL
)
SELECT word, layer, row_key FROM word ORDER BY 1, 2, 3;
