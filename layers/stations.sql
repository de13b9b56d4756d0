-- id: stations
-- title: Stations
-- title_zh: 轨道站点
-- geometry: point or multipolygon
-- fatal_rejects: 0.2
-- about: Transit stations. Without entrances a station is reached at its point, or where streets
-- about: touch its polygon.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 站名, 站点名称, station_name, stop_name, mc
-- names: mode = 类型, 制式, 方式, route_type
-- names: lines = 线路, 所属线路, 线路名称, line, line_name
-- names: opened_year = 开通年份, 开通年, 通车年份, opened
-- names: status = 状态, 建设状态
CREATE TABLE stations (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    mode TEXT,
    lines TEXT,
    opened_year INTEGER CONSTRAINT "opened_year must lie between 1800 and 2200" CHECK (opened_year BETWEEN 1800 AND 2200),
    status TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
