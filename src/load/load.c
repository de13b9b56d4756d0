/* The stage load. See load.h. */
#include "load/load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/checks.h"
#include "load/fingerprint.h"
#include "load/layer.h"
#include "load/plan.h"

static const char stage[] = "load";

/* ---- settings ---- */

static bool write_setting(lf_context *ctx, lf_workspace *ws, const char *name, const char *value,
                          const char *origin)
{
    return lf_workspace_runf(ctx, ws, "setting", "INSERT INTO setting VALUES (%Q, %Q, %Q)", name,
                             value, origin);
}

static bool write_settings(lf_context *ctx, lf_workspace *ws, const lf_categories *categories)
{
    const lf_city *city = categories->city;
    const lf_table *settings = &categories->settings;
    for (size_t row = 1; row < settings->rows; row++) {
        char origin[128] = "default";
        int line = 0;
        const char *name = lf_table_get(settings, row, "name");
        const char *value = lf_setting_given(city, settings, name, &line);
        if (line > 0)
            lf_city_origin(city, line, origin, sizeof origin);
        if (!write_setting(ctx, ws, name, value, origin))
            return false;
    }
    const char *language = city->language == NULL ? "en" : city->language;
    const char *title = city->title == NULL ? city->name : city->title;
    return write_setting(ctx, ws, "city.name", city->name, "city") &&
           write_setting(ctx, ws, "city.title", title, "city") &&
           write_setting(ctx, ws, "city.language", language,
                         city->language == NULL ? "default" : "city");
}

/* ---- the middle of the city ---- */

/* Mean place of the first of these layers that has rows: homes stand for the city best. */
static bool find_middle(lf_context *ctx, lf_workspace *ws, bool *found, double *x, double *y)
{
    static const char *const layers[] = {"homes",      "areas",   "sites",   "jobs",
                                         "facilities", "streets", "stations"};
    *found = false;
    for (size_t i = 0; !*found && i < sizeof layers / sizeof layers[0]; i++) {
        char sql[128];
        bool there = false;
        if (!lf_workspace_has_table(ctx, ws, layers[i], &there))
            return false;
        if (!there)
            continue;
        snprintf(sql, sizeof sql, "SELECT avg(x) FROM %s", layers[i]);
        if (!lf_query_real(ctx, ws, sql, NAN, x))
            return false;
        snprintf(sql, sizeof sql, "SELECT avg(y) FROM %s", layers[i]);
        if (!lf_query_real(ctx, ws, sql, NAN, y))
            return false;
        *found = isfinite(*x) && isfinite(*y);
    }
    return true;
}

static bool write_ground_scale(lf_context *ctx, lf_workspace *ws, const lf_frame *frame)
{
    char text[32];
    bool found = false;
    double x = 0.0;
    double y = 0.0;
    if (!find_middle(ctx, ws, &found, &x, &y))
        return false;
    if (!found && frame->geographic)
        return lf_fail(ctx,
                       "crs EPSG:%d is in degrees, but distances need a projected CRS in metres",
                       frame->srid);
    if (found && !lf_frame_check(ctx, frame, x, y))
        return false;
    snprintf(text, sizeof text, "%.12g", found ? lf_frame_ground_scale(frame, x, y) : 1.0);
    return write_setting(ctx, ws, "ground_scale", text, "computed");
}

/* ---- layers ---- */

static bool empty_tables(lf_context *ctx, lf_workspace *ws, const lf_contract *contracts,
                         size_t count)
{
    if (!lf_workspace_run(ctx, ws, stage,
                          "DELETE FROM setting; DELETE FROM category; DELETE FROM source;"
                          "DELETE FROM reject; DELETE FROM repair;"
                          "DELETE FROM notice WHERE stage = 'load'"))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!lf_layer_make_table(ctx, ws, &contracts[i]))
            return false;
    return true;
}

static bool register_layers(lf_context *ctx, lf_workspace *ws, const lf_contract *contracts,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lf_stopping(ctx) || !lf_layer_register(ctx, ws, &contracts[i]))
            return false;
    return true;
}

/* A row that says its kind says with it whether it is binding. */
static bool settle_binding(lf_context *ctx, lf_workspace *ws)
{
    return lf_workspace_run(ctx, ws, "targets",
                            "UPDATE targets SET binding = kind = 'binding' WHERE kind IS NOT NULL");
}

