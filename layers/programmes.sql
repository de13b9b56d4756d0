-- id: programmes
-- title: Programmes
-- title_zh: 住房项目
-- geometry: none or point or multipolygon
-- fatal_rejects: 0.2
-- about: Delivered or scheduled units by class, year and place: what the target tables count.
-- about: area_id names the area where there is no geometry. mode is new, converted, purchased,
-- about: renewed or subsidised.
-- about: small_units are of at most 70 m2, large_units of at least 90 m2. status is planned, supplied,
-- about: started or completed. residents are the people housed. land_source says on which land:
-- about: new, stock, idle, own, collective, park, building. features lists what the project has
-- about: (green_building, prefabricated, fitted, managed, …) with commas between, none where it has
-- about: none of them; blank is unknown. layers/classes.csv holds the words.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 项目, 项目名称, mc
-- names: class = 类别, 住房类别, 住房类型
-- names: mode = 方式, 筹集方式, 建设方式
-- names: units = 套数, 套, 间, 户数, dwellings
-- names: households = 户数, 惠及户数
-- names: floor_area_m2 = 建筑面积, 面积, floor_area
-- names: year = 年份, 年度
-- names: status = 状态, 进度
-- names: area_id = 区域, 行政区, 区县, 所属区域, district, area
-- names: residents = 受益人数, 惠及人数, 人数
-- names: small_units = 小户型套数, 中小户型套数
-- names: large_units = 大户型套数, 改善型套数
-- names: land_source = 用地来源, 土地来源, 房源来源
-- names: previous_use = 原用途, 改建前用途
-- names: features = 特征, 建设标准
CREATE TABLE programmes (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    class TEXT NOT NULL,
    mode TEXT,
    units REAL CONSTRAINT "units must not be negative" CHECK (units >= 0),
    households REAL CONSTRAINT "households must not be negative" CHECK (households >= 0),
    floor_area_m2 REAL CONSTRAINT "floor_area_m2 must not be negative" CHECK (floor_area_m2 >= 0),
    year INTEGER CONSTRAINT "year must lie between 1800 and 2200" CHECK (year BETWEEN 1800 AND 2200),
    status TEXT,
    area_id TEXT,
    residents REAL CONSTRAINT "residents must not be negative" CHECK (residents >= 0),
    small_units REAL
        CONSTRAINT "small_units must not be negative" CHECK (small_units >= 0)
        CONSTRAINT "small_units must not exceed units" CHECK (small_units <= units),
    large_units REAL
        CONSTRAINT "large_units must not be negative" CHECK (large_units >= 0)
        CONSTRAINT "large_units must not exceed units" CHECK (large_units <= units),
    land_source TEXT,
    previous_use TEXT,
    features TEXT,
    x REAL,
    y REAL,
    geom BLOB
) STRICT;
