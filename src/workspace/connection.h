/* What the files of this room share. Not for other rooms. */
#ifndef LF_WORKSPACE_CONNECTION_H
#define LF_WORKSPACE_CONNECTION_H

#include <sqlite3.h>

#include "workspace/workspace.h"

/* What the authorizer watches while a reading statement is prepared. */
typedef struct lf_guard {
    bool active;
    char **reads;
    size_t count;
    size_t capacity;
    bool no_memory;
    char refused[128]; /* what was asked for and denied */
} lf_guard;

struct lf_workspace {
    sqlite3 *db;
    void *spatialite;
    char *path;
    char *city_path; /* attached as `city` for reading only; NULL: none */
    int srid;
    lf_guard guard;
};

struct lf_statement {
    lf_workspace *workspace;
    sqlite3_stmt *handle;
    char reason[512]; /* of the last refused row */
    char column[128];
};

/* Puts the last error of SQLite into the context: "<what>: <message>", in words for a full disk. */
bool lf_sqlite_failed(lf_context *ctx, lf_workspace *workspace, const char *what);

#endif
