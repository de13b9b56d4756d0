/* See lint.h. */
#include "measure/lint.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"severity",   "file",       "line",   "column_name",
                                      "finding_en", "finding_zh", "stated", "computed"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Where the query gives each column. */
static bool find_columns(lf_context *ctx, const char *path, const lf_statement *rows,
                         int at[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        at[i] = -1;
        for (int j = 0; j < lf_column_count(rows); j++)
            if (strcmp(lf_column_name(rows, j), columns[i]) == 0)
                at[i] = j;
        if (at[i] < 0)
            return lf_fail(ctx, "%s: the query gives no column '%s'", path, columns[i]);
    }
    return true;
}

static bool copy_rows(lf_context *ctx, const char *id, lf_statement *rows, const int at[COLUMNS],
                      lf_statement *insert)
{
    lf_step step;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        lf_bind_text(insert, 1, id);
        for (int i = 0; i < COLUMNS; i++)
            lf_bind_text(insert, i + 2, lf_column_text(rows, at[i]));
        if (lf_column_kind(rows, at[2]) != LF_NULL)
            lf_bind_integer(insert, 4, lf_column_integer(rows, at[2]));
        bool done = lf_statement_do(ctx, insert);
        lf_statement_reset(insert);
        if (!done)
            return false;
    }
    return step == LF_STEP_DONE;
}

static bool run_check(lf_context *ctx, lf_workspace *ws, const char *path, bool targets_only,
                      lf_statement *insert)
{
    lf_sql_file file = {0};
    lf_statement *rows = NULL;
    int at[COLUMNS];
    bool done = lf_sql_file_read(ctx, path, &file);
    const char *id = done ? lf_sql_file_get(&file, "id") : NULL;
    const char *scope = done ? lf_sql_file_get(&file, "scope") : NULL;
    if (done && (!id || !scope || (strcmp(scope, "plan") != 0 && strcmp(scope, "targets") != 0)))
        done = lf_fail(ctx, "%s: the header needs id, and scope plan or targets", path);
    if (done && !(targets_only && strcmp(scope, "plan") == 0))
        done = lf_prepare_reading(ctx, ws, path, file.text, &rows, NULL, NULL) &&
               find_columns(ctx, path, rows, at) && copy_rows(ctx, id, rows, at, insert);
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    return done;
}

bool lf_lint(lf_context *ctx, lf_workspace *ws, const lf_places *places, bool targets_only)
{
    lf_statement *insert = NULL;
    char **paths = NULL;
    size_t count = 0;
    bool done = lf_workspace_run(ctx, ws, "finding", "DELETE FROM finding") &&
                lf_places_list(ctx, places, "queries/lint", ".sql", &paths, &count) &&
                lf_prepare(ctx, ws,
                           "INSERT INTO finding (check_id, severity, file, line, column_name,"
                           " finding_en, finding_zh, stated, computed)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &insert);
    for (size_t i = 0; done && i < count; i++)
        done = !lf_stopping(ctx) && run_check(ctx, ws, paths[i], targets_only, insert);
    lf_statement_close(insert);
    lf_free_names(paths, count);
    return done;
}

bool lf_lint_tell(lf_context *ctx, lf_workspace *ws)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool done = lf_prepare(ctx, ws,
                           "SELECT coalesce(file || ':' || line || ': ', '')"
                           " || coalesce(column_name || ': ', '') || finding_en,"
                           " coalesce(file || ':' || line || '：', '')"
                           " || coalesce(column_name || '：', '') || finding_zh"
                           " FROM finding WHERE severity <> 'closes' ORDER BY key",
                           &rows);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        done = lf_notice_both(ctx, ws, "measure", "targets", lf_column_text(rows, 0),
                              lf_column_text(rows, 1));
    lf_statement_close(rows);
    return done && step == LF_STEP_DONE;
}
