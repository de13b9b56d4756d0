/* Adds and closes rows of layers. See change.h. */
#include "load/change.h"

#include <stdlib.h>
#include <string.h>

#include "load/layer.h"
#include "load/locate.h"
#include "load/writer.h"

static const char *const layers[] = {"streets", "stations", "facilities", "entrances"};
enum { LAYERS = sizeof layers / sizeof layers[0], MOST_IDS = 20000, NO_SOURCE = -1 };

/* A file of changes being applied. */
typedef struct applying {
    const lf_load_job *job;
    const char *path;
    const char *shown; /* borrowed: the file's name */
    char *ogr_layer;   /* owned; of the scan */
    bool has_level;    /* the file has a column "level" */
    int64_t added[LAYERS], closed[LAYERS];
} applying;

static bool fail_row(lf_context *ctx, const applying *all, const char *row, const char *what)
{
    return lf_fail(ctx, "%s: %s: %s", all->shown, row, what);
}

/* ---- closing ------------------------------------------------------------------------------------
 */

/* "there is no street 'v9'; did you mean 'v1'?" */
static bool fail_id(lf_context *ctx, const applying *all, const char *row, const char *layer,
                    const char *id)
{
    lf_statement *ids = NULL;
    char **known = calloc(MOST_IDS, sizeof *known);
    size_t count = 0;
    char *sql = lf_copyf("SELECT id FROM \"%s\" ORDER BY key", layer);
    bool ok = (known != NULL && sql != NULL) || lf_fail_memory(ctx);
    ok = ok && lf_prepare(ctx, all->job->ws, sql, &ids);
    while (ok && count < MOST_IDS && lf_statement_step(ctx, ids) == LF_STEP_ROW)
        if ((known[count] = lf_copy(lf_column_text(ids, 0))) != NULL)
            count++;
    const char *near = ok ? lf_nearest_word(id, (const char *const *)known, count) : NULL;
    if (near != NULL)
        lf_fail(ctx, "%s: %s: the layer %s has no id '%s'; did you mean '%s'?", all->shown, row,
                layer, id, near);
    else
        lf_fail(ctx, "%s: %s: the layer %s has no id '%s'", all->shown, row, layer, id);
    for (size_t i = 0; i < count; i++)
        free(known[i]);
    free(known);
    free(sql);
    lf_statement_close(ids);
    return false;
}

/* Takes a row out, with the parts that a line of many parts was split into ("id#2"). */
static bool close_row(lf_context *ctx, applying *all, const char *row, size_t layer, const char *id)
{
    int64_t count = 0;
    lf_workspace *ws = all->job->ws;
    if (!lf_workspace_runf(ctx, ws, "change",
                           "DELETE FROM \"%w\" WHERE id = %Q OR substr(id, 1, length(%Q) + 1) ="
                           " %Q || '#'",
                           layers[layer], id, id, id) ||
        !lf_query_integer(ctx, ws, "SELECT changes()", 0, &count))
        return false;
    if (count == 0)
        return fail_id(ctx, all, row, layers[layer], id);
    all->closed[layer]++;
    return lf_workspace_runf(ctx, ws, "change",
                             "DELETE FROM entrances WHERE owner_id = %Q AND owner_id NOT IN"
                             " (SELECT id FROM stations UNION ALL SELECT id FROM facilities)",
                             id);
}

/* ---- the first look: every row says what, where and which ---------------------------------------
 */

enum { ACTION, LAYER, ID, COLUMNS };

static bool unknown_word(lf_context *ctx, const applying *all, const char *row, const char *column,
                         const char *word, const char *const *known, size_t count,
                         const char *expected)
{
    const char *near = lf_nearest_word(word, known, count);
    if (near != NULL)
        return lf_fail(ctx, "%s: %s: %s '%s' is unknown; did you mean '%s'?", all->shown, row,
                       column, word, near);
    return lf_fail(ctx, "%s: %s: %s '%s' is unknown; expected %s", all->shown, row, column, word,
                   expected);
}

