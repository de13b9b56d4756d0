-- id: constraints
-- title: Constraints
-- title_zh: 限制区
-- geometry: multipolygon
-- fatal_rejects: 0.2
-- about: Where housing may not, or only under conditions, be built: red lines, flood, hazard,
-- about: heritage. severity is forbid or warn.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: kind = 类型, 类别, type
-- names: severity = 程度, 管控, 管控级别, 严重程度
CREATE TABLE constraints (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL DEFAULT 'forbid'
        CONSTRAINT "severity must be forbid or warn" CHECK (severity IN ('forbid', 'warn')),
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
