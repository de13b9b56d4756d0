/* See measure.h. */
#include "measure/measure.h"
#include "measure/areas.h"
#include "measure/derived.h"
#include "measure/lint.h"
#include "measure/reasons.h"
#include "measure/runner.h"
#include "measure/targets.h"
#include "workspace/readers.h"

#include <stdlib.h>
#include <string.h>

static const char stage[] = "measure";

/* ---- is there anything to do?
 * -------------------------------------------------------------------- */

static bool add_hashes(lf_context *ctx, const lf_places *places, const char *folder,
                       const char *suffix, lf_text *out)
{
    char **paths = NULL;
    size_t count = 0;
    bool done = lf_places_list(ctx, places, folder, suffix, &paths, &count);
    for (size_t i = 0; done && i < count; i++) {
        char hash[LF_HASH_SIZE];
        const char *slash = strrchr(paths[i], '/');
        done = lf_hash_path(ctx, paths[i], hash);
        lf_text_addf(out, "%s %s\n", slash ? slash + 1 : paths[i], hash);
    }
    lf_free_names(paths, count);
    return done;
}

static bool make_fingerprint(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                             const lf_city *city, char out[LF_HASH_SIZE])
{
    static const char *const folders[] = {"queries/measures", "queries/derived", "queries/views",
                                          "queries/lint"};
    lf_text all = {0};
    char *load = NULL, *walk = NULL;
    bool done = lf_stage_fingerprint(ctx, ws, "load", &load) &&
                lf_stage_fingerprint(ctx, ws, "walk", &walk);
    lf_text_addf(&all, "load %s\nwalk %s\n", load ? load : "", walk ? walk : "");
    done = done && add_hashes(ctx, places, "queries", ".csv", &all);
    for (size_t i = 0; done && i < sizeof folders / sizeof *folders; i++)
        done = add_hashes(ctx, places, folders[i], ".sql", &all);
    for (size_t i = 0; city && i < city->measure_count; i++)
        lf_text_addf(&all, "%s=%s\n", city->measures[i].name,
                     city->measures[i].value ? city->measures[i].value : "");
    if (done && all.failed)
        done = lf_fail_memory(ctx);
    if (done)
        lf_hash_bytes(lf_text_get(&all), all.length, out);
    lf_text_free(&all);
    free(load);
    free(walk);
    return done;
}

/* ---- the work
 * ------------------------------------------------------------------------------------ */

/* Homes that do not say how many residents (dwellings, …) they have count in nothing by that base.
 */
static bool tell_unknown(lf_context *ctx, lf_workspace *ws)
{
    lf_statement *rows = NULL;
    lf_step step;
    if (!lf_prepare(ctx, ws,
                    "SELECT label, homes - known, homes FROM home_known WHERE area_id = 'city'"
                    " AND known BETWEEN 1 AND homes - 1 ORDER BY label",
                    &rows))
        return false;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        if (!lf_notice(
                ctx, ws, stage, "homes",
                "%lld of %lld homes have no %s; they count in nothing that is measured by it",
                (long long)lf_column_integer(rows, 1), (long long)lf_column_integer(rows, 2),
                lf_column_text(rows, 0)))
            break;
    lf_statement_close(rows);
    return step == LF_STEP_DONE;
}

/* All that a measuring works with. */
typedef struct measuring {
    lf_workspace *ws;
    const lf_places *places;
    const lf_city *city;
    lf_layer_map map;
    lf_query *queries;
    size_t count;
    lf_units units;
    lf_plan_of_runs plan;
    lf_runner *runner;
    lf_answer *answers; /* of the plan's runs */
} measuring;

static void free_measuring(measuring *all)
{
    for (size_t i = 0; all->answers && i < all->plan.count; i++)
        lf_answer_free(&all->answers[i]);
    free(all->answers);
    lf_runner_close(all->runner);
    lf_plan_of_runs_free(&all->plan);
    lf_units_free(&all->units);
    lf_queries_free(all->queries, all->count);
    lf_layer_map_free(&all->map);
}

