-- id: jobs
-- title: Jobs
-- title_zh: 就业岗位
-- geometry: point or multipolygon
-- fatal_rejects: 0.2
-- about: Workplaces, or a grid of jobs.
-- computed: key, x, y
-- names: id = 编号, 编码, 代码, 标识码, 序号, code, fid, gid, objectid, osm_id, bsm
-- names: name = 名称, 名字, 项目名称, mc, title, label
-- names: jobs = 岗位, 岗位数, 就业岗位, 就业岗位数, 从业人数, 从业人员, employees, employment
CREATE TABLE jobs (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    name TEXT,
    jobs REAL NOT NULL CONSTRAINT "jobs must not be negative" CHECK (jobs >= 0),
    x REAL NOT NULL,
    y REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;
