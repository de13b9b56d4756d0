/* Candidate sites into an audit's file. See candidates.h. */
#include "load/candidates.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/layer.h"
#include "load/locate.h"

/* Of rejected candidates so many are said one by one. */
enum { MOST_TOLD = 20 };

/* ---- one lot in words ---- */

static void add_cell(lf_text *text, double value)
{
    lf_text_add(text, ",");
    if (!isnan(value))
        lf_text_addf(text, "%.17g", value);
}

static bool is_degrees(const lf_candidate_lot *lot)
{
    return fabs(lot->x) <= 180.0 && fabs(lot->y) <= 90.0;
}

static bool write_text(lf_context *ctx, const char *path, const lf_text *text)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot be written: %s", path, strerror(errno));
    bool ok = fwrite(lf_text_get(text), 1, text->length, file) == text->length;
    ok = fclose(file) == 0 && ok;
    return ok || lf_fail(ctx, "%s: cannot be written: %s", path, strerror(errno));
}

bool lf_candidates_write_lot(lf_context *ctx, const lf_candidate_lot *lot, const char *path,
                             lf_candidate_source *given)
{
    lf_text text = {0};
    if (!isfinite(lot->x) || !isfinite(lot->y) || !(lot->area_m2 > 0.0))
        return lf_fail_usage(ctx, "a lot needs a place and an area: --at X,Y --area M2");
    lf_text_addf(&text, "id,x,y,site_area_m2,far,dwellings\nlot,%.17g,%.17g", lot->x, lot->y);
    add_cell(&text, lot->area_m2);
    add_cell(&text, lot->far);
    add_cell(&text, lot->dwellings);
    lf_text_add(&text, "\n");
    bool ok = text.failed ? lf_fail_memory(ctx) : write_text(ctx, path, &text);
    lf_text_free(&text);
    *given = (lf_candidate_source){
        .path = path, .crs = is_degrees(lot) ? "EPSG:4326" : NULL, .footprint_m2 = lot->area_m2};
    return ok;
}

/* ---- hash ---- */

bool lf_candidates_hash(lf_context *ctx, const lf_candidate_source *given, char out[LF_HASH_SIZE])
{
    const char *const parts[] = {given->layer, given->crs, given->datum, given->encoding};
    char files[LF_HASH_SIZE];
    char *name = NULL;
    lf_text text = {0};
    bool ok = lf_locate(ctx, given->path, given->layer, &name) && lf_locate_hash(ctx, name, files);
    if (ok) {
        lf_text_addf(&text, "%s\n%.17g\n", files, given->footprint_m2);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            lf_text_addf(&text, "%s\n", parts[i] == NULL ? "" : parts[i]);
        ok = !text.failed || lf_fail_memory(ctx);
    }
    if (ok)
        lf_hash_bytes(lf_text_get(&text), text.length, out);
    free(name);
    lf_text_free(&text);
    return ok;
}

/* ---- what is blank ---- */

/* A column, the rule by which it is derived, and the rule in words for the notice. */
static const struct {
    const char *column, *needs, *rule, *words;
} derivation[] = {
    {"floor_area_m2", "far IS NOT NULL AND site_area_m2 IS NOT NULL", "far * site_area_m2",
     "far x site_area_m2"},
    {"far", "floor_area_m2 IS NOT NULL AND site_area_m2 > 0", "floor_area_m2 / site_area_m2",
     "floor_area_m2 / site_area_m2"},
    {"dwellings",
     "floor_area_m2 IS NOT NULL AND"
     " (SELECT CAST(value AS REAL) FROM setting WHERE name = 'audit.dwelling_m2') > 0",
     "CAST(floor_area_m2 / (SELECT CAST(value AS REAL) FROM setting"
     " WHERE name = 'audit.dwelling_m2') AS INTEGER)",
     "floor_area_m2 / audit.dwelling_m2, rounded down"},
};

