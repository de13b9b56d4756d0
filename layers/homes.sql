-- id: homes
-- title: Homes
-- title_zh: 住房
-- geometry: point or multipolygon
-- fatal_rejects: 0.2
-- about: Existing housing, a row per building, estate or grid cell. dwellings, residents,
-- about: households, workers (employed residents) and elders (residents of 60 and
-- about: over) are counts; blanks mean unknown, not zero. A
-- about: point stands for the whole; a polygon counts where its point on surface lies.
-- about: renewal_need 1 says that an estate needs renewal, renewed_year when it had it; danger is the
-- about: grade of a building's safety, A to D (JGJ 125); vacant counts empty dwellings; features are
-- about: words of layers/classes.csv, none where there are none.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 小区, 小区名称, 楼盘, 楼盘名称, mc
-- names: class = 类别, 住房类别, 住房类型, 保障类型, housing_class
-- names: tenure = 权属, 产权, 租售, 租购
-- names: dwellings = 套数, 住宅套数, 房屋套数, 套, units, dwelling_units
-- names: households = 户数, 总户数, 户, hh
-- names: residents = 人口, 常住人口, 居住人口, 人数, population, pop
-- names: workers = 就业居民, 在职人口, 从业人口, employed_residents, resident_workers
-- names: elders = 老年人口, 老年人, 老人, 60岁以上人口, 六十岁以上人口, elderly
-- names: floor_area_m2 = 建筑面积, 住宅建筑面积, 总建筑面积, 面积, floor_area, gfa
-- names: build_year = 建成年份, 竣工年份, 建成年代, 年代, 年份, year_built, year
-- names: far = 容积率, plot_ratio
-- names: rent = 租金, 月租金, rent_per_m2
-- names: renewal_need = 需改造, 是否需改造
-- names: renewed_year = 改造年份, 改造完成年份
-- names: danger = 危房等级, 房屋危险等级
-- names: vacant = 空置套数, 空置住房
-- names: features = 特征, 建设标准
CREATE TABLE homes (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    class TEXT,
    tenure TEXT,
    dwellings REAL CONSTRAINT "dwellings must not be negative" CHECK (dwellings >= 0),
    households REAL CONSTRAINT "households must not be negative" CHECK (households >= 0),
    residents REAL CONSTRAINT "residents must not be negative" CHECK (residents >= 0),
    workers REAL CONSTRAINT "workers must not be negative" CHECK (workers >= 0),
    elders REAL CONSTRAINT "elders must not be negative" CHECK (elders >= 0),
    floor_area_m2 REAL CONSTRAINT "floor_area_m2 must not be negative" CHECK (floor_area_m2 >= 0),
    build_year INTEGER CONSTRAINT "build_year must lie between 1800 and 2200" CHECK (build_year BETWEEN 1800 AND 2200),
    far REAL CONSTRAINT "far must not be negative" CHECK (far >= 0),
    rent REAL CONSTRAINT "rent must not be negative" CHECK (rent >= 0),
    renewal_need INTEGER CONSTRAINT "renewal_need must be 0 or 1" CHECK (renewal_need IN (0, 1)),
    renewed_year INTEGER CONSTRAINT "renewed_year must lie between 1800 and 2200" CHECK (renewed_year BETWEEN 1800 AND 2200),
    danger TEXT,
    vacant REAL
        CONSTRAINT "vacant must not be negative" CHECK (vacant >= 0)
        CONSTRAINT "vacant must not exceed dwellings" CHECK (vacant <= dwellings),
    features TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
