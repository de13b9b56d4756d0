/*
 * The workspace: one SpatiaLite file that every stage reads and writes. This is the only door to
 * SQLite; the rooms load, walk, measure and present meet in its tables and nowhere else.
 *
 * Knows base and catalog. Must not know what a layer means, nor GDAL, nor a network.
 */
#ifndef LF_WORKSPACE_WORKSPACE_H
#define LF_WORKSPACE_WORKSPACE_H

#include "base/context.h"
#include "base/text.h"

typedef struct lf_workspace lf_workspace;
typedef struct lf_statement lf_statement;

typedef enum lf_step {
    LF_STEP_ROW,   /* a row is there to be read */
    LF_STEP_DONE,  /* no more rows */
    LF_STEP_FAILED /* the context carries the error */
} lf_step;

typedef enum lf_column_type { LF_NULL, LF_INTEGER, LF_REAL, LF_TEXT, LF_BLOB } lf_column_type;

/*
 * Opens the workspace at `path`, making it when absent: SpatiaLite metadata for `srid` (the city's
 * EPSG code, 0 for an existing file's own), the tables of `schema_sql`. A file written by another
 * format version, or for another srid, is an error that names the remedy. ":memory:" serves tests.
 * Errors: unwritable folder, not a database, busy. The caller closes *out.
 */
bool lf_workspace_open(lf_context *ctx, const char *path, int srid, const char *schema_sql,
                       lf_workspace **out);
/* Opens an existing workspace for reading only. */
bool lf_workspace_open_read(lf_context *ctx, const char *path, lf_workspace **out);
/*
 * Opens or makes a file of its own at `path` (tables of `schema_sql`, in the city's CRS) beside the
 * workspace at `city_path`, whose tables can then be read under the name `city` and never written:
 * an unqualified name means this file's table, or the city's where this file has none. Settings are
 * read from the city's. What only one file can have (stage, notice, spatial indexes) is this
 * file's; the city's geometries have no spatial index here. Errors: as lf_workspace_open.
 */
bool lf_workspace_open_beside(lf_context *ctx, const char *path, const char *city_path,
                              const char *schema_sql, lf_workspace **out);
/* The same for an existing file, for reading only. */
bool lf_workspace_open_beside_read(lf_context *ctx, const char *path, const char *city_path,
                                   lf_workspace **out);
void lf_workspace_close(lf_workspace *workspace);
/* EPSG code of the workspace's geometries; 0 when unknown. */
int lf_workspace_srid(const lf_workspace *workspace);
const char *lf_workspace_path(const lf_workspace *workspace);
/* Path of the workspace that is attached as `city`; NULL when none is. */
const char *lf_workspace_city_path(const lf_workspace *workspace);

/* Runs SQL text of any number of statements; results are dropped. `what` names it in errors. */
bool lf_workspace_run(lf_context *ctx, lf_workspace *workspace, const char *what, const char *sql);
/* As lf_workspace_run with a formatted statement; use %w (doubled quotes) for identifiers and %Q
 * for values, as sqlite3_mprintf does. */
bool lf_workspace_runf(lf_context *ctx, lf_workspace *workspace, const char *what,
                       const char *format, ...);
/* True in *out when a table or view of that name exists, here or in the attached city. */
bool lf_workspace_has_table(lf_context *ctx, lf_workspace *workspace, const char *name, bool *out);
/* Column names of a table, in order. Free with lf_free_names. */
bool lf_workspace_columns(lf_context *ctx, lf_workspace *workspace, const char *table, char ***out,
                          size_t *count);
/*
 * Registers column geom of `table` as SpatiaLite geometry, e.g. ("homes", "GEOMETRY", "XY"),
 * ("areas", "MULTIPOLYGON", "XY"), ("streets", "LINESTRING", "XYZ"). The table must have the column
 * `geom BLOB`. Checks that SpatiaLite answered 1.
 */
bool lf_workspace_register_geometry(lf_context *ctx, lf_workspace *workspace, const char *table,
                                    const char *type, const char *dimension);
/*
 * Makes the spatial index of every registered geometry that has none. Nothing in the project reads
 * one, and those of a city take longer than its load, so they are made when a query names
 * SpatialIndex or KNN (lf_prepare_reading sees to that). Errors: a workspace opened for reading.
 */
bool lf_workspace_index_geometries(lf_context *ctx, lf_workspace *workspace);
/* Drops the spatial index of table.geom; harmless where there is none. */
bool lf_workspace_unindex_geometry(lf_context *ctx, lf_workspace *workspace, const char *table);

/*
 * A stage is one transaction. lf_stage_begin starts it; lf_stage_commit records the stage with its
 * fingerprint and commits; lf_stage_rollback undoes everything and is harmless after a commit or
 * when SQLite has rolled back already.
 */
bool lf_stage_begin(lf_context *ctx, lf_workspace *workspace, const char *stage);
bool lf_stage_commit(lf_context *ctx, lf_workspace *workspace, const char *stage,
                     const char *fingerprint);
void lf_stage_rollback(lf_workspace *workspace);
/* *out: whether the stage finished last with this very fingerprint. */
bool lf_stage_is_current(lf_context *ctx, lf_workspace *workspace, const char *stage,
                         const char *fingerprint, bool *out);