static bool derive(lf_context *ctx, lf_workspace *audit, size_t rule)
{
    const char *column = derivation[rule].column;
    int64_t count = 0;
    if (!lf_workspace_runf(
            ctx, audit, "candidates",
            "UPDATE candidates SET \"%w\" = %s, derived = coalesce(derived || ' ', '') || %Q"
            " WHERE \"%w\" IS NULL AND %s",
            column, derivation[rule].rule, column, column, derivation[rule].needs) ||
        !lf_query_integer(ctx, audit, "SELECT changes()", 0, &count))
        return false;
    return count == 0 ||
           lf_notice(ctx, audit, "load", "candidates", "%lld blank %s are derived: %s",
                     (long long)count, column, derivation[rule].words);
}

static bool tell_blank_dwellings(lf_context *ctx, lf_workspace *audit)
{
    int64_t count = 0;
    return lf_query_integer(ctx, audit, "SELECT count(*) FROM candidates WHERE dwellings IS NULL",
                            0, &count) &&
           (count == 0 ||
            lf_notice(ctx, audit, "load", "candidates",
                      "%lld candidates have neither dwellings nor a rule to derive them "
                      "(audit.dwelling_m2): what rests on dwellings is not measured for them",
                      (long long)count));
}

/* A key is the rank of the id: by way of negative numbers, so that none is taken twice. */
static bool number_by_id(lf_context *ctx, lf_workspace *audit)
{
    return lf_workspace_run(ctx, audit, "candidates",
                            "UPDATE candidates SET key = -ranked.n FROM"
                            " (SELECT key, row_number() OVER (ORDER BY id) AS n FROM candidates)"
                            " AS ranked WHERE ranked.key = candidates.key;"
                            "UPDATE candidates SET key = -key");
}

/* ---- what was left out ---- */

/* Each is a lot somebody will look for in the table: it is said, not only counted. */
static bool tell_rejects(lf_context *ctx, lf_workspace *audit)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    int told = 0, more = 0;
    bool ok = lf_prepare(ctx, audit,
                         "SELECT feature || coalesce(' (id ' || id || ')', ''), reason FROM reject"
                         " WHERE layer = 'candidates' ORDER BY key",
                         &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        if (told++ >= MOST_TOLD)
            more++;
        else
            ok = lf_notice(ctx, audit, "load", "candidates", "%s is left out: %s",
                           lf_column_text(rows, 0), lf_column_text(rows, 1));
    lf_statement_close(rows);
    ok = ok && step == LF_STEP_DONE;
    return ok &&
           (more == 0 || lf_notice(ctx, audit, "load", "candidates",
                                   "%d more are left out; the table reject lists them", more));
}

static bool tell_repairs(lf_context *ctx, lf_workspace *audit)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    int told = 0;
    bool ok = lf_prepare(ctx, audit,
                         "SELECT feature || coalesce(' (id ' || id || ')', ''), what FROM repair"
                         " WHERE layer = 'candidates' AND what NOT LIKE 'point taken as%'"
                         " ORDER BY key",
                         &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        if (told++ < MOST_TOLD)
            ok = lf_notice(ctx, audit, "load", "candidates", "%s: %s", lf_column_text(rows, 0),
                           lf_column_text(rows, 1));
    lf_statement_close(rows);
    return ok && step == LF_STEP_DONE;
}

static bool expect_some(lf_context *ctx, lf_workspace *audit, const char *path)
{
    int64_t count = 0, rejected = 0;
    char *first = NULL;
    if (!lf_query_integer(ctx, audit, "SELECT count(*) FROM candidates", 0, &count) ||
        !lf_query_integer(ctx, audit, "SELECT count(*) FROM reject", 0, &rejected) ||
        !lf_query_text(ctx, audit,
                       "SELECT feature || ': ' || reason FROM reject ORDER BY key LIMIT 1", &first))
        return false;
    if (count == 0 && first != NULL)
        lf_fail(ctx, "%s: none of %lld sites can be used; %s", path, (long long)rejected, first);
    else if (count == 0)
        lf_fail(ctx, "%s: holds no site", path);
    free(first);
    return count > 0;
}

/* ---- loading ---- */

static bool empty_tables(lf_context *ctx, lf_workspace *audit, const lf_contract *contract)
{
    return lf_layer_make_table(ctx, audit, contract) &&
           lf_workspace_run(ctx, audit, "candidates",
                            "DELETE FROM source; DELETE FROM reject; DELETE FROM repair;"
                            "DELETE FROM notice WHERE stage = 'load'");
}

