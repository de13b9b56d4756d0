/* See derived.h. */
#include "measure/derived.h"
#include "measure/optimum.h"
#include "measure/parameters.h"

#include <stdlib.h>
#include <string.h>

static char *names_json(char *const *names, size_t count)
{
    lf_text out = {0};
    lf_text_add(&out, "[");
    for (size_t i = 0; i < count; i++) {
        lf_text_add(&out, i ? "," : "");
        lf_json_text(&out, names[i]);
    }
    lf_text_add(&out, "]");
    return lf_text_take(&out);
}

static bool drop_old(lf_context *ctx, lf_workspace *ws)
{
    char *drops = NULL;
    bool done = lf_query_text(ctx, ws,
                              "SELECT group_concat('DROP TABLE IF EXISTS \"' || "
                              "replace(name, '\"', '\"\"') || '\"', ';') FROM derived",
                              &drops) &&
                (!drops || lf_workspace_run(ctx, ws, "derived tables", drops)) &&
                lf_workspace_run(ctx, ws, "derived tables", "DELETE FROM derived");
    free(drops);
    return done;
}

static bool make_indexes(lf_context *ctx, lf_workspace *ws, const lf_query *query)
{
    int number = 0;
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, "index") == 0 &&
            !lf_workspace_runf(ctx, ws, query->file.path, "CREATE INDEX \"%w_%d\" ON \"%w\" (%s)",
                               query->id, ++number, query->id, query->file.lines[i].value))
            return false;
    return true;
}

static bool record(lf_context *ctx, lf_workspace *ws, const lf_query *query, char *const *reads,
                   size_t count)
{
    char *json = names_json(reads, count), *path = lf_query_short_path(query);
    bool done = json && path ? lf_workspace_runf(ctx, ws, "derived",
                                                 "INSERT INTO derived VALUES (%Q, %Q, %Q, %Q)",
                                                 query->id, path, query->file.hash, json)
                             : lf_fail_memory(ctx);
    free(json);
    free(path);
    return done;
}

/* *waits: the query cannot be prepared yet, perhaps because it reads a table made later. */
static bool make_table(lf_context *ctx, lf_workspace *ws, const lf_query *query, lf_layer_map *map,
                       bool *waits)
{
    lf_statement *proof = NULL;
    char **reads = NULL;
    size_t count = 0;
    bool taken = false;
    *waits =
        !lf_prepare_reading(ctx, ws, query->file.path, query->file.text, &proof, &reads, &count);
    lf_statement_close(proof);
    if (*waits)
        return false;
    bool done = lf_workspace_has_table(ctx, ws, query->id, &taken);
    if (done && taken)
        done = lf_fail(ctx, "%s: the workspace has a table %s already; choose another id",
                       query->file.path, query->id);
    done = done &&
           lf_workspace_runf(ctx, ws, query->file.path, "CREATE TABLE \"%w\" AS\n%s", query->id,
                             query->file.text) &&
           make_indexes(ctx, ws, query) && record(ctx, ws, query, reads, count) &&
           lf_layer_map_add(ctx, map, query->id, reads, count);
    lf_free_names(reads, count);
    return done;
}

/* Makes what can be made, again and again, until all is there or nothing moves any more. */
static bool make_in_order(lf_context *ctx, lf_workspace *ws, const lf_query *queries, size_t count,
                          lf_layer_map *map)
{
    bool *made = calloc(count + 1, sizeof *made);
    bool done = made != NULL || lf_fail_memory(ctx);
    size_t left = count;
    while (done && left > 0) {
        size_t before = left;
        for (size_t i = 0; i < count; i++) {
            bool waits = false;
            if (made[i])
                continue;
            if (make_table(ctx, ws, &queries[i], map, &waits)) {
                made[i] = true;
                left--;
            } else if (!waits) {
                free(made);
                return false;
            } else if (left < before || i + 1 < count) {
                lf_clear_error(ctx);
            }
        }
        done = left < before;
    }
    for (size_t i = 0; !done && made && i < count; i++)
        if (!made[i]) {
            bool waits = false;
            lf_clear_error(ctx);
            make_table(ctx, ws, &queries[i], map, &waits);
            break;
        }
    free(made);
    return done;
}

bool lf_derived_make(lf_context *ctx, lf_workspace *ws, const lf_places *places, lf_layer_map *map)
{
    lf_query *queries = NULL;
    size_t count = 0;
    bool done = lf_queries_read(ctx, places, LF_QUERY_DERIVED, &queries, &count) &&
                drop_old(ctx, ws) && make_in_order(ctx, ws, queries, count, map) &&
                lf_commute_optimum_make(ctx, ws);
    lf_queries_free(queries, count);
    return done;
}

bool lf_views_make(lf_context *ctx, lf_workspace *ws, const lf_places *places)
{
    lf_query *queries = NULL;
    size_t count = 0;
    bool done = lf_queries_read(ctx, places, LF_QUERY_VIEW, &queries, &count);
    for (size_t i = 0; done && i < count; i++) {
        lf_statement *proof = NULL;
        done = lf_workspace_runf(ctx, ws, queries[i].file.path, "DROP VIEW IF EXISTS \"%w\"",
                                 queries[i].id) &&
               lf_prepare_reading(ctx, ws, queries[i].file.path, queries[i].file.text, &proof, NULL,
                                  NULL);
        lf_statement_close(proof);
        done = done && lf_workspace_runf(ctx, ws, queries[i].file.path, "CREATE VIEW \"%w\" AS\n%s",
                                         queries[i].id, queries[i].file.text);
    }
    lf_queries_free(queries, count);
    return done;
}
