/* Loading one layer. See layer.h. */
#include "load/layer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/locate.h"
#include "load/writer.h"

enum { PROGRESS_STEP = 1024, COMMONEST = 3 };

/* ---- the table ---- */

static const char *geometry_type(const lf_wanted *wanted)
{
    if (wanted->line != LF_LINE_NONE)
        return wanted->line == LF_LINE_MULTI ? "MULTILINESTRING" : "LINESTRING";
    if (wanted->point && wanted->polygon)
        return "GEOMETRY";
    return wanted->point ? "POINT" : wanted->polygon ? "MULTIPOLYGON" : NULL;
}

static bool drop_table(lf_context *ctx, lf_workspace *ws, const char *id, bool with_geometry)
{
    bool there = false;
    if (!lf_workspace_has_table(ctx, ws, id, &there))
        return false;
    if (there && with_geometry &&
        (!lf_workspace_unindex_geometry(ctx, ws, id) ||
         !lf_workspace_runf(ctx, ws, id, "SELECT DiscardGeometryColumn(%Q, 'geom')", id)))
        return false;
    return !there || lf_workspace_runf(ctx, ws, id, "DROP TABLE \"%w\"", id);
}

bool lf_layer_make_table(lf_context *ctx, lf_workspace *ws, const lf_contract *contract)
{
    lf_wanted wanted;
    lf_wanted_of(contract, &wanted);
    return drop_table(ctx, ws, contract->id, geometry_type(&wanted) != NULL) &&
           lf_workspace_run(ctx, ws, contract->file.path, contract->file.text);
}

bool lf_layer_register(lf_context *ctx, lf_workspace *ws, const lf_contract *contract)
{
    lf_wanted wanted;
    lf_wanted_of(contract, &wanted);
    const char *type = geometry_type(&wanted);
    return type == NULL || lf_workspace_register_geometry(ctx, ws, contract->id, type,
                                                          wanted.with_z ? "XYZ" : "XY");
}

/* ---- one source ---- */

static bool record_source(lf_context *ctx, lf_writer *writer, const lf_source *source)
{
    char hash[LF_HASH_SIZE];
    lf_statement *insert = NULL;
    lf_workspace *ws = writer->job->ws;
    if (!lf_locate_hash(ctx, source->name, hash) ||
        !lf_prepare(ctx, ws,
                    "INSERT INTO source (layer, part, path, driver, hash, encoding,"
                    " encoding_assumed, datum) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
                    &insert))
        return false;
    lf_bind_text(insert, 1, writer->contract->id);
    lf_bind_integer(insert, 2, source->given->part);
    lf_bind_text(insert, 3, source->shown);
    lf_bind_text(insert, 4, source->driver);
    lf_bind_text(insert, 5, hash[0] == '\0' ? NULL : hash);
    lf_bind_text(insert, 6, source->encoding);
    lf_bind_integer(insert, 7, source->encoding_assumed);
    lf_bind_text(insert, 8, source->given->datum);
    bool ok = lf_statement_step(ctx, insert) == LF_STEP_ROW;
    if (ok)
        writer->source_key = lf_column_integer(insert, 0);
    ok = ok && lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    return ok;
}

/* "EPSG:4326", or the name of a CRS that has no code. */
static void crs_words(const lf_source *source, char *out, size_t size)
{
    const char *authority = OSRGetAuthorityName(source->srs, NULL);
    const char *code = OSRGetAuthorityCode(source->srs, NULL);
    if (authority != NULL && code != NULL)
        snprintf(out, size, "%s:%s", authority, code);
    else
        snprintf(out, size, "%s", OSRGetName(source->srs));
}

static bool record_pass(lf_context *ctx, const lf_writer *writer, const lf_source *source)
{
    char crs[160] = "";
    if (source->srs != NULL)
        crs_words(source, crs, sizeof crs);
    return lf_workspace_runf(ctx, writer->job->ws, "source",
                             "UPDATE source SET ogr_layer = %Q, crs = nullif(%Q, '')"
                             " WHERE key = %lld",
                             source->layer_name, crs, (long long)writer->source_key);
}

static bool record_counts(lf_context *ctx, const lf_writer *writer)
{
    const lf_tally *tally = &writer->tally;
    return lf_workspace_runf(ctx, writer->job->ws, "source",
                             "UPDATE source SET rows_read = %lld, rows_kept = %lld,"
                             " rows_repaired = %lld, rows_rejected = %lld WHERE key = %lld",
                             (long long)tally->read, (long long)tally->kept,
                             (long long)tally->repaired, (long long)tally->rejected,
                             (long long)writer->source_key);
}

