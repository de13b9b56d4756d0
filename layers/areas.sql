-- id: areas
-- title: Areas
-- title_zh: 区域
-- geometry: multipolygon
-- fatal_rejects: 0.2
-- about: Any polygon that results are given for: city, district, street, community, planning group,
-- about: ring, key zone, grid. Areas of one kind should tile; kinds may overlap freely. parent_id
-- about: names the area that holds this one.
-- about: population_base is the population at the start of the plan, net_inflow what moved in since,
-- about: eligible_households those entitled to public housing, far_cap the ratio planned for it.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: kind = 类型, 类别, 级别, type, level
-- names: name = 名称, 区名, 行政区, 街道名称, 社区名称, mc, xzqmc, title, label
-- names: parent_id = 上级, 上级编号, 上级代码, 所属, parent
-- names: population = 人口, 常住人口, 总人口, residents
-- names: population_base = 基期人口, 规划基期人口
-- names: net_inflow = 人口净流入, 净流入人口
-- names: eligible_households = 符合条件家庭数, 应保家庭数
-- names: far_cap = 容积率上限, 片区容积率
CREATE TABLE areas (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    kind TEXT NOT NULL CONSTRAINT "kind must not be empty" CHECK (length(kind) > 0),
    name TEXT,
    parent_id TEXT,
    population REAL CONSTRAINT "population must not be negative" CHECK (population >= 0),
    population_base REAL CONSTRAINT "population_base must not be negative" CHECK (population_base >= 0),
    net_inflow REAL,
    eligible_households REAL
        CONSTRAINT "eligible_households must not be negative" CHECK (eligible_households >= 0),
    far_cap REAL CONSTRAINT "far_cap must not be negative" CHECK (far_cap >= 0),
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