/* A promise that could not be read is lost to everything after: each is said, not only counted. */
static bool tell_lost_targets(lf_context *ctx, lf_workspace *ws)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool ok = lf_prepare(ctx, ws,
                         "SELECT s.path, r.feature, coalesce(r.column_name || ': ', '') || r.reason"
                         " FROM reject AS r JOIN source AS s ON s.key = r.source_key"
                         " WHERE r.layer = 'targets' ORDER BY r.key",
                         &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        const char *path = lf_column_text(rows, 0), *feature = lf_column_text(rows, 1);
        const char *slash = strrchr(path, '/');
        bool line = lf_starts_with(feature, "line ");
        ok = lf_notice(ctx, ws, stage, "targets", "%s:%s: %s", slash == NULL ? path : slash + 1,
                       line ? feature + strlen("line ") : feature, lf_column_text(rows, 2));
    }
    lf_statement_close(rows);
    return ok && step == LF_STEP_DONE;
}

static bool load_layers(lf_context *ctx, const lf_load_job *job, const lf_contract *contracts,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!lf_layer_load(ctx, job, &contracts[i]))
            return false;
    return write_ground_scale(ctx, job->ws, job->frame) &&
           lf_categories_write(ctx, job->ws, job->categories) &&
           register_layers(ctx, job->ws, contracts, count) && lf_check_layers(ctx, job->ws) &&
           settle_binding(ctx, job->ws) && tell_lost_targets(ctx, job->ws);
}

/* ---- the stage ---- */

/* Sources of the city file for a layer. */
static int count_sources(const lf_city *city, const char *layer)
{
    int count = 0;
    for (size_t i = 0; i < city->source_count; i++)
        count += strcmp(city->sources[i].layer, layer) == 0;
    return count;
}

/* Everything inside the transaction. `plan` may be NULL. */
static bool load_all(lf_context *ctx, lf_workspace *ws, const lf_city *city,
                     const lf_places *places, const lf_contract *contracts, size_t count,
                     const lf_plan *plan)
{
    lf_city_source targets = {0};
    lf_quiet quiet;
    lf_frame frame = {0};
    lf_terrain terrain = {0};
    lf_categories categories = {0};
    bool checked_frame = false;
    lf_load_job job = {.ws = ws,
                       .city = city,
                       .places = places,
                       .frame = &frame,
                       .categories = &categories,
                       .terrain = city->dem == NULL ? NULL : &terrain,
                       .quiet = &quiet,
                       .checked_frame = &checked_frame};
    if (plan != NULL) {
        if (!lf_plan_source(ctx, plan, count_sources(city, "targets") + 1, &targets)) {
            lf_plan_source_free(&targets);
            return false;
        }
        job.plan_source = &targets;
    }
    lf_quiet_begin(ctx, &quiet);
    bool ok = lf_frame_open(ctx, city->srid, &frame) &&
              (city->dem == NULL || lf_terrain_open(ctx, city->dem, &frame, &quiet, &terrain)) &&
              lf_categories_open(ctx, places, city, &categories) &&
              empty_tables(ctx, ws, contracts, count) && write_settings(ctx, ws, &categories) &&
              lf_plan_write(ctx, ws, places, plan) && load_layers(ctx, &job, contracts, count);
    lf_categories_close(&categories);
    lf_terrain_close(&terrain);
    lf_frame_close(&frame);
    lf_quiet_end(&quiet);
    lf_plan_source_free(&targets);
    return ok;
}

static bool is_unchanged(lf_context *ctx, lf_workspace *ws, const char *fingerprint, bool certain,
                         bool *out)
{
    *out = false;
    return !certain || lf_stage_is_current(ctx, ws, stage, fingerprint, out);
}

bool lf_load(lf_context *ctx, lf_workspace *ws, const lf_city *city, const lf_places *places,
             const lf_contract *contracts, size_t contract_count)
{
    char fingerprint[LF_HASH_SIZE];
    bool certain = true;
    bool unchanged = false;
    lf_plan read = {0};
    const lf_plan *plan = city->plan == NULL ? NULL : &read;
    bool ok = plan == NULL || lf_plan_read(ctx, city->plan, places, &read);
    ok = ok &&
         lf_load_fingerprint(ctx, city, places, contracts, contract_count, plan, fingerprint,
                             &certain) &&
         is_unchanged(ctx, ws, fingerprint, certain, &unchanged);
    if (ok && unchanged)
        lf_info(ctx, "load: unchanged");
    else if (ok && lf_stage_begin(ctx, ws, stage)) {
        ok = load_all(ctx, ws, city, places, contracts, contract_count, plan) &&
             (certain || lf_load_fingerprint_rows(ctx, ws, city, fingerprint)) &&
             lf_stage_commit(ctx, ws, stage, fingerprint);
        if (!ok)
            lf_stage_rollback(ws);
    } else
        ok = false;
    lf_plan_free(&read);
    return ok;
}