static bool read_features(lf_context *ctx, lf_writer *writer, lf_source *source)
{
    char task[96];
    int64_t expected = OGR_L_GetFeatureCount(source->layer, FALSE);
    snprintf(task, sizeof task, "load %s", writer->contract->id);
    for (int64_t count = 0;; count++) {
        OGRFeatureH feature = NULL;
        if (lf_stopping(ctx) || !lf_source_next(ctx, source, &feature))
            return false;
        if (feature == NULL)
            return true;
        bool ok = lf_writer_take(ctx, writer, source, feature);
        OGR_F_Destroy(feature);
        if (!ok)
            return false;
        if (count % PROGRESS_STEP == 0)
            lf_tell_progress(ctx, task, (uint64_t)count, expected > 0 ? (uint64_t)expected : 0);
    }
}

static bool tell_encoding(lf_context *ctx, const lf_writer *writer, const lf_source *source)
{
    const char *id = writer->contract->id;
    const char *path = source->shown;
    if (source->encoding_assumed &&
        !lf_notice(ctx, writer->job->ws, "load", id,
                   "%s does not say its encoding: read as %s, judged by its bytes (encoding: says "
                   "otherwise)",
                   path, source->encoding))
        return false;
    return !source->recoded_texts ||
           lf_notice(
               ctx, writer->job->ws, "load", id,
               "%s holds texts that are not UTF-8: read as GB18030 (encoding: says otherwise)",
               path);
}

/* Old national datums, whose shift PROJ knows only roughly without grids. */
static bool tell_datum(lf_context *ctx, const lf_writer *writer, const lf_source *source)
{
    static const char *const rough[] = {"Beijing 1954", "Xian 1980", "New Beijing"};
    const char *name = source->srs == NULL ? "" : OSRGetName(source->srs);
    for (size_t i = 0; i < sizeof rough / sizeof rough[0]; i++)
        if (strstr(name, rough[i]) != NULL)
            return lf_notice(
                ctx, writer->job->ws, "load", writer->contract->id,
                "%s is in %s: without local parameters the shift to the city's CRS may "
                "be off by a hundred metres",
                source->shown, name);
    return true;
}

static bool tell_source(lf_context *ctx, const lf_writer *writer, const lf_source *source)
{
    lf_workspace *ws = writer->job->ws;
    const char *id = writer->contract->id;
    const char *path = source->shown;
    if (!tell_encoding(ctx, writer, source) || !tell_datum(ctx, writer, source))
        return false;
    if (source->srs_assumed &&
        !lf_notice(ctx, ws, "load", id, "%s does not say its CRS: taken as EPSG:%d, the city's",
                   path, writer->job->frame->srid))
        return false;
    if (writer->tally.read == 0)
        return lf_notice(ctx, ws, "load", id, "%s holds no rows", path);
    if (writer->blank_rows > 0 &&
        !lf_notice(ctx, ws, "load", id, "%s: %lld rows with nothing in them are left out", path,
                   (long long)writer->blank_rows))
        return false;
    return !writer->numbered ||
           lf_notice(ctx, ws, "load", id, "%s has no id: the number of the feature stands for it",
                     path);
}

/* Adds the tally of a source to that of the layer, and empties it. */
static bool add_tally(lf_context *ctx, lf_tally *layer, lf_tally *part)
{
    bool ok = true;
    layer->read += part->read;
    layer->kept += part->kept;
    layer->repaired += part->repaired;
    for (size_t i = 0; ok && i < part->reason_count; i++) {
        ok = lf_tally_reject(ctx, layer, part->reasons[i].text);
        for (size_t j = 0; ok && j < layer->reason_count; j++)
            if (strcmp(layer->reasons[j].text, part->reasons[i].text) == 0) {
                layer->reasons[j].count += part->reasons[i].count - 1;
                layer->rejected += part->reasons[i].count - 1;
            }
    }
    lf_tally_free(part);
    return ok;
}

