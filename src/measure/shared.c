/* See shared.h. */
#include "measure/shared.h"

#include <stdlib.h>
#include <string.h>

static const char *const term_names[] = {":first_key",      ":last_key",     ":tolerance",
                                         ":position_m",     ":ground_scale", ":search_limit_m",
                                         ":speed_m_per_min"};

bool lf_audit_terms_read(lf_context *ctx, lf_workspace *audit, lf_audit_terms *out)
{
    return lf_setting_real(ctx, audit, "walking.tolerance", &out->tolerance) &&
           lf_query_real(ctx, audit, "SELECT value FROM setting WHERE name = 'audit.position_m'",
                         25, &out->position_m) &&
           lf_setting_real(ctx, audit, "ground_scale", &out->ground_scale) &&
           lf_setting_real(ctx, audit, "walking.search_limit_m", &out->search_limit_m) &&
           lf_setting_real(ctx, audit, "walking.speed_m_per_min", &out->speed_m_per_min);
}

bool lf_audit_terms_has(const char *name)
{
    for (size_t i = 0; i < sizeof term_names / sizeof *term_names; i++)
        if (strcmp(term_names[i] + 1, name) == 0)
            return true;
    return false;
}

void lf_audit_terms_bind(const lf_audit_terms *terms, int64_t first_key, int64_t last_key,
                         lf_statement *statement)
{
    double values[] = {0,
                       0,
                       terms->tolerance,
                       terms->position_m,
                       terms->ground_scale,
                       terms->search_limit_m,
                       terms->speed_m_per_min};
    for (size_t i = 0; i < sizeof term_names / sizeof *term_names; i++) {
        int at = lf_bind_index(statement, term_names[i]);
        if (at > 0 && i < 2)
            lf_bind_integer(statement, at, i == 0 ? first_key : last_key);
        else if (at > 0)
            lf_bind_real(statement, at, values[i]);
    }
}

/* ---- making -------------------------------------------------------------------------------------
 */

static bool is_batch(const lf_query *query)
{
    return strcmp(lf_sql_file_get(&query->file, "made"), "batch") == 0;
}

static bool check_made(lf_context *ctx, const lf_query *query)
{
    const char *made = lf_sql_file_get(&query->file, "made");
    bool boxes = lf_sql_file_get(&query->file, "boxes") != NULL;
    if (strcmp(made, "once") != 0 && strcmp(made, "batch") != 0)
        return lf_fail(ctx, "%s: made: '%s'; expected once or batch", query->file.path, made);
    return !boxes || strcmp(made, "once") == 0 ||
           lf_fail(ctx, "%s: boxes: only tables that are made once can have them",
                   query->file.path);
}

static bool make_indexes(lf_context *ctx, lf_workspace *audit, const lf_query *query)
{
    int number = 0;
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, "index") == 0 &&
            !lf_workspace_runf(ctx, audit, query->file.path,
                               "CREATE INDEX temp.\"%w_%d\" ON \"%w\" (%s)", query->id, ++number,
                               query->id, query->file.lines[i].value))
            return false;
    const char *boxes = lf_sql_file_get(&query->file, "boxes");
    return !boxes || (lf_workspace_runf(ctx, audit, query->file.path,
                                        "CREATE VIRTUAL TABLE temp.\"%w_box\" USING rtree(%s)",
                                        query->id, boxes) &&
                      lf_workspace_runf(ctx, audit, query->file.path,
                                        "INSERT INTO temp.\"%w_box\" SELECT %s FROM temp.\"%w\"",
                                        query->id, boxes, query->id));
}

static bool run_bound(lf_context *ctx, lf_workspace *audit, const lf_query *query,
                      const char *before, const lf_audit_terms *terms)
{
    lf_statement *statement = NULL;
    char *sql = lf_copyf("%s\n%s", before, query->file.text);
    bool done = (sql || lf_fail_memory(ctx)) && lf_prepare(ctx, audit, sql, &statement);
    if (done) {
        lf_audit_terms_bind(terms, 0, 0, statement);
        done = lf_statement_do(ctx, statement);
    }
    lf_statement_close(statement);
    free(sql);
    return done;
}

/* The statements that empty and fill a table of a batch. */
static bool prepare_filling(lf_context *ctx, lf_workspace *audit, lf_shared *shared, size_t i)
{
    const lf_query *query = &shared->queries[i];
    char *fill = lf_copyf("INSERT INTO temp.\"%s\"\n%s", query->id, query->file.text);
    char *clear = lf_copyf("DELETE FROM temp.\"%s\"", query->id);
    bool done = (fill && clear) || lf_fail_memory(ctx);
    done = done && lf_prepare(ctx, audit, fill, &shared->fills[i]) &&
           lf_prepare(ctx, audit, clear, &shared->clears[i]);
    free(fill);
    free(clear);
    return done;
}

