-- id: rail_lines
-- title: Rail lines
-- title_zh: 轨道线路
-- geometry: multilinestring
-- fatal_rejects: 0.2
-- about: Alignments of transit lines.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: mode = 类型, 制式
-- names: opened_year = 开通年份, 通车年份, opened
-- names: status = 状态
CREATE TABLE rail_lines (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    mode TEXT,
    opened_year INTEGER CONSTRAINT "opened_year must lie between 1800 and 2200" CHECK (opened_year BETWEEN 1800 AND 2200),
    status TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
