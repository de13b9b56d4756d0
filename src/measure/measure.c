/* See measure.h. */
#include "measure/measure.h"
#include "measure/areas.h"
#include "measure/derived.h"
#include "measure/lint.h"
#include "measure/reasons.h"
#include "measure/runner.h"
#include "measure/targets.h"

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

static bool run_all(lf_context *ctx, lf_runner *runner, const lf_query *queries, size_t count,
                    lf_plan_of_runs *plan)
{
    for (size_t i = 0; i < count; i++)
        if (!lf_runner_enter(ctx, runner, &queries[i]))
            return false;
    for (size_t i = 0; i < plan->count; i++) {
        lf_planned_run *run = &plan->runs[i];
        lf_tell_progress(ctx, "measuring", i, plan->count);
        if (lf_stopping(ctx) ||
            !lf_runner_run(ctx, runner, &run->parameters, run->is_default, run->wanted_by_target,
                           run->all_slices ? NULL : run->slices, &run->key))
            return false;
    }
    lf_tell_progress(ctx, "measuring", plan->count, plan->count);
    return true;
}

static bool measure_all(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                        const lf_city *city)
{
    lf_layer_map map = {0};
    lf_query *queries = NULL;
    size_t count = 0;
    lf_units units = {0};
    lf_plan_of_runs plan = {0};
    lf_runner *runner = NULL;
    bool done = lf_workspace_run(ctx, ws, stage, "DELETE FROM notice WHERE stage = 'measure'") &&
                lf_areas_make_atoms(ctx, ws) && lf_layer_map_open(ctx, ws, places, &map) &&
                lf_derived_make(ctx, ws, places, &map) && tell_unknown(ctx, ws) &&
                lf_queries_read(ctx, places, LF_QUERY_MEASURE, &queries, &count) &&
                lf_units_read(ctx, places, &units) &&
                lf_targets_plan(ctx, ws, queries, count, &units, city, &plan) &&
                lf_runner_open(ctx, ws, &map, &runner) &&
                run_all(ctx, runner, queries, count, &plan) && lf_targets_answer(ctx, ws, &plan) &&
                lf_lint(ctx, ws, places, true) && lf_lint_tell(ctx, ws) &&
                lf_reasons_write(ctx, ws, places) && lf_views_make(ctx, ws, places);
    if (done)
        lf_info(ctx, "measure: %zu measures in %zu runs, %zu targets", count, plan.count,
                plan.target_count);
    lf_runner_close(runner);
    lf_plan_of_runs_free(&plan);
    lf_units_free(&units);
    lf_queries_free(queries, count);
    lf_layer_map_free(&map);
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
    bool done = lf_stage_begin(ctx, ws, stage) && measure_all(ctx, ws, places, city) &&
                lf_stage_commit(ctx, ws, stage, fingerprint);
    lf_stage_rollback(ws);
    return done;
}