/* *waits: it cannot be prepared yet, perhaps because it reads a table made later. */
static bool make_table(lf_context *ctx, lf_workspace *audit, const lf_audit_terms *terms,
                       lf_shared *shared, size_t i, bool *waits)
{
    const lf_query *query = &shared->queries[i];
    lf_statement *proof = NULL;
    bool taken = false;
    *waits =
        !lf_prepare_reading(ctx, audit, query->file.path, query->file.text, &proof, NULL, NULL);
    lf_statement_close(proof);
    if (*waits)
        return false;
    char *create = lf_copyf("CREATE TEMP TABLE \"%s\" AS", query->id);
    bool done = create && lf_workspace_has_table(ctx, audit, query->id, &taken);
    if (done && taken)
        done = lf_fail(ctx, "%s: there is a table %s already; choose another id", query->file.path,
                       query->id);
    done = done && check_made(ctx, query) && run_bound(ctx, audit, query, create, terms) &&
           make_indexes(ctx, audit, query) &&
           (!is_batch(query) || prepare_filling(ctx, audit, shared, i));
    free(create);
    return done;
}

/* Makes what can be made, again and again, until all is there or nothing moves any more. */
static bool make_in_order(lf_context *ctx, lf_workspace *audit, const lf_audit_terms *terms,
                          lf_shared *shared)
{
    bool *made = calloc(shared->count + 1, sizeof *made);
    bool done = made != NULL || lf_fail_memory(ctx), moved = true;
    size_t count = 0;
    while (done && count < shared->count) {
        bool last_try = !moved;
        moved = false;
        for (size_t i = 0; done && i < shared->count; i++) {
            bool waits = false;
            if (made[i])
                continue;
            if (make_table(ctx, audit, terms, shared, i, &waits)) {
                shared->order[count++] = i;
                made[i] = moved = true;
            } else if (!waits || last_try) {
                done = false;
            } else {
                lf_clear_error(ctx);
            }
        }
    }
    free(made);
    return done;
}

bool lf_shared_make(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                    const lf_audit_terms *terms, lf_shared *out)
{
    *out = (lf_shared){0};
    if (!lf_queries_read(ctx, places, LF_QUERY_SHARED, &out->queries, &out->count))
        return false;
    out->fills = calloc(out->count + 1, sizeof *out->fills);
    out->clears = calloc(out->count + 1, sizeof *out->clears);
    out->order = calloc(out->count + 1, sizeof *out->order);
    if (!out->fills || !out->clears || !out->order)
        return lf_fail_memory(ctx);
    return make_in_order(ctx, audit, terms, out);
}

bool lf_shared_fill(lf_context *ctx, const lf_shared *shared, const lf_audit_terms *terms,
                    int64_t first_key, int64_t last_key)
{
    for (size_t n = 0; n < shared->count; n++) {
        size_t i = shared->order[n];
        if (!shared->fills[i])
            continue;
        lf_audit_terms_bind(terms, first_key, last_key, shared->fills[i]);
        if (lf_stopping(ctx) || !lf_statement_do(ctx, shared->clears[i]) ||
            !lf_statement_do(ctx, shared->fills[i]))
            return false;
    }
    return true;
}

void lf_shared_drop(lf_workspace *audit, lf_shared *shared)
{
    lf_context quiet;
    lf_context_init(&quiet);
    for (size_t i = 0; i < shared->count; i++) {
        if (shared->fills)
            lf_statement_close(shared->fills[i]);
        if (shared->clears)
            lf_statement_close(shared->clears[i]);
    }
    /* What is left of a table goes with the connection at the latest. */
    for (size_t i = 0; i < shared->count; i++)
        if (shared->queries[i].id) {
            lf_workspace_runf(&quiet, audit, "shared", "DROP TABLE IF EXISTS temp.\"%w_box\"",
                              shared->queries[i].id);
            lf_workspace_runf(&quiet, audit, "shared", "DROP TABLE IF EXISTS temp.\"%w\"",
                              shared->queries[i].id);
            lf_clear_error(&quiet);
        }
    lf_queries_free(shared->queries, shared->count);
    free(shared->fills);
    free(shared->clears);
    free(shared->order);
    *shared = (lf_shared){0};
}