static bool load_source(lf_context *ctx, lf_writer *writer, const lf_city_source *given,
                        lf_tally *layer)
{
    lf_source source = {0};
    bool more = false;
    writer->blank_rows = 0;
    bool ok = lf_source_open(ctx, writer->job->places, given, writer->job->quiet, &source) &&
              record_source(ctx, writer, &source);
    while (ok &&
           (ok = lf_source_next_pass(ctx, &source, &writer->wanted, writer->job->frame, &more)) &&
           more)
        ok = record_pass(ctx, writer, &source) && lf_writer_begin_pass(ctx, writer, &source) &&
             read_features(ctx, writer, &source);
    ok = ok && record_counts(ctx, writer) && tell_source(ctx, writer, &source) &&
         add_tally(ctx, layer, &writer->tally);
    lf_source_close(&source);
    return ok;
}

/* ---- the layer ---- */

static void tell_sum(lf_context *ctx, const lf_contract *contract, const lf_tally *tally)
{
    lf_text reasons = {0};
    lf_tally_words(ctx, tally, COMMONEST, &reasons);
    if (reasons.length > 0)
        lf_info(ctx, "%s: %lld read, %lld kept, %lld repaired, %lld rejected (%s)", contract->id,
                (long long)tally->read, (long long)tally->kept, (long long)tally->repaired,
                (long long)tally->rejected, lf_text_get(&reasons));
    else
        lf_info(ctx, "%s: %lld read, %lld kept, %lld repaired, %lld rejected", contract->id,
                (long long)tally->read, (long long)tally->kept, (long long)tally->repaired,
                (long long)tally->rejected);
    lf_text_free(&reasons);
}

static bool check_rejects(lf_context *ctx, const lf_contract *contract, const lf_tally *tally)
{
    double share = tally->read == 0 ? 0.0 : (double)tally->rejected / (double)tally->read;
    if (share <= contract->fatal_rejects)
        return true;
    lf_text reasons = {0};
    lf_tally_words(ctx, tally, COMMONEST, &reasons);
    lf_fail(ctx, "%s: %lld of %lld rows were rejected (at most %g %% are allowed): %s",
            contract->id, (long long)tally->rejected, (long long)tally->read,
            contract->fatal_rejects * 100.0, lf_text_get(&reasons));
    lf_text_free(&reasons);
    return false;
}

static bool tell_heights(lf_context *ctx, const lf_writer *writer)
{
    int64_t lines = writer->draped + writer->undraped;
    lf_workspace *ws = writer->job->ws;
    if (writer->draped > 0)
        lf_info(ctx, "%s: %lld of %lld lines draped on the terrain", writer->contract->id,
                (long long)writer->draped, (long long)lines);
    if (writer->own_heights > 0 &&
        !lf_notice(ctx, ws, "load", writer->contract->id,
                   "%lld lines carry heights of their own, and there is no dem: they are taken as "
                   "the terrain",
                   (long long)writer->own_heights))
        return false;
    if (writer->undraped == 0)
        return true;
    return lf_notice(ctx, ws, "load", writer->contract->id,
                     "the dem does not cover %lld of %lld lines (%.1f %%): they count as level",
                     (long long)writer->undraped, (long long)lines,
                     100.0 * (double)writer->undraped / (double)lines);
}

static bool finish(lf_context *ctx, const lf_writer *writer, const lf_tally *tally)
{
    const lf_contract *contract = writer->contract;
    tell_sum(ctx, contract, tally);
    if (writer->placed > 0 &&
        !lf_frame_check(ctx, writer->job->frame, writer->sum_x / (double)writer->placed,
                        writer->sum_y / (double)writer->placed))
        return false;
    if (!check_rejects(ctx, contract, tally) || !tell_heights(ctx, writer))
        return false;
    return writer->areas_filled == 0 ||
           lf_notice(ctx, writer->job->ws, "load", contract->id,
                     "%lld blank areas are taken from the polygons (ground area)",
                     (long long)writer->areas_filled);
}

bool lf_layer_load(lf_context *ctx, const lf_load_job *job, const lf_contract *contract)
{
    lf_writer writer = {0};
    lf_tally tally = {0};
    const lf_city *city = job->city;
    size_t sources = 0;
    bool ok = lf_writer_open(ctx, job, contract, &writer);
    for (size_t i = 0; ok && i < city->source_count; i++)
        if (strcmp(city->sources[i].layer, contract->id) == 0) {
            ok = load_source(ctx, &writer, &city->sources[i], &tally);
            sources++;
        }
    if (ok && job->plan_source != NULL && strcmp(contract->id, job->plan_source->layer) == 0) {
        ok = load_source(ctx, &writer, job->plan_source, &tally);
        sources++;
    }
    if (ok && sources > 0)
        ok = finish(ctx, &writer, &tally);
    lf_writer_close(&writer);
    lf_tally_free(&tally);
    return ok;
}
