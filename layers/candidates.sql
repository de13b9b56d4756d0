-- id: candidates
-- title: Candidate sites
-- title_zh: 待审地块
-- geometry: multipolygon
-- of: audit
-- fatal_rejects: 1
-- about: Lots that an audit is asked about; columns as in sites. A lot that breaks this contract costs
-- about: itself only. key is the rank of the id, so that whatever is in the order of keys is in that of
-- about: ids. What is blank is derived where the rule is stated, and the column derived then names it:
-- about: site_area_m2 from the polygon; floor_area_m2 = far x site_area_m2; far = floor_area_m2 /
-- about: site_area_m2; dwellings = floor_area_m2 / audit.dwelling_m2 where that setting is given;
-- about: elevation_m and slope_share from the city's terrain.
-- computed: key, x, y, derived
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 地块, 地块名称, 宗地, 宗地名称, 项目名称, mc
-- names: use = 用途, 用地性质, 土地用途, 地类, land_use
-- names: class = 类别, 住房类别, 住房类型, housing_class
-- names: site_area_m2 = 用地面积, 地块面积, 宗地面积, 土地面积, 面积, site_area
-- names: far = 容积率, plot_ratio
-- names: floor_area_m2 = 建筑面积, 计容面积, gfa
-- names: dwellings = 套数, 规划套数, units
-- names: small_dwellings = 小户型套数, 中小户型套数
-- names: talent_dwellings = 人才住房套数, 配建人才住房套数, 配建套数
-- names: delivery_year = 交付年份, 竣工年份, 建成年份
-- names: elevation_m = 高程, 海拔, 平均高程, 平均海拔, elevation
-- names: slope_share = 坡度比, 坡比, 平均坡度比
-- names: year = 年份, 供应年份, 供地年份, 计划年份
-- names: status = 状态, 建设状态, 阶段
-- names: mode = 方式, 筹集方式, 建设方式
-- names: large_dwellings = 大户型套数, 改善型套数
-- names: far_before = 原容积率, 改建前容积率
-- names: land_source = 用地来源, 土地来源
-- names: previous_use = 原用途, 改建前用途
-- names: support_area_m2 = 配套用地面积, 配套设施用地面积
-- names: support_floor_area_m2 = 配套建筑面积, 配套设施建筑面积
-- names: elder_land_m2 = 养老用地面积, 养老用地, 养老设施用地面积
-- names: planned_residents = 规划人口, 规划居住人口, 规划居住人数
-- names: features = 特征, 建设标准
CREATE TABLE candidates (
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
    delivery_year INTEGER
        CONSTRAINT "delivery_year must lie between 1800 and 2200" CHECK (delivery_year BETWEEN 1800 AND 2200),
    talent_dwellings REAL
        CONSTRAINT "talent_dwellings must not be negative" CHECK (talent_dwellings >= 0)
        CONSTRAINT "talent_dwellings must not exceed dwellings" CHECK (talent_dwellings <= dwellings),
    elevation_m REAL
        CONSTRAINT "elevation_m must lie between -500 and 9000" CHECK (elevation_m BETWEEN -500 AND 9000),
    slope_share REAL CONSTRAINT "slope_share must not be negative" CHECK (slope_share >= 0),
    elder_land_m2 REAL CONSTRAINT "elder_land_m2 must not be negative" CHECK (elder_land_m2 >= 0),
    planned_residents REAL
        CONSTRAINT "planned_residents must not be negative" CHECK (planned_residents >= 0),
    status TEXT,
    mode TEXT,
    large_dwellings REAL
        CONSTRAINT "large_dwellings must not be negative" CHECK (large_dwellings >= 0)
        CONSTRAINT "large_dwellings must not exceed dwellings" CHECK (large_dwellings <= dwellings),
    far_before REAL CONSTRAINT "far_before must not be negative" CHECK (far_before >= 0),
    land_source TEXT,
    previous_use TEXT,
    support_area_m2 REAL CONSTRAINT "support_area_m2 must not be negative" CHECK (support_area_m2 >= 0),
    support_floor_area_m2 REAL
        CONSTRAINT "support_floor_area_m2 must not be negative" CHECK (support_floor_area_m2 >= 0),
    features TEXT,
    derived TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