/* What the queries read, and what is to be asked. */
static bool prepare_all(lf_context *ctx, measuring *all)
{
    lf_workspace *ws = all->ws;
    bool done =
        lf_workspace_run(ctx, ws, stage, "DELETE FROM notice WHERE stage = 'measure'") &&
        lf_areas_make_atoms(ctx, ws) && lf_layer_map_open(ctx, ws, all->places, &all->map) &&
        lf_derived_make(ctx, ws, all->places, &all->map) && tell_unknown(ctx, ws) &&
        lf_queries_read(ctx, all->places, LF_QUERY_MEASURE, &all->queries, &all->count) &&
        lf_units_read(ctx, all->places, &all->units) &&
        lf_targets_plan(ctx, ws, all->queries, all->count, &all->units, all->city, &all->plan) &&
        lf_runner_open(ctx, ws, &all->map, &all->runner);
    for (size_t i = 0; done && i < all->count; i++)
        done = lf_runner_check(ctx, all->runner, &all->queries[i]);
    return done;
}

static bool ask_one(lf_context *ctx, lf_workspace *reader, void *user, size_t item)
{
    measuring *all = user;
    const lf_planned_run *run = &all->plan.runs[item];
    lf_tell_progress(ctx, "measuring", item, all->plan.count);
    return !lf_stopping(ctx) &&
           lf_runner_ask(ctx, all->runner, reader, &run->parameters, run->is_default,
                         run->wanted_by_target, run->all_slices ? NULL : run->slices,
                         &all->answers[item]);
}

static bool ask_all(lf_context *ctx, measuring *all)
{
    all->answers = calloc(all->plan.count + 1, sizeof *all->answers);
    return all->answers ? lf_workspace_read_each(ctx, all->ws, all->plan.count, ask_one, all)
                        : lf_fail_memory(ctx);
}

static bool write_all(lf_context *ctx, measuring *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (!lf_runner_enter(ctx, all->runner, &all->queries[i]))
            return false;
    for (size_t i = 0; i < all->plan.count; i++) {
        lf_planned_run *run = &all->plan.runs[i];
        if (lf_stopping(ctx) || !lf_runner_write(ctx, all->runner, &run->parameters,
                                                 run->is_default, &all->answers[i], &run->key))
            return false;
    }
    lf_tell_progress(ctx, "measuring", all->plan.count, all->plan.count);
    return lf_targets_answer(ctx, all->ws, &all->plan) &&
           lf_lint(ctx, all->ws, all->places, true) && lf_lint_tell(ctx, all->ws) &&
           lf_reasons_write(ctx, all->ws, all->places) && lf_views_make(ctx, all->ws, all->places);
}

/*
 * In three steps, so that the queries can be asked by several threads: what they read is made and
 * committed (as a stage of its own), then they are asked, then all results are written at once. A
 * measuring that is broken off leaves the results of the last one.
 */
static bool measure_all(lf_context *ctx, measuring *all, const char *fingerprint)
{
    bool done = lf_stage_begin(ctx, all->ws, stage) && prepare_all(ctx, all) &&
                lf_stage_commit(ctx, all->ws, "derive", fingerprint) && ask_all(ctx, all) &&
                lf_stage_begin(ctx, all->ws, stage) && write_all(ctx, all) &&
                lf_stage_commit(ctx, all->ws, stage, fingerprint);
    lf_stage_rollback(all->ws);
    if (done)
        lf_info(ctx, "measure: %zu measures in %zu runs, %zu targets", all->count, all->plan.count,
                all->plan.target_count);
    return done;
}

bool lf_measure(lf_context *ctx, lf_workspace *ws, const lf_places *places, const lf_city *city)
{
    char fingerprint[LF_HASH_SIZE];
    bool current = false;
    if (!make_fingerprint(ctx, ws, places, city, fingerprint) ||
        !lf_stage_is_current(ctx, ws, stage, fingerprint, &current))
        return false;
    if (current) {
        lf_info(ctx, "measure: unchanged");
        return true;
    }
    measuring all = {.ws = ws, .places = places, .city = city};
    bool done = measure_all(ctx, &all, fingerprint);
    free_measuring(&all);
    return done;
}
