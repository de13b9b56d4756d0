-- id: sites
-- title: Sites
-- title_zh: 住宅用地
-- geometry: multipolygon
-- fatal_rejects: 0.2
-- about: Housing land that is planned, supplied or a candidate. small_dwellings are those of at
-- about: most 70 m2. site_area_m2 is taken from the polygon when blank.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 地块, 地块名称, 宗地, 宗地名称, 项目名称, mc
-- names: use = 用途, 用地性质, 土地用途, 地类, land_use
-- names: class = 类别, 住房类别, 住房类型, housing_class
-- names: site_area_m2 = 用地面积, 地块面积, 宗地面积, 土地面积, 面积, site_area
-- names: far = 容积率, plot_ratio
-- names: floor_area_m2 = 建筑面积, 计容面积, gfa
-- names: dwellings = 套数, 规划套数, units
-- names: small_dwellings = 小户型套数, 中小户型套数
-- names: year = 年份, 供应年份, 供地年份, 计划年份
-- names: status = 状态, 建设状态, 阶段
-- names: mode = 方式, 筹集方式, 建设方式
CREATE TABLE sites (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    use TEXT,
    class TEXT,
    site_area_m2 REAL CONSTRAINT "site_area_m2 must not be negative" CHECK (site_area_m2 >= 0),
    far REAL CONSTRAINT "far must not be negative" CHECK (far >= 0),
    floor_area_m2 REAL CONSTRAINT "floor_area_m2 must not be negative" CHECK (floor_area_m2 >= 0),
    dwellings REAL CONSTRAINT "dwellings must not be negative" CHECK (dwellings >= 0),
    small_dwellings REAL
        CONSTRAINT "small_dwellings must not be negative" CHECK (small_dwellings >= 0)
        CONSTRAINT "small_dwellings must not exceed dwellings" CHECK (small_dwellings <= dwellings),
    year INTEGER CONSTRAINT "year must lie between 1800 and 2200" CHECK (year BETWEEN 1800 AND 2200),
    status TEXT,
    mode TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