static bool load_all(lf_context *ctx, const lf_load_job *job, const lf_contract *contract,
                     const char *path)
{
    lf_workspace *audit = job->ws;
    if (!empty_tables(ctx, audit, contract) || !lf_layer_load(ctx, job, contract) ||
        !expect_some(ctx, audit, path))
        return false;
    for (size_t rule = 0; rule < sizeof derivation / sizeof *derivation; rule++)
        if (!derive(ctx, audit, rule))
            return false;
    return tell_blank_dwellings(ctx, audit) && number_by_id(ctx, audit) &&
           tell_rejects(ctx, audit) && tell_repairs(ctx, audit) &&
           lf_layer_register(ctx, audit, contract);
}

/* Opens what the layers of a city are read with, for the one source of the candidates. */
static bool load_source(lf_context *ctx, lf_workspace *audit, const lf_city *city,
                        const lf_places *places, const lf_contract *contract,
                        lf_city_source *source)
{
    lf_city only = *city; /* the city with this source alone; borrowed */
    lf_quiet quiet;
    lf_frame frame = {0};
    lf_terrain terrain = {0};
    lf_categories categories = {0};
    bool checked_frame = true;
    only.sources = source;
    only.source_count = 1;
    const lf_load_job job = {.ws = audit,
                             .city = &only,
                             .places = places,
                             .frame = &frame,
                             .categories = &categories,
                             .terrain = city->dem == NULL ? NULL : &terrain,
                             .quiet = &quiet,
                             .checked_frame = &checked_frame};
    lf_quiet_begin(ctx, &quiet);
    bool ok = lf_frame_open(ctx, city->srid, &frame) &&
              (city->dem == NULL || lf_terrain_open(ctx, city->dem, &frame, &quiet, &terrain)) &&
              lf_categories_open(ctx, places, city, &categories) &&
              load_all(ctx, &job, contract, source->path);
    lf_categories_close(&categories);
    lf_terrain_close(&terrain);
    lf_frame_close(&frame);
    lf_quiet_end(&quiet);
    return ok;
}

/* A source as in a city file, which owns its texts. */
static bool make_source(lf_context *ctx, const lf_candidate_source *given, lf_city_source *out)
{
    *out = (lf_city_source){.layer = lf_copy("candidates"),
                            .part = 1,
                            .path = lf_copy(given->path),
                            .full_path = lf_copy(given->path),
                            .ogr_layer = lf_copy(given->layer),
                            .crs = lf_copy(given->crs),
                            .datum = lf_copy(given->datum),
                            .encoding = lf_copy(given->encoding),
                            .assumes_crs = true,
                            .square_m2 = given->footprint_m2};
    return (out->layer != NULL && out->path != NULL && out->full_path != NULL &&
            (out->ogr_layer != NULL) == (given->layer != NULL) &&
            (out->crs != NULL) == (given->crs != NULL) &&
            (out->datum != NULL) == (given->datum != NULL) &&
            (out->encoding != NULL) == (given->encoding != NULL)) ||
           lf_fail_memory(ctx);
}

static void free_source(lf_city_source *source)
{
    free(source->layer);
    free(source->path);
    free(source->full_path);
    free(source->ogr_layer);
    free(source->crs);
    free(source->datum);
    free(source->encoding);
}

bool lf_candidates_load(lf_context *ctx, lf_workspace *audit, const lf_city *city,
                        const lf_places *places, const lf_candidate_source *given)
{
    char hash[LF_HASH_SIZE];
    lf_contract contract = {0};
    lf_city_source source = {0};
    bool ok = make_source(ctx, given, &source) && lf_candidates_hash(ctx, given, hash) &&
              lf_contract_find(ctx, places, "candidates", &contract) &&
              lf_stage_begin(ctx, audit, "load");
    ok = ok && load_source(ctx, audit, city, places, &contract, &source) &&
         lf_stage_commit(ctx, audit, "load", hash);
    if (!ok)
        lf_stage_rollback(audit);
    lf_contract_free(&contract);
    free_source(&source);
    return ok;
}
