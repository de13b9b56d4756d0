-- id: anchors
-- title: Anchors
-- title_zh: 就业与活动中心
-- geometry: point or multipolygon
-- fatal_rejects: 0.2
-- about: Places a plan asks housing to be near: business district, industrial park, campus,
-- about: hospital, innovation park.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: kind = 类型, 类别, type, category
CREATE TABLE anchors (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    kind TEXT NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
