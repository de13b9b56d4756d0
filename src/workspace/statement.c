/* Prepared statements: binding, stepping, reading. See workspace.h. */
#include "base/words.h"
#include "workspace/connection.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True when only white space and comments follow: a second statement would not be run. */
static bool nothing_follows(sqlite3 *db, const char *rest)
{
    sqlite3_stmt *more = NULL;
    while (*rest != '\0') {
        const char *next = NULL;
        int code = sqlite3_prepare_v2(db, rest, -1, &more, &next);
        bool something = code != SQLITE_OK || more != NULL;
        sqlite3_finalize(more);
        if (something)
            return false;
        rest = next;
    }
    return true;
}

static bool prepare(lf_context *ctx, lf_workspace *workspace, const char *what, const char *sql,
                    lf_statement **out)
{
    const char *rest = "";
    *out = NULL;
    lf_statement *statement = calloc(1, sizeof *statement);
    if (statement == NULL)
        return lf_fail_memory(ctx);
    statement->workspace = workspace;
    if (sqlite3_prepare_v2(workspace->db, sql, -1, &statement->handle, &rest) != SQLITE_OK) {
        if (workspace->guard.refused[0] != '\0')
            lf_fail(ctx, "%s: a query may only read, but this one asks for %s", what,
                    workspace->guard.refused);
        else
            lf_sqlite_failed(ctx, workspace, what);
    } else if (statement->handle == NULL)
        lf_fail(ctx, "%s: holds no SQL statement", what);
    else if (!nothing_follows(workspace->db, rest))
        lf_fail(ctx, "%s: holds more than one SQL statement; one is expected", what);
    else {
        *out = statement;
        return true;
    }
    lf_statement_close(statement);
    return false;
}

bool lf_prepare(lf_context *ctx, lf_workspace *workspace, const char *sql, lf_statement **out)
{
    workspace->guard.refused[0] = '\0';
    return prepare(ctx, workspace, "query", sql, out);
}

/*
 * Functions a query may call. SpatiaLite has functions that write tables when they are called in a
 * SELECT; none of those is here. random() and the clock would break "same input, same bytes".
 */
/* clang-format off */
static const char *const callable[] = {
    "abs", "avg", "casttointeger", "casttodouble", "casttotext", "ceil", "ceiling", "char",
    "coalesce", "count", "cume_dist", "degrees", "dense_rank", "exp", "first_value", "floor",
    "format", "glob", "group_concat", "hex", "ifnull", "iif", "instr", "lag", "last_value",
    "lead", "length", "like", "likelihood", "likely", "ln", "log", "log10", "log2", "lower",
    "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank", "pi", "pow",
    "power", "printf", "quote", "radians", "rank", "replace", "round", "row_number", "rtrim",
    "sign", "sqrt", "strftime", "substr", "substring", "sum", "total", "trim", "trunc", "typeof",
    "unicode", "unlikely", "upper", "zeroblob",
    /* SpatiaLite without the ST_ prefix */
    "area", "astext", "asgeojson", "boundary", "buffer", "buildcirclembr", "buildmbr", "centroid",
    "circularity", "contains", "convexhull", "difference", "distance", "envelope", "extent",
    "geodesiclength", "geometrytype", "geomfromtext", "glength", "gunion", "intersection",
    "intersects", "isempty", "isvalid", "makeline", "makepoint", "makepolygon", "mbrcontains",
    "mbrintersects", "mbrmaxx", "mbrmaxy", "mbrminx", "mbrminy", "mbrwithin", "numgeometries",
    "numpoints", "perimeter", "pointonsurface", "ptdistwithin", "setsrid", "srid", "touches",
    "castautomagic", "casttomultipolygon", "casttoxy", "casttosingle", "casttomulti", "within",
    "x", "y", "z", "numinteriorrings", "unaryunion",
};
/* What marks the functions among ST_… that edit topologies, styles or rasters. */
static const char *const editing[] = {
    "topo", "isonode", "isoedge", "edge", "link", "node", "face", "log", "layer", "style",
    "raster",
};
/* clang-format on */

static bool is_callable(const char *lower)
{
    for (size_t i = 0; i < sizeof callable / sizeof callable[0]; i++)
        if (strcmp(lower, callable[i]) == 0)
            return true;
    return lf_starts_with(lower, "json");
}

static bool is_reading_geometry(const char *lower)
{
    if (!lf_starts_with(lower, "st_"))
        return false;
    for (size_t i = 0; i < sizeof editing / sizeof editing[0]; i++)
        if (strstr(lower, editing[i]) != NULL)
            return false;
    return true;
}

