-- The tables of a workspace that are not layers: what each stage leaves for the next.
-- Run once when a workspace is made. Layer tables come from layers/*.sql, views from
-- queries/views/*.sql. Every stage writes inside one transaction, so a stage is there whole or
-- not at all.

-- What the city file and the defaults say, one row per setting, so that every later stage (and
-- every query) reads it here. origin is 'default' or the city file's line.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT,
    origin TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Finished stages. fingerprint is a hash of all that the stage read: equal means nothing to do.
-- version tells the format of this file: another program version says so and starts anew.
CREATE TABLE stage (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- load -------------------------------------------------------------------------------------------
CREATE TABLE source (
    key INTEGER PRIMARY KEY,
    layer TEXT NOT NULL,
    part INTEGER NOT NULL,           -- 1 for the first source of the layer
    path TEXT NOT NULL,              -- as the city file names it
    ogr_layer TEXT,
    driver TEXT,
    hash TEXT,                       -- SHA-256 of the file; NULL for a database connection
    encoding TEXT,
    encoding_assumed INTEGER NOT NULL DEFAULT 0,
    crs TEXT,
    datum TEXT,
    rows_read INTEGER NOT NULL DEFAULT 0,
    rows_kept INTEGER NOT NULL DEFAULT 0,
    rows_repaired INTEGER NOT NULL DEFAULT 0,
    rows_rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What the stages say of rows and places is kept in English and, where the catalogue of words (src/po)
-- has it, in Chinese; readers fall back on the English.
CREATE TABLE reject (
    key INTEGER PRIMARY KEY,
    source_key INTEGER,
    layer TEXT NOT NULL,
    feature TEXT,                    -- the feature id or line in the source
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

-- What a stage assumed or found doubtful, in words.
CREATE TABLE notice (
    key INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    subject TEXT NOT NULL,           -- a layer, a category, a measure
    message TEXT NOT NULL,
    message_zh TEXT
) STRICT;

-- Facility categories with their reach. 'station' is a category too: its places are stations.
-- Exactly one of limit_m and limit_min is set: a tier is a distance by default, a time where the
-- city file says so.
CREATE TABLE category (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    tier INTEGER,                    -- 15, 10 or 5 minutes; NULL: outside the tiers
    limit_m REAL,
    limit_min REAL,
    norm TEXT,                       -- standard and clause the limit rests on
    confidence TEXT,
    CHECK ((limit_m IS NULL) <> (limit_min IS NULL))
) STRICT, WITHOUT ROWID;

-- The plan that the city is held against: plan.yaml and the tables it names. Empty without a plan.
CREATE TABLE plan (
    id TEXT PRIMARY KEY,             -- the folder's name
    name TEXT NOT NULL,
    title TEXT NOT NULL,             -- in English
    year_from INTEGER NOT NULL,
    year_to INTEGER NOT NULL,
    horizon INTEGER                  -- a year it looks out to beyond the period
) STRICT, WITHOUT ROWID;

-- The parts of plan.yaml, a table each; line is that of the file. Lists have '|' between.
CREATE TABLE plan_area (line INTEGER, name TEXT, kind TEXT, title TEXT, parent TEXT) STRICT;
CREATE TABLE plan_anchor (line INTEGER, kind TEXT, title TEXT, title_zh TEXT) STRICT;
CREATE TABLE plan_category_set (line INTEGER, set_id TEXT, category TEXT) STRICT;
CREATE TABLE plan_default (line INTEGER, what TEXT, what_zh TEXT, value TEXT, why TEXT, why_zh TEXT,
    provisions TEXT) STRICT;
CREATE TABLE plan_parameter (line INTEGER, measure TEXT, parameter TEXT, value TEXT) STRICT;
CREATE TABLE plan_quantity (line INTEGER, quantity TEXT, title TEXT, title_zh TEXT) STRICT;
CREATE TABLE plan_tree (line INTEGER, tree TEXT, parent TEXT, child TEXT) STRICT;
CREATE TABLE plan_table (line INTEGER, file TEXT, form TEXT, title TEXT, title_zh TEXT, clause TEXT,
    sums TEXT) STRICT;
CREATE TABLE plan_relation (line INTEGER, id TEXT, title TEXT, title_zh TEXT, product TEXT,
    less TEXT, equals TEXT) STRICT;

-- The plan's tables in long form, a row per figure; also figures said elsewhere in the plan. area,
-- class and period are '' for the whole of them. value is NULL where the cell holds no number, and
-- value_text keeps it as printed. plan names another plan where a rule was read from that one.
CREATE TABLE plan_cell (
    key INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    class TEXT NOT NULL,
    area TEXT NOT NULL,
    period TEXT NOT NULL,
    comparison TEXT NOT NULL,        -- '=' where the plan gives a plain figure
    value REAL,
    value_text TEXT NOT NULL,
    unit TEXT NOT NULL,
    place TEXT NOT NULL,             -- where the plan says it
    role TEXT NOT NULL,              -- '' a figure, 'rule' a limit that plans share
    amount REAL,                     -- value in the base unit of its family
    half REAL                        -- half of the last printed digit, likewise
) STRICT;
CREATE TABLE plan_item (
    key INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, list TEXT NOT NULL,
    place TEXT NOT NULL, item TEXT NOT NULL, grouping TEXT NOT NULL,
    same_as TEXT NOT NULL            -- the item's name elsewhere, '' where it is the same
) STRICT;
CREATE TABLE plan_band (
    key INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, bands TEXT NOT NULL,
    low REAL, low_included INTEGER NOT NULL, high REAL, high_included INTEGER NOT NULL,
    unit TEXT NOT NULL, place TEXT NOT NULL, action TEXT NOT NULL
) STRICT;

-- Units by family and size (queries/units.csv), words for classes, modes … (layers/classes.csv),
-- norms (layers/norms.csv).
CREATE TABLE unit (unit TEXT PRIMARY KEY, family TEXT NOT NULL, size REAL NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE word (kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, title_zh TEXT NOT NULL,
    PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
CREATE TABLE norm (
    id TEXT PRIMARY KEY,
    item_en TEXT NOT NULL,
    item_zh TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT,
    source TEXT,
    clause TEXT,
    confidence TEXT NOT NULL         -- SEEN, or less: to be confirmed against the standard
) STRICT, WITHOUT ROWID;

-- What the checks of queries/lint found: a plan that does not add up, a row of targets that cannot
-- be meant. stated and computed are as printed.
CREATE TABLE finding (
    key INTEGER PRIMARY KEY,
    check_id TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('contradiction', 'doubt', 'rounding', 'converted', 'closes')),
    file TEXT,
    line INTEGER,
    column_name TEXT,
    finding_en TEXT NOT NULL,
    finding_zh TEXT NOT NULL,
    stated TEXT,
    computed TEXT
) STRICT;

-- walk -------------------------------------------------------------------------------------------
-- Where a place meets the network. One row for a home, a job or a site; several for a facility
-- with many entrances. edge counts in the order of the built network.
CREATE TABLE walk_access (
    layer TEXT NOT NULL,
    row_key INTEGER NOT NULL,
    part INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('nearest', 'edge', 'entrance')),
    access_m REAL NOT NULL,          -- access leg, ground metres
    street_id TEXT NOT NULL,
    x REAL NOT NULL,                 -- the point on the street
    y REAL NOT NULL,
    PRIMARY KEY (layer, row_key, part)
) STRICT, WITHOUT ROWID;

-- The nearest place of each category for every home (a row only where one is within the search
-- limit): by walking distance, by walking time, and in a straight line; each may be another place.
-- *_place_key is the key in facilities, in stations for the category 'station', and in anchors for the
-- categories 'anchor:KIND', one for each kind of anchor.
CREATE TABLE walk_nearest (
    home_key INTEGER NOT NULL,
    category TEXT NOT NULL,
    walk_m REAL,
    walk_place_key INTEGER,
    walk_min REAL,
    walk_min_place_key INTEGER,
    straight_m REAL,
    straight_place_key INTEGER,
    PRIMARY KEY (home_key, category)
) STRICT, WITHOUT ROWID;

-- Jobs within reach of every joined home. Exactly one of limit_m and limit_min is set.
CREATE TABLE walk_reach (
    home_key INTEGER NOT NULL,
    limit_name TEXT NOT NULL,        -- '1000 m' or '15 min'
    limit_m REAL,
    limit_min REAL,
    jobs REAL NOT NULL,              -- on the network
    straight_jobs REAL,              -- within limit_m in a straight line; NULL for a time limit
    PRIMARY KEY (home_key, limit_name)
) STRICT, WITHOUT ROWID;

-- What lies around each station: homes, jobs, facilities within its influence distance, on foot
-- from the place to the station (walk_m, walk_min) or straight. NULL: not within on that count.
CREATE TABLE walk_station (
    station_key INTEGER NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('homes', 'jobs', 'facilities', 'sites')),
    row_key INTEGER NOT NULL,
    walk_m REAL,
    walk_min REAL,
    straight_m REAL,
    PRIMARY KEY (station_key, layer, row_key)
) STRICT, WITHOUT ROWID;

-- Homes and the facilities with a known capacity around them, many to many: who may be served by
-- whom. A row only where the facility is within its category's limit, or walking.catchment_m where
-- that is farther (stretched by walking.tolerance), on foot by distance or straight; NULL: not
-- within on that count.
CREATE TABLE walk_catchment (
    facility_key INTEGER NOT NULL,
    home_key INTEGER NOT NULL,
    walk_m REAL,
    straight_m REAL,
    PRIMARY KEY (facility_key, home_key)
) STRICT, WITHOUT ROWID;

-- Sites, as homes: the nearest place of each category from the site's own street access.
CREATE TABLE walk_site (
    site_key INTEGER NOT NULL,
    category TEXT NOT NULL,
    walk_m REAL,
    walk_place_key INTEGER,
    walk_min REAL,
    straight_m REAL,
    straight_place_key INTEGER,
    PRIMARY KEY (site_key, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE walk_component (
    component INTEGER PRIMARY KEY,   -- 1 is the longest
    edges INTEGER NOT NULL,
    length_m REAL NOT NULL,
    joinable INTEGER NOT NULL,       -- 0: too short to be joined to (walking.min_component_m)
    homes INTEGER NOT NULL,
    residents REAL
) STRICT;

-- Problems and sheds carry geometry; the columns are registered by the program.
CREATE TABLE walk_problem (
    key INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,              -- far_from_street, small_component, near_miss, unjoined_crossing, …
    layer TEXT,
    id TEXT,
    detail TEXT NOT NULL,
    detail_zh TEXT,
    distance_m REAL,
    geom BLOB NOT NULL
) STRICT;

CREATE TABLE walk_shed (
    key INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,           -- a category id, or a station id
    kind TEXT NOT NULL CHECK (kind IN ('category', 'station')),
    band TEXT NOT NULL,              -- 'limit', or 'core' and 'influence' for a station
    limit_m REAL,
    limit_min REAL,
    resolution_m REAL NOT NULL,
    area_m2 REAL NOT NULL,
    geom BLOB NOT NULL
) STRICT;

-- Figures about the network that belong to no row: edges, length, slopes, …
CREATE TABLE walk_fact (
    name TEXT PRIMARY KEY,
    value REAL,
    unit TEXT
) STRICT, WITHOUT ROWID;

-- measure ----------------------------------------------------------------------------------------
CREATE TABLE measure (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    unit TEXT NOT NULL,
    better TEXT NOT NULL CHECK (better IN ('higher', 'lower', 'band', 'none')),
    norm TEXT,
    confidence TEXT,
    file TEXT NOT NULL,
    hash TEXT NOT NULL,
    needs TEXT NOT NULL,             -- JSON array of the tables the query reads
    layers TEXT NOT NULL DEFAULT '[]', -- JSON array of the layers behind those tables
    clause TEXT,
    about TEXT NOT NULL DEFAULT '',
    about_zh TEXT NOT NULL DEFAULT '',
    bases TEXT NOT NULL DEFAULT '[]', -- JSON array, the base a target means by default first
    query TEXT NOT NULL DEFAULT ''   -- the text of the file as it was run
) STRICT, WITHOUT ROWID;

-- One evaluation of a measure with one set of parameters.
CREATE TABLE run (
    key INTEGER PRIMARY KEY,
    measure TEXT NOT NULL,
    parameters TEXT NOT NULL,        -- JSON object, all parameters, sorted by name
    is_default INTEGER NOT NULL,
    reason TEXT,                     -- why nothing could be measured; NULL when it was
    UNIQUE (measure, parameters)
) STRICT;

-- value is numerator / denominator (or the numerator where there is no denominator). NULL with a
-- reason is "not measured". low and high are the values with walking limits shortened and
-- stretched by the stated tolerance; NULL where the measure does not depend on walking.
CREATE TABLE value (
    key INTEGER PRIMARY KEY,
    run_key INTEGER NOT NULL,
    measure TEXT NOT NULL,
    area_id TEXT NOT NULL,           -- 'city' is everything loaded
    slice TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '',   -- residents, dwellings, floor_area_m2, land, …
    numerator REAL,
    denominator REAL,
    value REAL,
    low REAL,
    high REAL,
    reason TEXT,
    UNIQUE (run_key, area_id, slice, base)
) STRICT;

-- Which run and which row answers a target, or why none does.
CREATE TABLE target_value (
    target_key INTEGER PRIMARY KEY,
    run_key INTEGER,
    value_key INTEGER,
    factor REAL NOT NULL DEFAULT 1,  -- the target's unit in units of the measure (万套 = 10000)
    reason TEXT,
    column_name TEXT,                -- the column of targets that the reason is about; NULL: none
    norm TEXT,                       -- what a limit nobody set rests on; NULL: nothing, or it was set
    confidence TEXT                  -- how well that norm is known; only SEEN may decide a target
) STRICT;

-- An atom is a set of areas. Places (homes, jobs, …) that lie in the same areas share an atom, so
-- that a measure is summed over a city's places once, and over its areas from a small table. Of
-- overlapping areas of one kind a place belongs to the first by id. Every place has an atom, also
-- outside all areas.
CREATE TABLE atom_area (
    atom INTEGER NOT NULL,
    area_id TEXT NOT NULL,
    PRIMARY KEY (atom, area_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE home_atom (home_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;
CREATE TABLE job_atom (job_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;
CREATE TABLE facility_atom (facility_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;
CREATE TABLE station_atom (station_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;
CREATE TABLE site_atom (site_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;
CREATE TABLE programme_atom (programme_key INTEGER PRIMARY KEY, atom INTEGER NOT NULL) STRICT;

-- Homes and jobs matched so that all ways to work together are shortest: how many workers of one
-- area would work in which. Pairs without workers are left out.
CREATE TABLE commute_optimum (
    kind TEXT NOT NULL,
    from_area TEXT NOT NULL,
    to_area TEXT NOT NULL,
    workers REAL NOT NULL,
    distance_m REAL NOT NULL,
    PRIMARY KEY (from_area, to_area)
) STRICT, WITHOUT ROWID;

-- Reasons of run, value and target_value in Chinese; a reason without a row has none.
CREATE TABLE reason_text (
    reason TEXT PRIMARY KEY,
    zh TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Tables made of queries/derived/*.sql.
CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    hash TEXT NOT NULL,
    reads TEXT NOT NULL              -- JSON array
) STRICT, WITHOUT ROWID;

SELECT RecoverGeometryColumn('walk_problem', 'geom', :srid, 'GEOMETRY', 'XY');
SELECT RecoverGeometryColumn('walk_shed', 'geom', :srid, 'MULTIPOLYGON', 'XY');
