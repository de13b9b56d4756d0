/* Opening, making and closing a workspace; stages; one-line queries. See workspace.h. */
#include "workspace/connection.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spatialite.h>

enum {
    FORMAT_VERSION = 3,
    APPLICATION_ID = 0x4C464E47,       /* "LFNG" */
    BESIDE_APPLICATION_ID = 0x4C464E41 /* "LFNA": a file beside a workspace */
};

bool lf_sqlite_failed(lf_context *ctx, lf_workspace *workspace, const char *what)
{
    int code = sqlite3_errcode(workspace->db);
    const char *path = workspace->path;
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return lf_fail(ctx, "%s: the disk is full (while: %s)", path, what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return lf_fail(ctx, "%s: another program is using the workspace", path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return lf_fail(ctx, "%s: cannot write to the workspace or its folder", path);
    case SQLITE_NOTADB:
        return lf_fail(ctx, "%s: is not a Lifang workspace", path);
    case SQLITE_CORRUPT:
        return lf_fail(ctx, "%s: the workspace is damaged; remove it and run again", path);
    case SQLITE_IOERR:
        return lf_fail(ctx, "%s: reading or writing failed: %s", path,
                       strerror(sqlite3_system_errno(workspace->db)));
    case SQLITE_NOMEM:
        return lf_fail_memory(ctx);
    case SQLITE_INTERRUPT:
        return lf_stopping(ctx) ? false : lf_fail(ctx, "%s: interrupted", what);
    default:
        return lf_fail(ctx, "%s: %s", what, sqlite3_errmsg(workspace->db));
    }
}

/* A value SpatiaLite's management functions answer with: 1 is success, 0 is failure with rc OK. */
static bool run_one(lf_context *ctx, lf_workspace *workspace, const char *what,
                    sqlite3_stmt *handle)
{
    int parameter = sqlite3_bind_parameter_index(handle, ":srid");
    if (parameter > 0)
        sqlite3_bind_int(handle, parameter, workspace->srid);
    int code;
    while ((code = sqlite3_step(handle)) == SQLITE_ROW) {
        const char *name = sqlite3_column_name(handle, 0);
        bool management = name != NULL && (strstr(name, "RecoverGeometryColumn(") != NULL ||
                                           strstr(name, "CreateSpatialIndex(") != NULL);
        if (management && sqlite3_column_int(handle, 0) != 1)
            return lf_fail(ctx, "%s: SpatiaLite refused %s", what, name);
    }
    return code == SQLITE_DONE || lf_sqlite_failed(ctx, workspace, what);
}

bool lf_workspace_run(lf_context *ctx, lf_workspace *workspace, const char *what, const char *sql)
{
    while (*sql != '\0') {
        sqlite3_stmt *handle = NULL;
        const char *rest = NULL;
        if (sqlite3_prepare_v2(workspace->db, sql, -1, &handle, &rest) != SQLITE_OK)
            return lf_sqlite_failed(ctx, workspace, what);
        bool ok = handle == NULL || run_one(ctx, workspace, what, handle);
        sqlite3_finalize(handle);
        if (!ok)
            return false;
        sql = rest;
    }
    return true;
}

bool lf_workspace_runf(lf_context *ctx, lf_workspace *workspace, const char *what,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    if (sql == NULL)
        return lf_fail_memory(ctx);
    bool ok = lf_workspace_run(ctx, workspace, what, sql);
    sqlite3_free(sql);
    return ok;
}

static int poll_stop(void *argument)
{
    const lf_context *ctx = argument;
    return ctx->stop != NULL && *ctx->stop != 0;
}

/* Opens the file and tunes the connection; nothing is written yet. */
static bool connect(lf_context *ctx, const char *path, int flags, lf_workspace *workspace)
{
    workspace->path = lf_copy(path);
    if (workspace->path == NULL)
        return lf_fail_memory(ctx);
    if (sqlite3_open_v2(path, &workspace->db, flags, NULL) != SQLITE_OK) {
        if (workspace->db == NULL)
            return lf_fail_memory(ctx);
        return lf_fail(ctx, "%s: cannot open the workspace: %s", path,
                       sqlite3_errmsg(workspace->db));
    }
    sqlite3_extended_result_codes(workspace->db, 1);
    sqlite3_busy_timeout(workspace->db, 2000);
    sqlite3_db_config(workspace->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(workspace->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
    workspace->spatialite = spatialite_alloc_connection();
    if (workspace->spatialite == NULL)
        return lf_fail_memory(ctx);
    spatialite_init_ex(workspace->db, workspace->spatialite, 0);
    spatialite_set_silent_mode(workspace->spatialite);
    /* SQLite polls this every some thousand steps, so that one long statement can be stopped. */
    sqlite3_progress_handler(workspace->db, 50000, poll_stop, ctx);
    /* The first use of json_each declares its table, which the authorizer of lf_prepare_reading
     * would take for a write: use it once before. */
    return lf_workspace_run(ctx, workspace, path,
                            "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072;"
                            "PRAGMA foreign_keys=OFF;"
                            "SELECT 1 FROM json_each('[]'); SELECT 1 FROM json_tree('[]');");
}

/* A file beside a workspace bears another mark, so that neither is taken for the other. */
static int application_of(const lf_workspace *workspace)
{
    return workspace->city_path == NULL ? APPLICATION_ID : BESIDE_APPLICATION_ID;
}

static bool make(lf_context *ctx, lf_workspace *workspace, const char *schema_sql)
{
    bool ok =
        lf_workspace_run(ctx, workspace, workspace->path, "BEGIN IMMEDIATE") &&
        lf_workspace_run(ctx, workspace, workspace->path,
                         "SELECT InitSpatialMetaData(0, 'NONE')") &&
        lf_workspace_runf(ctx, workspace, workspace->path, "SELECT InsertEpsgSrid(%d)",
                          workspace->srid) &&
        /* A code SpatiaLite's own list lacks still names the CRS. */
        lf_workspace_runf(ctx, workspace, workspace->path,
                          "INSERT OR IGNORE INTO spatial_ref_sys (srid, auth_name, auth_srid,"
                          " ref_sys_name, proj4text, srtext)"
                          " VALUES (%d, 'epsg', %d, 'EPSG:%d', '+init=epsg:%d', 'Undefined')",
                          workspace->srid, workspace->srid, workspace->srid, workspace->srid) &&
        lf_workspace_run(ctx, workspace, "workspace.sql", schema_sql) &&
        lf_workspace_runf(ctx, workspace, workspace->path,
                          "CREATE TABLE workspace_format (srid INTEGER NOT NULL);"
                          "INSERT INTO workspace_format VALUES (%d);"
                          "PRAGMA application_id=%d; PRAGMA user_version=%d;",
                          workspace->srid, application_of(workspace), FORMAT_VERSION) &&
        lf_workspace_run(ctx, workspace, workspace->path, "COMMIT");
    if (!ok)
        lf_stage_rollback(workspace);
    return ok;
}

/* Checks that an existing file is ours, of this version and for this CRS. srid 0 accepts any. */
static bool recognise(lf_context *ctx, lf_workspace *workspace, int srid)
{
    int64_t application = 0, version = 0, stored = 0;
    if (!lf_query_integer(ctx, workspace, "PRAGMA application_id", 0, &application) ||
        !lf_query_integer(ctx, workspace, "PRAGMA user_version", 0, &version))
        return false;
    if (application != application_of(workspace))
        return workspace->city_path == NULL
                   ? lf_fail(ctx, "%s: is not a Lifang workspace; name another file",
                             workspace->path)
                   : lf_fail(ctx, "%s: is not an audit of Lifang; name another file",
                             workspace->path);
    if (version != FORMAT_VERSION)
        return lf_fail(
            ctx,
            "%s: was written by another version of Lifang (format %d, this one writes %d);"
            " remove it and run again",
            workspace->path, (int)version, FORMAT_VERSION);
    if (!lf_query_integer(ctx, workspace, "SELECT srid FROM workspace_format", 0, &stored))
        return false;
    if (srid != 0 && stored != srid)
        return lf_fail(
            ctx,
            "%s: was made for EPSG:%d but the city file says EPSG:%d; remove it, or name "
            "another with --workspace",
            workspace->path, (int)stored, srid);
    workspace->srid = (int)stored;
    return true;
}

static bool is_empty(lf_context *ctx, lf_workspace *workspace, bool *out)
{
    int64_t count = 0;
    if (!lf_query_integer(ctx, workspace, "SELECT count(*) FROM sqlite_schema", 0, &count))
        return false;
    *out = count == 0;
    return true;
}

/*
 * The first use of SpatiaLite's index tables declares them, which the authorizer of
 * lf_prepare_reading would take for a write: use them once before.
 */
static bool declare_indexes(lf_context *ctx, lf_workspace *workspace)
{
    char *touch = NULL;
    bool ok = lf_query_text(ctx, workspace,
                            "SELECT group_concat('SELECT 1 FROM \"' || name || '\" LIMIT 0', ';')"
                            " FROM sqlite_schema WHERE name IN ('SpatialIndex', 'KNN', 'KNN2')",
                            &touch) &&
              (touch == NULL || lf_workspace_run(ctx, workspace, workspace->path, touch));
    free(touch);
    return ok;
}

/* The file as a URI of SQLite's that opens it for reading only. free() the result. */
static char *reading_uri(const char *path)
{
    lf_text uri = {0};
    lf_text_add(&uri, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        if (isalnum(c) || strchr("/._-~", c) != NULL)
            lf_text_add_bytes(&uri, at, 1);
        else
            lf_text_addf(&uri, "%%%02X", c);
    }
    lf_text_add(&uri, "?mode=ro");
    return lf_text_take(&uri);
}

/* Makes the tables of the city's workspace readable under its name `city`. */
static bool attach_city(lf_context *ctx, lf_workspace *workspace)
{
    if (workspace->city_path == NULL)
        return true;
    char *uri = reading_uri(workspace->city_path);
    if (uri == NULL)
        return lf_fail_memory(ctx);
    bool ok = lf_workspace_runf(ctx, workspace, workspace->city_path,
                                "ATTACH DATABASE %Q AS city; PRAGMA city.cache_size=-131072", uri);
    free(uri);
    return ok;
}

/* A workspace of the city's CRS that is to lie beside it; nothing is opened yet. */
static bool beside(lf_context *ctx, const char *city_path, lf_workspace **out)
{
    lf_workspace *city = NULL;
    *out = NULL;
    if (!lf_workspace_open_read(ctx, city_path, &city))
        return false;
    lf_workspace *workspace = calloc(1, sizeof *workspace);
    if (workspace != NULL) {
        workspace->srid = city->srid;
        workspace->city_path = lf_copy(city_path);
    }
    lf_workspace_close(city);
    if (workspace == NULL || workspace->city_path == NULL) {
        lf_workspace_close(workspace);
        return lf_fail_memory(ctx);
    }
    *out = workspace;
    return true;
}

/* Opens the file as it is or makes it; `workspace` is consumed. */
static bool open_or_make(lf_context *ctx, const char *path, const char *schema_sql,
                         lf_workspace *workspace, lf_workspace **out)
{
    bool empty = false;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                      (workspace->city_path == NULL ? 0 : SQLITE_OPEN_URI);
    const int srid = workspace->srid;
    bool ok = connect(ctx, path, flags, workspace) && is_empty(ctx, workspace, &empty) &&
              (empty ? make(ctx, workspace, schema_sql) : recognise(ctx, workspace, srid)) &&
              declare_indexes(ctx, workspace) && attach_city(ctx, workspace);
    if (!ok)
        lf_workspace_close(workspace);
    *out = ok ? workspace : NULL;
    return ok;
}

bool lf_workspace_open(lf_context *ctx, const char *path, int srid, const char *schema_sql,
                       lf_workspace **out)
{
    *out = NULL;
    lf_workspace *workspace = calloc(1, sizeof *workspace);
    if (workspace == NULL)
        return lf_fail_memory(ctx);
    workspace->srid = srid;
    return open_or_make(ctx, path, schema_sql, workspace, out);
}

bool lf_workspace_open_read(lf_context *ctx, const char *path, lf_workspace **out)
{
    *out = NULL;
    if (!lf_file_exists(path))
        return lf_fail(ctx, "%s: there is no workspace yet; run `lifang run` first", path);
    lf_workspace *workspace = calloc(1, sizeof *workspace);
    if (workspace == NULL)
        return lf_fail_memory(ctx);
    if (!connect(ctx, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, workspace) ||
        !recognise(ctx, workspace, 0) || !declare_indexes(ctx, workspace)) {
        lf_workspace_close(workspace);
        return false;
    }
    *out = workspace;
    return true;
}

bool lf_workspace_open_beside(lf_context *ctx, const char *path, const char *city_path,
                              const char *schema_sql, lf_workspace **out)
{
    lf_workspace *workspace = NULL;
    *out = NULL;
    return beside(ctx, city_path, &workspace) &&
           open_or_make(ctx, path, schema_sql, workspace, out);
}

bool lf_workspace_open_beside_read(lf_context *ctx, const char *path, const char *city_path,
                                   lf_workspace **out)
{
    lf_workspace *workspace = NULL;
    *out = NULL;
    if (!lf_file_exists(path))
        return lf_fail(ctx, "%s: there is no audit yet; run `lifang audit` first", path);
    if (!beside(ctx, city_path, &workspace))
        return false;
    bool ok = connect(ctx, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
                      workspace) &&
              recognise(ctx, workspace, workspace->srid) && declare_indexes(ctx, workspace) &&
              attach_city(ctx, workspace);
    if (!ok)
        lf_workspace_close(workspace);
    *out = ok ? workspace : NULL;
    return ok;
}

void lf_workspace_close(lf_workspace *workspace)
{
    if (workspace == NULL)
        return;
    if (workspace->db != NULL)
        lf_stage_rollback(workspace);
    sqlite3_close(workspace->db);
    if (workspace->spatialite != NULL)
        spatialite_cleanup_ex(workspace->spatialite);
    lf_free_names(workspace->guard.reads, workspace->guard.count);
    free(workspace->path);
    free(workspace->city_path);
    free(workspace);
}

int lf_workspace_srid(const lf_workspace *workspace)
{
    return workspace->srid;
}

const char *lf_workspace_path(const lf_workspace *workspace)
{
    return workspace->path;
}

const char *lf_workspace_city_path(const lf_workspace *workspace)
{
    return workspace->city_path;
}

bool lf_workspace_has_table(lf_context *ctx, lf_workspace *workspace, const char *name, bool *out)
{
    static const char main_only[] =
        "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1";
    static const char with_city[] =
        "SELECT 1 FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 UNION ALL "
        "SELECT 1 FROM city.sqlite_schema WHERE type IN ('table', 'view') AND name = ?1";
    lf_statement *find = NULL;
    *out = false;
    if (!lf_prepare(ctx, workspace, workspace->city_path == NULL ? main_only : with_city, &find))
        return false;
    lf_bind_text(find, 1, name);
    lf_step step = lf_statement_step(ctx, find);
    *out = step == LF_STEP_ROW;
    lf_statement_close(find);
    return step != LF_STEP_FAILED;
}

bool lf_workspace_columns(lf_context *ctx, lf_workspace *workspace, const char *table, char ***out,
                          size_t *count)
{
    lf_statement *find = NULL;
    char **names = NULL;
    size_t used = 0;
    lf_step step;
    *out = NULL;
    *count = 0;
    if (!lf_prepare(ctx, workspace, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", &find))
        return false;
    lf_bind_text(find, 1, table);
    while ((step = lf_statement_step(ctx, find)) == LF_STEP_ROW) {
        char **more = realloc(names, (used + 1) * sizeof *names);
        if (more != NULL)
            names = more;
        if (more == NULL || (names[used] = lf_copy(lf_column_text(find, 0))) == NULL) {
            lf_fail_memory(ctx);
            step = LF_STEP_FAILED;
            break;
        }
        used++;
    }
    lf_statement_close(find);
    if (step == LF_STEP_FAILED) {
        lf_free_names(names, used);
        return false;
    }
    *out = names;
    *count = used;
    return true;
}

bool lf_workspace_register_geometry(lf_context *ctx, lf_workspace *workspace, const char *table,
                                    const char *type, const char *dimension)
{
    return lf_workspace_runf(ctx, workspace, table,
                             "SELECT RecoverGeometryColumn(%Q, 'geom', %d, %Q, %Q)", table,
                             workspace->srid, type, dimension);
}

bool lf_workspace_index_geometries(lf_context *ctx, lf_workspace *workspace)
{
    char *make = NULL;
    if (!lf_query_text(ctx, workspace,
                       "SELECT group_concat('SELECT CreateSpatialIndex(' || quote(f_table_name)"
                       " || ', ' || quote(f_geometry_column) || ')', ';') FROM geometry_columns"
                       " WHERE spatial_index_enabled = 0",
                       &make))
        return false;
    if (make == NULL)
        return true;
    bool ok = sqlite3_db_readonly(workspace->db, "main") == 1
                  ? lf_fail(ctx,
                            "%s: has no spatial indexes, and they cannot be made in a workspace "
                            "opened for reading",
                            workspace->path)
                  : lf_workspace_run(ctx, workspace, "spatial index", make);
    free(make);
    return ok;
}

bool lf_workspace_unindex_geometry(lf_context *ctx, lf_workspace *workspace, const char *table)
{
    return lf_workspace_runf(
        ctx, workspace, table,
        "SELECT DisableSpatialIndex(f_table_name, 'geom') FROM geometry_columns"
        " WHERE f_table_name = lower(%Q) AND spatial_index_enabled = 1;"
        "DROP TABLE IF EXISTS \"idx_%w_geom\";",
        table, table);
}

bool lf_stage_begin(lf_context *ctx, lf_workspace *workspace, const char *stage)
{
    return lf_workspace_run(ctx, workspace, stage, "BEGIN IMMEDIATE");
}

bool lf_stage_commit(lf_context *ctx, lf_workspace *workspace, const char *stage,
                     const char *fingerprint)
{
    return lf_workspace_runf(ctx, workspace, stage, "INSERT OR REPLACE INTO stage VALUES (%Q, %Q)",
                             stage, fingerprint) &&
           lf_workspace_run(ctx, workspace, stage, "COMMIT");
}

void lf_stage_rollback(lf_workspace *workspace)
{
    if (workspace != NULL && workspace->db != NULL && !sqlite3_get_autocommit(workspace->db))
        sqlite3_exec(workspace->db, "ROLLBACK", NULL, NULL, NULL);
}

bool lf_stage_fingerprint(lf_context *ctx, lf_workspace *workspace, const char *stage, char **out)
{
    lf_statement *find = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, workspace, "SELECT fingerprint FROM stage WHERE name = ?1", &find))
        return false;
    lf_bind_text(find, 1, stage);
    lf_step step = lf_statement_step(ctx, find);
    if (step != LF_STEP_FAILED)
        *out = lf_copy(step == LF_STEP_ROW ? lf_column_text(find, 0) : "");
    lf_statement_close(find);
    return step != LF_STEP_FAILED && (*out != NULL || lf_fail_memory(ctx));
}

bool lf_stage_is_current(lf_context *ctx, lf_workspace *workspace, const char *stage,
                         const char *fingerprint, bool *out)
{
    char *stored = NULL;
    *out = false;
    if (!lf_stage_fingerprint(ctx, workspace, stage, &stored))
        return false;
    *out = strcmp(stored, fingerprint) == 0;
    free(stored);
    return true;
}

bool lf_stage_forget(lf_context *ctx, lf_workspace *workspace, const char *stage)
{
    return lf_workspace_runf(ctx, workspace, stage, "DELETE FROM stage WHERE name = %Q", stage);
}
