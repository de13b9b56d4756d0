-- id: facilities
-- title: Facilities
-- title_zh: 公共服务设施
-- geometry: point or multipolygon
-- fatal_rejects: 0.2
-- about: Places of daily life. category is one of layers/categories.csv or of the city file, in
-- about: English or Chinese. area_m2 is the site area, taken from the polygon when blank; capacity
-- about: is places, beds or pupils.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: category = 类别, 类型, 设施类别, 设施类型, 种类, type, kind, amenity, class
-- names: capacity = 容量, 床位, 床位数, 学位, 学位数, 规模, beds, places
-- names: area_m2 = 用地面积, 占地面积, 面积, area, site_area
-- names: floor_area_m2 = 建筑面积, gfa
-- names: opened_year = 开业年份, 建成年份, 投用年份
-- names: status = 状态
CREATE TABLE facilities (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    category TEXT NOT NULL,
    capacity REAL CONSTRAINT "capacity must not be negative" CHECK (capacity >= 0),
    area_m2 REAL CONSTRAINT "area_m2 must not be negative" CHECK (area_m2 >= 0),
    floor_area_m2 REAL CONSTRAINT "floor_area_m2 must not be negative" CHECK (floor_area_m2 >= 0),
    opened_year INTEGER CONSTRAINT "opened_year must lie between 1800 and 2200" CHECK (opened_year BETWEEN 1800 AND 2200),
    status TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