static bool may_call(const char *name)
{
    char lower[64];
    size_t length = 0;
    for (; name[length] != '\0' && length + 1 < sizeof lower; length++)
        lower[length] = (char)tolower((unsigned char)name[length]);
    lower[length] = '\0';
    return is_callable(lower) || is_reading_geometry(lower);
}

static int refuse(lf_guard *guard, const char *kind, const char *name)
{
    if (guard->refused[0] == '\0')
        snprintf(guard->refused, sizeof guard->refused, "%s %s", kind, name == NULL ? "" : name);
    return SQLITE_DENY;
}

static int note_read(lf_guard *guard, const char *table)
{
    for (size_t i = 0; i < guard->count; i++)
        if (strcmp(guard->reads[i], table) == 0)
            return SQLITE_OK;
    if (guard->count == guard->capacity) {
        size_t capacity = guard->capacity == 0 ? 16 : guard->capacity * 2;
        char **more = realloc(guard->reads, capacity * sizeof *more);
        if (more == NULL)
            return SQLITE_DENY;
        guard->reads = more;
        guard->capacity = capacity;
    }
    guard->reads[guard->count] = lf_copy(table);
    if (guard->reads[guard->count] == NULL)
        return SQLITE_DENY;
    guard->count++;
    return SQLITE_OK;
}

static int watch(void *user, int action, const char *first, const char *second,
                 const char *database, const char *source)
{
    lf_guard *guard = user;
    (void)database;
    (void)source;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return first == NULL || first[0] == '\0' ? SQLITE_OK : note_read(guard, first);
    case SQLITE_FUNCTION:
        return may_call(second) ? SQLITE_OK : refuse(guard, "the function", second);
    case SQLITE_PRAGMA:
        return refuse(guard, "the pragma", first);
    case SQLITE_ATTACH:
        return refuse(guard, "attaching", first);
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return refuse(guard, "writing to", first);
    default:
        return refuse(guard, "changing", first);
    }
}

/* Whether the query looks into SpatiaLite's indexes. */
static bool asks_spatial_index(const lf_guard *guard)
{
    for (size_t i = 0; i < guard->count; i++)
        if (lf_same_word(guard->reads[i], "SpatialIndex") || lf_same_word(guard->reads[i], "KNN") ||
            lf_same_word(guard->reads[i], "KNN2"))
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool lf_prepare_reading(lf_context *ctx, lf_workspace *workspace, const char *what, const char *sql,
                        lf_statement **out, char ***reads, size_t *read_count)
{
    lf_guard *guard = &workspace->guard;
    *guard = (lf_guard){0};
    sqlite3_set_authorizer(workspace->db, watch, guard);
    bool ok = prepare(ctx, workspace, what, sql, out);
    sqlite3_set_authorizer(workspace->db, NULL, NULL);
    guard->refused[0] = '\0';
    if (ok && !sqlite3_stmt_readonly((*out)->handle)) {
        ok = lf_fail(ctx, "%s: a query may only read", what);
        lf_statement_close(*out);
        *out = NULL;
    }
    if (ok && asks_spatial_index(guard) && !lf_workspace_index_geometries(ctx, workspace)) {
        lf_statement_close(*out);
        *out = NULL;
        ok = false;
    }
    if (guard->count > 0)
        qsort(guard->reads, guard->count, sizeof *guard->reads, by_name);
    if (ok && reads != NULL) {
        *reads = guard->reads;
        *read_count = guard->count;
    } else
        lf_free_names(guard->reads, guard->count);
    *guard = (lf_guard){0};
    return ok;
}

void lf_statement_close(lf_statement *statement)
{
    if (statement == NULL)
        return;
    sqlite3_finalize(statement->handle);
    free(statement);
}

lf_step lf_statement_step(lf_context *ctx, lf_statement *statement)
{
    int code = sqlite3_step(statement->handle);
    if (code == SQLITE_ROW)
        return LF_STEP_ROW;
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement->handle);
        return LF_STEP_DONE;
    }
    lf_sqlite_failed(ctx, statement->workspace, "query");
    sqlite3_reset(statement->handle);
    return LF_STEP_FAILED;
}

bool lf_statement_do(lf_context *ctx, lf_statement *statement)
{
    lf_step step;
    while ((step = lf_statement_step(ctx, statement)) == LF_STEP_ROW) {
    }
    return step == LF_STEP_DONE;
}