static bool look_at_row(lf_context *ctx, applying *all, const char *row, char *const texts[COLUMNS])
{
    static const char *const actions[] = {"add", "close"};
    size_t layer = 0;
    bool add = lf_same_word(texts[ACTION], "add");
    if (!add && !lf_same_word(texts[ACTION], "close"))
        return unknown_word(ctx, all, row, "action", texts[ACTION], actions, 2, "add or close");
    while (layer < LAYERS && !lf_same_word(texts[LAYER], layers[layer]))
        layer++;
    if (layer == LAYERS)
        return unknown_word(ctx, all, row, "layer", texts[LAYER], layers, LAYERS,
                            "streets, stations, facilities or entrances");
    if (texts[ID][0] == '\0')
        return fail_row(ctx, all, row, "the id is missing");
    if (!add)
        return close_row(ctx, all, row, layer, texts[ID]);
    all->added[layer]++;
    return true;
}

static bool read_texts(lf_context *ctx, lf_source *source, OGRFeatureH feature,
                       const int columns[COLUMNS], char *texts[COLUMNS])
{
    lf_text scratch = {0};
    bool ok = true;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *text = lf_source_text(source, feature, columns[i], &scratch);
        texts[i] = lf_copy(text != NULL ? text : "");
        ok = ok && (texts[i] != NULL || lf_fail_memory(ctx));
        if (texts[i] != NULL)
            memmove(texts[i], lf_trim(texts[i]), strlen(lf_trim(texts[i])) + 1);
    }
    lf_text_free(&scratch);
    return ok;
}

static bool find_columns(lf_context *ctx, const applying *all, const lf_source *source,
                         int columns[COLUMNS])
{
    static const char *const names[COLUMNS] = {"action", "layer", "id"};
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = lf_source_find_column(source, names[i]);
        if (columns[i] == LF_NO_COLUMN)
            return lf_fail(ctx, "%s has no column '%s'; expected action, layer and id", all->shown,
                           names[i]);
    }
    return true;
}

/* Checks every row, counts what is to be added, and closes what is to be closed. */
static bool look(lf_context *ctx, applying *all, lf_city_source *given)
{
    static const lf_wanted nothing = {.none = true};
    lf_source source = {0};
    int columns[COLUMNS];
    bool more = false;
    bool ok = lf_source_open(ctx, all->job->places, given, all->job->quiet, &source) &&
              lf_source_next_pass(ctx, &source, &nothing, all->job->frame, &more) &&
              find_columns(ctx, all, &source, columns);
    if (ok) {
        all->ogr_layer = lf_copy(source.layer_name);
        all->has_level = lf_source_find_column(&source, "level") != LF_NO_COLUMN;
    }
    while (ok && !lf_stopping(ctx)) {
        OGRFeatureH feature = NULL;
        char row[48], *texts[COLUMNS] = {NULL};
        ok = lf_source_next(ctx, &source, &feature);
        if (!ok || feature == NULL)
            break;
        lf_source_feature_name(&source, feature, row, sizeof row);
        ok = read_texts(ctx, &source, feature, columns, texts) && look_at_row(ctx, all, row, texts);
        for (size_t i = 0; i < COLUMNS; i++)
            free(texts[i]);
        OGR_F_Destroy(feature);
    }
    lf_source_close(&source);
    return ok && !lf_stopping(ctx);
}

/* ---- adding -------------------------------------------------------------------------------------
 */

/* Any row that its contract refuses makes the whole file wrong: a half-done change answers nothing.
 */
