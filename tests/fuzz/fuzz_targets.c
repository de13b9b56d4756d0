/*
 * Any text as rows of the table targets (cells with tabs between: measure, parameters, unit, area,
 * slice, base): every row must be planned or get its reason, and none may stop the others.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/targets.h"
#include "workspace/workspace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CELLS = 6, ROWS_MOST = 20 };

/* Made once and kept while the process lives: fuzzing calls us millions of times. */
static struct {
    lf_workspace *ws;
    lf_query *queries;
    size_t query_count;
    lf_units units;
} made;

static bool run_file(lf_context *ctx, lf_workspace *ws, const char *path)
{
    char *sql = NULL;
    bool ok = lf_read_file(ctx, path, &sql, NULL) && lf_workspace_run(ctx, ws, path, sql);
    free(sql);
    return ok;
}

/* The layers that targets are looked up in. */
static bool make_layers(lf_context *ctx, const lf_places *places)
{
    static const char *const names[] = {"layers/areas.sql", "layers/targets.sql"};
    bool ok = true;
    for (size_t i = 0; ok && i < 2; i++) {
        char *path = NULL;
        ok = lf_places_file(ctx, places, names[i], &path) && run_file(ctx, made.ws, path);
        free(path);
    }
    return ok && lf_workspace_run(ctx, made.ws, "areas",
                                  "INSERT INTO areas (id, kind, name, x, y, geom) VALUES"
                                  " ('a1', 'district', '东区', 0, 0, x'00'),"
                                  " ('a2', 'street', '东区', 0, 0, x'00'),"
                                  " ('a3', 'street', 'North', 0, 0, x'00')");
}

static bool make_settings(lf_context *ctx, const lf_places *places)
{
    char *path = NULL;
    lf_table table = {0};
    bool ok = lf_places_file(ctx, places, "layers/settings.csv", &path) &&
              lf_table_read(ctx, path, &table);
    for (size_t row = 1; ok && row < table.rows; row++)
        ok = lf_workspace_runf(
            ctx, made.ws, "settings", "INSERT INTO setting VALUES (%Q, %Q, 'default')",
            lf_table_get(&table, row, "name"), lf_table_get(&table, row, "default"));
    lf_table_free(&table);
    free(path);
    return ok;
}

static bool make(lf_context *ctx)
{
    char *path = NULL, *schema = NULL;
    lf_places places = {0};
    bool ok = lf_places_find(ctx, NULL, &places) &&
              lf_places_file(ctx, &places, "queries/workspace.sql", &path) &&
              lf_read_file(ctx, path, &schema, NULL) &&
              lf_workspace_open(ctx, ":memory:", 4527, schema, &made.ws) &&
              make_layers(ctx, &places) && make_settings(ctx, &places) &&
              lf_queries_read(ctx, &places, LF_QUERY_MEASURE, &made.queries, &made.query_count) &&
              lf_units_read(ctx, &places, &made.units);
    free(schema);
    free(path);
    lf_places_free(&places);
    return ok;
}

/* Cuts `*rest` at the first `stop`; NULL once it is used up. */
static char *next_part(char **rest, char stop)
{
    char *part = *rest;
    if (part == NULL)
        return NULL;
    char *end = strchr(part, stop);
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = '\0';
    return part;
}

static bool insert_rows(lf_context *ctx, char *text)
{
    lf_statement *insert = NULL;
    bool ok = lf_workspace_run(ctx, made.ws, "targets", "DELETE FROM targets") &&
              lf_prepare(ctx, made.ws,
                         "INSERT INTO targets (measure, parameters, unit, area, slice, base, id,"
                         " comparison, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '>=', 1)",
                         &insert);
    char *line = NULL;
    for (int row = 1; ok && row <= ROWS_MOST && (line = next_part(&text, '\n')) != NULL; row++) {
        char id[16];
        snprintf(id, sizeof id, "t%d", row);
        for (int cell = 1; cell <= CELLS; cell++) {
            const char *part = next_part(&line, '\t');
            lf_bind_text(insert, cell, cell == 1 && part == NULL ? "" : part);
        }
        lf_bind_text(insert, CELLS + 1, id);
        ok = lf_statement_do(ctx, insert);
        lf_statement_reset(insert);
    }
    lf_statement_close(insert);
    return ok;
}

static void check_plan(const lf_plan_of_runs *plan)
{
    for (size_t i = 0; i < plan->target_count; i++) {
        if (plan->targets[i].reason != NULL) {
            if (plan->targets[i].reason[0] == '\0')
                abort();
            continue;
        }
        if (plan->targets[i].query == NULL || plan->targets[i].run >= plan->count ||
            !isfinite(plan->targets[i].factor) || plan->targets[i].factor <= 0.0)
            abort();
    }
}

static void fail_on(const lf_context *ctx, bool ok)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", ctx->error);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_plan_of_runs plan = {0};
    lf_context_init(&ctx);
    if (made.ws == NULL)
        fail_on(&ctx, make(&ctx));
    if (!lf_is_utf8(data, size))
        return 0; /* load lets nothing else through */
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    fail_on(&ctx, insert_rows(&ctx, text));
    fail_on(&ctx, lf_targets_plan(&ctx, made.ws, made.queries, made.query_count, &made.units, NULL,
                                  &plan));
    check_plan(&plan);
    fail_on(&ctx, lf_targets_answer(&ctx, made.ws, &plan));
    lf_plan_of_runs_free(&plan);
    free(text);
    return 0;
}
