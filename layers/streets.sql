-- id: streets
-- title: Streets
-- title_zh: 道路
-- geometry: linestring z
-- fatal_rejects: 0.2
-- about: Lines people may walk, a row per line (multi lines are split). level is the vertical order
-- about: (0 ground, 1 first bridge above, -1 tunnel). walkable 0 keeps the line out of the network.
-- about: oneway_foot: 1 only along the line, -1 only against it, 0 both. factor multiplies the
-- about: walking effort (1 normal, 2 twice as slow). Computed: ground_scale is ground length
-- about: divided by length in the map plane; draped 1 means the Z values are terrain heights in
-- about: metres.
-- computed: key, x, y, crossings_join, ground_scale, draped
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: kind = 类型, 道路等级, 等级, 道路类型, highway, fclass, class
-- names: level = 层级, 层, layer, z_order_level
-- names: bridge = 桥, 桥梁, 是否桥梁
-- names: tunnel = 隧道, 是否隧道
-- names: stairs = 梯道, 台阶, 楼梯, steps
-- names: oneway_foot = 步行单行
-- names: walkable = 可步行, 步行, 是否可步行, foot
-- names: factor = 系数, 步行系数
CREATE TABLE streets (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    kind TEXT,
    level INTEGER NOT NULL DEFAULT 0,
    bridge INTEGER NOT NULL DEFAULT 0 CONSTRAINT "bridge must be 0 or 1" CHECK (bridge IN (0, 1)),
    tunnel INTEGER NOT NULL DEFAULT 0 CONSTRAINT "tunnel must be 0 or 1" CHECK (tunnel IN (0, 1)),
    stairs INTEGER NOT NULL DEFAULT 0 CONSTRAINT "stairs must be 0 or 1" CHECK (stairs IN (0, 1)),
    oneway_foot INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "oneway_foot must be -1, 0 or 1" CHECK (oneway_foot = -1 OR oneway_foot IN (0, 1)),
    walkable INTEGER NOT NULL DEFAULT 1 CONSTRAINT "walkable must be 0 or 1" CHECK (walkable IN (0, 1)),
    factor REAL NOT NULL DEFAULT 1
        CONSTRAINT "factor must lie between 0.1 and 100" CHECK (factor BETWEEN 0.1 AND 100),
    crossings_join INTEGER NOT NULL DEFAULT 0,
    ground_scale REAL NOT NULL DEFAULT 1,
    draped INTEGER NOT NULL DEFAULT 0,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