static bool check_refused(lf_context *ctx, const applying *all)
{
    char *first = NULL;
    bool ok = lf_query_text(ctx, all->job->ws,
                            "SELECT feature || ': ' || CASE WHEN column_name IS NULL OR"
                            " substr(reason, 1, length(column_name)) = column_name THEN ''"
                            " ELSE column_name || ': ' END || reason"
                            " FROM reject WHERE source_key = -1 ORDER BY key LIMIT 1",
                            &first);
    if (ok && first != NULL)
        ok = lf_fail(ctx, "%s: %s", all->shown, first);
    free(first);
    return ok;
}

/* The contract's column "level" accepts a column "layer", which here says the layer. */
static void settle_level(const applying *all, lf_pair *pair, lf_city_source *source)
{
    static char level[] = "level", ground[] = "0";
    *pair = (lf_pair){.name = level, .value = all->has_level ? level : ground};
    if (all->has_level) {
        source->fields = pair;
        source->field_count = 1;
    } else {
        source->set = pair;
        source->set_count = 1;
    }
}

static bool add_rows(lf_context *ctx, applying *all, const lf_contract *contract,
                     const lf_city_source *given)
{
    lf_writer writer = {0};
    lf_source source = {0};
    bool more = false;
    char *sql = lf_copyf("SELECT coalesce(max(key), 0) FROM \"%s\"", contract->id);
    bool ok = (sql != NULL || lf_fail_memory(ctx)) &&
              lf_writer_open(ctx, all->job, contract, &writer) &&
              lf_query_integer(ctx, all->job->ws, sql, 0, &writer.key) &&
              lf_source_open(ctx, all->job->places, given, all->job->quiet, &source) &&
              lf_source_next_pass(ctx, &source, &writer.wanted, all->job->frame, &more) &&
              lf_writer_begin_pass(ctx, &writer, &source);
    writer.source_key = NO_SOURCE;
    while (ok) {
        OGRFeatureH feature = NULL;
        ok = !lf_stopping(ctx) && lf_source_next(ctx, &source, &feature);
        if (!ok || feature == NULL)
            break;
        ok = lf_writer_take(ctx, &writer, &source, feature);
        OGR_F_Destroy(feature);
    }
    lf_source_close(&source);
    lf_writer_close(&writer);
    free(sql);
    return ok && check_refused(ctx, all);
}

static bool add_layer(lf_context *ctx, applying *all, size_t layer)
{
    lf_contract contract = {0};
    lf_pair level;
    char *name = lf_copy(layers[layer]), *path = lf_copy(all->path),
         *where = lf_copyf("action = 'add' AND layer = '%s'", layers[layer]);
    lf_city_source given = {.layer = name,
                            .part = 1,
                            .path = path,
                            .full_path = path,
                            .ogr_layer = all->ogr_layer,
                            .where = where,
                            .assumes_crs = true};
    for (size_t i = 0; i < all->job->city->source_count; i++)
        if (strcmp(all->job->city->sources[i].layer, layers[layer]) == 0)
            given.crossings_join = all->job->city->sources[i].crossings_join;
    if (strcmp(layers[layer], "streets") == 0)
        settle_level(all, &level, &given);
    bool ok = ((name != NULL && path != NULL && where != NULL) || lf_fail_memory(ctx)) &&
              lf_contract_find(ctx, all->job->places, layers[layer], &contract) &&
              add_rows(ctx, all, &contract, &given);
    lf_contract_free(&contract);
    free(name);
    free(path);
    free(where);
    return ok;
}

/* ---- what the copy remembers of it --------------------------------------------------------------
 */

static bool check_entrances(lf_context *ctx, const applying *all)
{
    char *stray = NULL;
    bool ok = lf_query_text(ctx, all->job->ws,
                            "SELECT id || ' (' || owner_id || ')' FROM entrances"
                            " WHERE owner_id NOT IN (SELECT id FROM stations UNION ALL"
                            " SELECT id FROM facilities) ORDER BY key DESC LIMIT 1",
                            &stray);
    if (ok && stray != NULL && all->added[3] > 0)
        ok = lf_fail(ctx, "%s: the entrance %s leads to no station and no facility", all->shown,
                     stray);
    free(stray);
    return ok;
}