/* "UNIQUE constraint failed: homes.id" and its like, in the words of a planner. */
static void explain_refusal(lf_statement *statement, int code, const char *message)
{
    const char *after = strstr(message, "failed: ");
    const char *detail = after == NULL ? message : after + strlen("failed: ");
    const char *dot = strchr(detail, '.');
    const char *words = "%s";
    statement->column[0] = '\0';
    switch (code) {
    case SQLITE_CONSTRAINT_NOTNULL:
        words = N_("%s must not be blank");
        break;
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        words = strstr(detail, ", ") == NULL
                    ? N_("%s stands twice in the layer")
                    : N_("%s and what goes with it stand twice in the layer");
        break;
    case SQLITE_CONSTRAINT_DATATYPE:
        dot = strrchr(detail, '.');
        words = N_("%s is not of the right type");
        break;
    default: /* a CHECK carries its own words, which begin with the column */
        dot = NULL;
        break;
    }
    const char *name = dot == NULL ? detail : dot + 1;
    size_t length = strcspn(name, " ,");
    snprintf(statement->column, sizeof statement->column, "%.*s", (int)length, name);
    if (dot == NULL)
        snprintf(statement->reason, sizeof statement->reason, "%s", detail);
    else
        snprintf(statement->reason, sizeof statement->reason, words, statement->column);
}

bool lf_statement_try(lf_context *ctx, lf_statement *statement, const char **refusal,
                      const char **column)
{
    *refusal = NULL;
    *column = "";
    int code = sqlite3_step(statement->handle);
    if (code == SQLITE_DONE || code == SQLITE_ROW) {
        sqlite3_reset(statement->handle);
        return true;
    }
    sqlite3 *db = statement->workspace->db;
    bool refused = (code & 0xFF) == SQLITE_CONSTRAINT || (code & 0xFF) == SQLITE_MISMATCH;
    if (!refused) {
        lf_sqlite_failed(ctx, statement->workspace, "writing a row");
        sqlite3_reset(statement->handle);
        return false;
    }
    explain_refusal(statement, code, sqlite3_errmsg(db));
    sqlite3_reset(statement->handle);
    *refusal = statement->reason;
    *column = statement->column;
    /* SpatiaLite's geometry triggers roll the whole transaction back: that must not pass unseen. */
    if (sqlite3_get_autocommit(db))
        return lf_fail(ctx, "a geometry of the wrong type undid the whole load: %s",
                       statement->reason);
    return true;
}

void lf_statement_reset(lf_statement *statement)
{
    sqlite3_reset(statement->handle);
}

void lf_bind_null(lf_statement *statement, int index)
{
    sqlite3_bind_null(statement->handle, index);
}

void lf_bind_integer(lf_statement *statement, int index, int64_t value)
{
    sqlite3_bind_int64(statement->handle, index, value);
}

void lf_bind_real(lf_statement *statement, int index, double value)
{
    if (isnan(value))
        sqlite3_bind_null(statement->handle, index);
    else
        sqlite3_bind_double(statement->handle, index, value);
}

void lf_bind_text(lf_statement *statement, int index, const char *value)
{
    sqlite3_bind_text(statement->handle, index, value, -1, SQLITE_TRANSIENT);
}

void lf_bind_blob(lf_statement *statement, int index, const void *bytes, size_t count)
{
    sqlite3_bind_blob64(statement->handle, index, bytes, count, SQLITE_TRANSIENT);
}

int lf_bind_index(const lf_statement *statement, const char *name)
{
    return sqlite3_bind_parameter_index(statement->handle, name);
}

int lf_bind_count(const lf_statement *statement)
{
    return sqlite3_bind_parameter_count(statement->handle);
}

const char *lf_bind_name(const lf_statement *statement, int index)
{
    return sqlite3_bind_parameter_name(statement->handle, index);
}

int lf_column_count(const lf_statement *statement)
{
    return sqlite3_column_count(statement->handle);
}

const char *lf_column_name(const lf_statement *statement, int column)
{
    return sqlite3_column_name(statement->handle, column);
}

lf_column_type lf_column_kind(const lf_statement *statement, int column)
{
    switch (sqlite3_column_type(statement->handle, column)) {
    case SQLITE_INTEGER:
        return LF_INTEGER;
    case SQLITE_FLOAT:
        return LF_REAL;
    case SQLITE_TEXT:
        return LF_TEXT;
    case SQLITE_BLOB:
        return LF_BLOB;
    default:
        return LF_NULL;
    }
}

int64_t lf_column_integer(const lf_statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

double lf_column_real(const lf_statement *statement, int column)
{
    if (sqlite3_column_type(statement->handle, column) == SQLITE_NULL)
        return NAN;
    return sqlite3_column_double(statement->handle, column);
}

const char *lf_column_text(const lf_statement *statement, int column)
{
    return (const char *)sqlite3_column_text(statement->handle, column);
}

const void *lf_column_blob(const lf_statement *statement, int column, size_t *count)
{
    const void *bytes = sqlite3_column_blob(statement->handle, column);
    *count = (size_t)sqlite3_column_bytes(statement->handle, column);
    return bytes;
}
