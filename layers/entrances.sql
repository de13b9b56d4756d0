-- id: entrances
-- title: Entrances
-- title_zh: 出入口
-- geometry: point
-- fatal_rejects: 0.2
-- about: Where a station, or a facility such as a fenced park, is entered. owner_id is the id of
-- about: the station or facility. A place with entrances is reached through them only.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, fid, gid, objectid, osm_id
-- names: owner_id = 所属, 站点编号, 所属站点, 站点, 设施编号, station_id, facility_id, owner
-- names: name = 名称, 出入口, 出入口名称, mc
CREATE TABLE entrances (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    owner_id TEXT NOT NULL,
    name TEXT,
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