/* The file becomes one more source of each layer it touches, and another load than before. */
static bool record(lf_context *ctx, const applying *all)
{
    char hash[LF_HASH_SIZE], both[2 * LF_HASH_SIZE], *load = NULL, *name = NULL;
    lf_workspace *ws = all->job->ws;
    bool ok = lf_locate(ctx, all->path, NULL, &name) && lf_locate_hash(ctx, name, hash) &&
              lf_stage_fingerprint(ctx, ws, "load", &load);
    for (size_t i = 0; ok && i < LAYERS; i++)
        if (all->added[i] + all->closed[i] > 0)
            ok = lf_workspace_runf(
                ctx, ws, "change",
                "INSERT INTO source (layer, part, path, hash, rows_read, rows_kept)"
                " SELECT %Q, coalesce(max(part), 0) + 1, %Q, %Q, %lld, %lld FROM source"
                " WHERE layer = %Q",
                layers[i], all->shown, hash, (long long)(all->added[i] + all->closed[i]),
                (long long)all->added[i], layers[i]);
    if (ok) {
        lf_text text = {0};
        lf_text_addf(&text, "%s %s", load, hash);
        lf_hash_bytes(lf_text_get(&text), text.length, both);
        lf_text_free(&text);
        ok = lf_workspace_runf(ctx, ws, "change",
                               "DELETE FROM stage WHERE name <> 'load';"
                               "UPDATE stage SET fingerprint = %Q WHERE name = 'load'",
                               both) &&
             lf_stage_commit(ctx, ws, "change", hash);
    }
    free(load);
    free(name);
    return ok;
}

static bool apply(lf_context *ctx, applying *all)
{
    char *name = lf_copy("changes"), *path = lf_copy(all->path);
    lf_city_source given = {.layer = name, .part = 1, .path = path, .full_path = path};
    bool ok = ((name != NULL && path != NULL) || lf_fail_memory(ctx)) && look(ctx, all, &given);
    for (size_t i = 0; ok && i < LAYERS; i++)
        ok = all->added[i] == 0 || add_layer(ctx, all, i);
    free(name);
    free(path);
    return ok && check_entrances(ctx, all) && record(ctx, all);
}

bool lf_changes_apply(lf_context *ctx, lf_workspace *copy, const lf_city *city,
                      const lf_places *places, const char *path, lf_change_counts *counts)
{
    const char *slash = strrchr(path, '/');
    lf_quiet quiet;
    lf_frame frame = {0};
    lf_terrain terrain = {0};
    lf_categories categories = {0};
    bool checked_frame = true;
    const lf_load_job job = {.ws = copy,
                             .city = city,
                             .places = places,
                             .frame = &frame,
                             .categories = &categories,
                             .terrain = city->dem == NULL ? NULL : &terrain,
                             .quiet = &quiet,
                             .checked_frame = &checked_frame};
    applying all = {.job = &job, .path = path, .shown = slash == NULL ? path : slash + 1};
    lf_quiet_begin(ctx, &quiet);
    bool ok = lf_frame_open(ctx, city->srid, &frame) &&
              (city->dem == NULL || lf_terrain_open(ctx, city->dem, &frame, &quiet, &terrain)) &&
              lf_categories_open(ctx, places, city, &categories) &&
              lf_stage_begin(ctx, copy, "change") && apply(ctx, &all);
    if (!ok)
        lf_stage_rollback(copy);
    *counts = (lf_change_counts){0};
    for (size_t i = 0; ok && i < LAYERS; i++) {
        counts->added += all.added[i];
        counts->closed += all.closed[i];
    }
    lf_categories_close(&categories);
    lf_terrain_close(&terrain);
    lf_frame_close(&frame);
    lf_quiet_end(&quiet);
    free(all.ogr_layer);
    return ok;
}
