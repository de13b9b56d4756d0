-- The tables of a comparison, in memory: what two results of a city say, side 1 before and side 2
-- after. Filled by the queries in workspace/ (from a workspace) or document/ (from a results
-- document), whose columns are those of the table they are named for, without side.

CREATE TABLE stage (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT, origin TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (side INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE side_city (
    side INTEGER PRIMARY KEY, name TEXT, title TEXT, crs TEXT, language TEXT, path TEXT
) STRICT;
CREATE TABLE side_setting (
    side INTEGER NOT NULL, name TEXT NOT NULL, value TEXT, PRIMARY KEY (side, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_layer (
    side INTEGER NOT NULL, layer TEXT NOT NULL, part INTEGER NOT NULL, path TEXT, hash TEXT,
    rows_kept INTEGER, PRIMARY KEY (side, layer, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_category (
    side INTEGER NOT NULL, id TEXT NOT NULL, title TEXT, title_zh TEXT, tier INTEGER, limit_m REAL,
    limit_min REAL, PRIMARY KEY (side, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_area (
    side INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT, name TEXT, PRIMARY KEY (side, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_measure (
    side INTEGER NOT NULL, id TEXT NOT NULL, title TEXT, title_zh TEXT, unit TEXT, better TEXT,
    hash TEXT, PRIMARY KEY (side, id)
) STRICT, WITHOUT ROWID;
-- Parameters of each measure's default run.
CREATE TABLE side_run (
    side INTEGER NOT NULL, measure TEXT NOT NULL, parameters TEXT, reason TEXT,
    PRIMARY KEY (side, measure)
) STRICT, WITHOUT ROWID;
-- parameters is '' for the default run: its values are compared also where its parameters differ.
CREATE TABLE side_value (
    side INTEGER NOT NULL, measure TEXT NOT NULL, parameters TEXT NOT NULL, area TEXT NOT NULL,
    slice TEXT NOT NULL, base TEXT NOT NULL, value REAL, numerator REAL, denominator REAL,
    reason TEXT, PRIMARY KEY (side, measure, parameters, area, slice, base)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_verdict (
    side INTEGER NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, title_en TEXT, title_zh TEXT,
    measure TEXT, area TEXT, slice TEXT, base TEXT, outcome TEXT, value REAL, comparison TEXT,
    target REAL, target_to REAL, unit TEXT, binding INTEGER, clause TEXT, PRIMARY KEY (side, id, place)
) STRICT, WITHOUT ROWID;

-- Two audits of the same sites.
CREATE TABLE side_site (
    side INTEGER NOT NULL, id TEXT NOT NULL, name TEXT, outcome TEXT, borderline INTEGER, score REAL,
    place INTEGER, PRIMARY KEY (side, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE side_check (
    side INTEGER NOT NULL, site TEXT NOT NULL, check_id TEXT NOT NULL, part TEXT NOT NULL,
    rank INTEGER, title TEXT, title_zh TEXT, part_title TEXT, part_title_zh TEXT, outcome TEXT,
    measured REAL, unit TEXT, PRIMARY KEY (side, site, check_id, part)
) STRICT, WITHOUT ROWID;