/* Fingerprint of a finished stage, "" when it has not run. Free with free(). */
bool lf_stage_fingerprint(lf_context *ctx, lf_workspace *workspace, const char *stage, char **out);
/* Forgets that a stage (e.g. a later one) has run. */
bool lf_stage_forget(lf_context *ctx, lf_workspace *workspace, const char *stage);

/* A prepared statement; exactly one statement is allowed in `sql`. Close with lf_statement_close.
 */
bool lf_prepare(lf_context *ctx, lf_workspace *workspace, const char *sql, lf_statement **out);
/*
 * As lf_prepare, but proves at prepare time that the statement can only read: the authorizer allows
 * SELECT, READ, FUNCTION and RECURSIVE and nothing else; functions that touch files or settings are
 * denied by name. A query that looks into spatial indexes finds them made: without one SpatiaLite
 * would answer with no rows and no error. *reads receives the tables it reads, sorted, free with
 * lf_free_names; may be NULL. `what` (file name) begins the error text.
 */
bool lf_prepare_reading(lf_context *ctx, lf_workspace *workspace, const char *what, const char *sql,
                        lf_statement **out, char ***reads, size_t *read_count);
void lf_statement_close(lf_statement *statement);
/* Steps; polls for interruption. After LF_STEP_DONE the statement is reset, bindings kept. */
lf_step lf_statement_step(lf_context *ctx, lf_statement *statement);
/* Steps a statement that returns no rows. False on error. */
bool lf_statement_do(lf_context *ctx, lf_statement *statement);
/*
 * As lf_statement_do, for inserting rows that may break their contract. A broken constraint
 * or type is no error: *refusal then holds the reason in words (owned by the statement, valid until
 * the next call), with *column the column it names ("" if none). Otherwise *refusal is NULL.
 */
bool lf_statement_try(lf_context *ctx, lf_statement *statement, const char **refusal,
                      const char **column);
void lf_statement_reset(lf_statement *statement);

/* Binding; index counts from 1. Texts and blobs are copied. NULL text binds NULL. */
void lf_bind_null(lf_statement *statement, int index);
void lf_bind_integer(lf_statement *statement, int index, int64_t value);
void lf_bind_real(lf_statement *statement, int index, double value); /* NaN binds NULL */
void lf_bind_text(lf_statement *statement, int index, const char *value);
void lf_bind_blob(lf_statement *statement, int index, const void *bytes, size_t count);
/* Index of a named parameter such as ":limit"; 0 when the statement has none of that name. */
int lf_bind_index(const lf_statement *statement, const char *name);
int lf_bind_count(const lf_statement *statement);
const char *lf_bind_name(const lf_statement *statement, int index);

/* Reading the current row; column counts from 0. Texts and blobs live until the next step. */
int lf_column_count(const lf_statement *statement);
const char *lf_column_name(const lf_statement *statement, int column);
lf_column_type lf_column_kind(const lf_statement *statement, int column);
int64_t lf_column_integer(const lf_statement *statement, int column);
double lf_column_real(const lf_statement *statement, int column);      /* NaN for NULL */
const char *lf_column_text(const lf_statement *statement, int column); /* NULL for NULL */
const void *lf_column_blob(const lf_statement *statement, int column, size_t *count);

/* One value of a query without parameters. Missing row or NULL: *out = fallback. */
bool lf_query_integer(lf_context *ctx, lf_workspace *workspace, const char *sql, int64_t fallback,
                      int64_t *out);
bool lf_query_real(lf_context *ctx, lf_workspace *workspace, const char *sql, double fallback,
                   double *out);
/* *out is NULL for a missing row or NULL; free with free(). */
bool lf_query_text(lf_context *ctx, lf_workspace *workspace, const char *sql, char **out);

/* A setting as a number or text (table setting). Unknown names are an error: a typing slip. */
bool lf_setting_real(lf_context *ctx, lf_workspace *workspace, const char *name, double *out);
bool lf_setting_text(lf_context *ctx, lf_workspace *workspace, const char *name, char **out);
/* Appends a row to the table notice, in English and Chinese, and tells the sink (as a warning). */
bool lf_notice(lf_context *ctx, lf_workspace *workspace, const char *stage, const char *subject,
               const char *format, ...) LF_PRINTF(5, 6);
/* As lf_notice for a message that is there in both languages; `chinese` may be NULL. */
bool lf_notice_both(lf_context *ctx, lf_workspace *workspace, const char *stage,
                    const char *subject, const char *message, const char *chinese);

/*
 * SpatiaLite's blob form of simple coordinates, without going through a parser. `xy` (or `xyz`)
 * holds count points. *out is owned by the caller (free()).
 */
bool lf_blob_from_wkb(lf_context *ctx, int srid, const void *wkb, size_t wkb_size, bool with_z,
                      void **out, size_t *out_size);
/* ISO WKB of a SpatiaLite blob; owned by the caller (free()). */
bool lf_blob_to_wkb(lf_context *ctx, const void *blob, size_t blob_size, void **out,
                    size_t *out_size);
/*
 * Coordinates of a LINESTRING or LINESTRING Z blob: *xyz holds 3 values a point (z 0 when absent),
 * owned by the caller (free()). Linear in the points.
 */
bool lf_blob_line(lf_context *ctx, const void *blob, size_t blob_size, double **xyz, size_t *count);
/* SpatiaLite blob of a MULTIPOLYGON/POINT/LINESTRING given as WKB is made with lf_blob_from_wkb. */

#endif
