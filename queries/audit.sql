-- The tables of an audit: what is found about candidate sites, in a file of its own beside the
-- city's workspace, which is attached under the name `city` for reading only. Names that are not
-- here (homes, facilities, setting, value …) are therefore the city's. The layer table candidates
-- comes from layers/candidates.sql.
--
-- Sites are worked on in batches; the rows of a batch and its site_done are one transaction, so
-- that an interrupted audit goes on where it stood.

CREATE TABLE stage (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- load: as in queries/workspace.sql --------------------------------------------------------------
CREATE TABLE source (
    key INTEGER PRIMARY KEY,
    layer TEXT NOT NULL,
    part INTEGER NOT NULL,
    path TEXT NOT NULL,
    ogr_layer TEXT,
    driver TEXT,
    hash TEXT,
    encoding TEXT,
    encoding_assumed INTEGER NOT NULL DEFAULT 0,
    crs TEXT,
    datum TEXT,
    rows_read INTEGER NOT NULL DEFAULT 0,
    rows_kept INTEGER NOT NULL DEFAULT 0,
    rows_repaired INTEGER NOT NULL DEFAULT 0,
    rows_rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE reject (
    key INTEGER PRIMARY KEY,
    source_key INTEGER,
    layer TEXT NOT NULL,
    feature TEXT,
    id TEXT,
    column_name TEXT,
    reason TEXT NOT NULL,
    reason_zh TEXT
) STRICT;
CREATE TABLE repair (
    key INTEGER PRIMARY KEY,
    source_key INTEGER,
    layer TEXT NOT NULL,
    feature TEXT,
    id TEXT,
    what TEXT NOT NULL,
    what_zh TEXT
) STRICT;
CREATE TABLE notice (
    key INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    message_zh TEXT
) STRICT;

-- What this audit is of, one row per fact: the city's fingerprint, the sites' hash, the definitions,
-- the plan, the shard. An audit is resumed, and shards are merged, only where these agree.
CREATE TABLE audit_fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Sites whose rows below are complete.
CREATE TABLE site_done (site_key INTEGER PRIMARY KEY) STRICT;

-- walk -------------------------------------------------------------------------------------------
-- Where a site meets the street network. No row: it meets none (landlocked).
CREATE TABLE site_access (
    site_key INTEGER NOT NULL,
    part INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('nearest', 'edge', 'entrance')),
    access_m REAL NOT NULL,
    street_id TEXT NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    PRIMARY KEY (site_key, part)
) STRICT, WITHOUT ROWID;

-- The nearest place of each category from the site's own street access, as walk_site, with what
-- doubt the position leaves: near_* and far_* are the least and the greatest of the walk from the
-- site moved by audit.position_m in eight directions, and from each of its accesses alone. The
-- *_why say which: 'position' or 'access'. NULL: nothing within the search limit.
CREATE TABLE site_walk (
    site_key INTEGER NOT NULL,
    category TEXT NOT NULL,          -- a category, 'station', or 'anchor:KIND'
    walk_m REAL,
    walk_place_key INTEGER,
    walk_min REAL,
    walk_min_place_key INTEGER,
    straight_m REAL,
    straight_place_key INTEGER,
    near_m REAL,
    near_why TEXT,
    far_m REAL,
    far_why TEXT,
    near_min REAL,
    far_min REAL,
    PRIMARY KEY (site_key, category)
) STRICT, WITHOUT ROWID;

-- Stations within the influence distance (stretched by walking.tolerance) on foot or straight.
CREATE TABLE site_station (
    site_key INTEGER NOT NULL,
    station_key INTEGER NOT NULL,
    walk_m REAL,
    walk_min REAL,
    straight_m REAL,
    near_m REAL,
    far_m REAL,
    PRIMARY KEY (site_key, station_key)
) STRICT, WITHOUT ROWID;

-- Jobs in reach, as walk_reach.
CREATE TABLE site_reach (
    site_key INTEGER NOT NULL,
    limit_name TEXT NOT NULL,
    limit_m REAL,
    limit_min REAL,
    jobs REAL NOT NULL,
    straight_jobs REAL,
    PRIMARY KEY (site_key, limit_name)
) STRICT, WITHOUT ROWID;

-- Facilities with a known capacity around a site, as walk_catchment.
CREATE TABLE site_catchment (
    site_key INTEGER NOT NULL,
    facility_key INTEGER NOT NULL,
    walk_m REAL,
    straight_m REAL,
    PRIMARY KEY (site_key, facility_key)
) STRICT, WITHOUT ROWID;

-- The one missing street link that would bring a category within its limit: the shortest there is.
CREATE TABLE site_link (
    site_key INTEGER NOT NULL,
    category TEXT NOT NULL,
    place_key INTEGER NOT NULL,
    kind TEXT NOT NULL,              -- 'near_miss', 'unjoined_crossing': of walk_problem; 'gap'
    gap_m REAL NOT NULL,             -- ground length of the link
    x0 REAL NOT NULL,
    y0 REAL NOT NULL,
    x1 REAL NOT NULL,
    y1 REAL NOT NULL,
    walk_m REAL,                     -- to the place once the link is there
    walk_min REAL,
    crosses TEXT,                    -- barriers it would have to cross, 'layer: name; …'; NULL: none known
    PRIMARY KEY (site_key, category)
) STRICT, WITHOUT ROWID;

-- What can be walked to from the site within each limit; the column geom is registered by the
-- program.
CREATE TABLE site_shed (
    key INTEGER PRIMARY KEY,
    site_key INTEGER NOT NULL,
    limit_m REAL NOT NULL,
    area_m2 REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;

-- measure ----------------------------------------------------------------------------------------
-- The checks of queries/checks as they were run.
CREATE TABLE check_definition (
    id TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,           -- order in tables and dossiers
    title TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    unit TEXT NOT NULL,
    clause TEXT,
    norm TEXT,
    confidence TEXT,
    about TEXT NOT NULL DEFAULT '',
    about_zh TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL,
    hash TEXT NOT NULL,
    parameters TEXT NOT NULL,        -- JSON object
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for a check of a site, and of a part of it where the check has parts (a category, a
-- constraint): what was measured, what is required, and the reason in words. low and high are the
-- measured value within the stated tolerances; borderline says that the outcome differs there, and
-- flips_by at what ('speed', 'position', 'access'), flips_at the value that flips it.
CREATE TABLE check_result (
    site_key INTEGER NOT NULL,
    check_id TEXT NOT NULL,
    part TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail', 'warn', 'not measured')),
    borderline INTEGER NOT NULL DEFAULT 0,
    measured REAL,
    measured_text TEXT,              -- a name (the nearest place, the zone); NULL: none
    required REAL,
    comparison TEXT,                 -- '<=', '>=' …: measured COMPARISON required is a pass
    low REAL,
    high REAL,
    flips_by TEXT,
    flips_at REAL,                   -- by speed: the walking speed in m/min; else in the unit
    flips_to TEXT,                   -- the outcome there
    shortfall REAL,                  -- how much is missing to pass, in the unit; NULL: nothing
    unit TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    reason_zh TEXT NOT NULL,
    remedy_en TEXT,                  -- what would make it pass, where that is known
    remedy_zh TEXT,
    clause TEXT,
    PRIMARY KEY (site_key, check_id, part)
) STRICT, WITHOUT ROWID;

-- What building a site adds to the numerator and the denominator of a figure of the city.
CREATE TABLE effect_part (
    site_key INTEGER NOT NULL,
    effect_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    slice TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '',
    numerator REAL,
    denominator REAL,
    PRIMARY KEY (site_key, effect_id, area_id, slice, base)
) STRICT, WITHOUT ROWID;

-- The same as before and after; site_key 0 is all sites together.
CREATE TABLE effect (
    site_key INTEGER NOT NULL,
    effect_id TEXT NOT NULL,
    target_id TEXT NOT NULL,         -- the target that the figure answers, '' when none does
    area_id TEXT NOT NULL,
    slice TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL,
    before REAL,
    after REAL,
    outcome_before TEXT,
    outcome_after TEXT,
    PRIMARY KEY (site_key, effect_id, target_id, area_id, slice, base)
) STRICT, WITHOUT ROWID;

-- The weighted score (scoring.yaml) and the place among all sites, with the interval the place
-- takes when the weights vary.
CREATE TABLE site_score (
    site_key INTEGER PRIMARY KEY,
    score REAL,
    place INTEGER,
    place_low INTEGER,
    place_high INTEGER,
    parts TEXT NOT NULL              -- JSON object: criterion → share of the score
) STRICT;

-- The overall word for a site: fail if any check fails, else warn, else pass; borderline where a
-- flip would change it.
CREATE TABLE site_outcome (
    site_key INTEGER PRIMARY KEY,
    outcome TEXT NOT NULL,
    borderline INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    warned INTEGER NOT NULL,
    not_measured INTEGER NOT NULL
) STRICT;
