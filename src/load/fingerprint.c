/* What a load depends on. See fingerprint.h. */
#include "load/fingerprint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/locate.h"
#include "load/plan.h"
#include "load/select.h"

/* Raise it when the same input would be loaded into other rows. */
static const char load_version[] = "load 2";

/* Names and values are told apart by their length, so that no two inputs give the same text. */
static void add(lf_text *text, const char *name, const char *value)
{
    if (value != NULL)
        lf_text_addf(text, "%s %zu %s\n", name, strlen(value), value);
}

static void add_number(lf_text *text, const char *name, double value)
{
    lf_text_addf(text, "%s %.17g\n", name, value);
}

static void add_pairs(lf_text *text, const char *name, const lf_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add(text, name, pairs[i].name);
        add(text, "=", pairs[i].value);
    }
}

static void add_category(lf_text *text, const lf_city_category *category)
{
    add(text, "category", category->id);
    add(text, "title", category->title);
    add(text, "title_zh", category->title_zh);
    add_number(text, "line", category->line);
    add_number(text, "tier", category->tier);
    add_number(text, "distance_m", category->distance_m);
    add_number(text, "minutes", category->minutes);
    for (size_t i = 0; i < category->name_count; i++)
        add(text, "name", category->names[i]);
}

static bool add_file(lf_context *ctx, lf_text *text, const char *path, const char *ogr_layer,
                     bool *certain)
{
    char hash[LF_HASH_SIZE];
    char *name = NULL;
    bool ok = lf_locate(ctx, path, ogr_layer, &name) && lf_locate_hash(ctx, name, hash);
    free(name);
    if (!ok)
        return false;
    *certain = *certain && hash[0] != '\0';
    add(text, "hash", hash);
    return true;
}

static bool add_select(lf_context *ctx, lf_text *text, const lf_places *places, const char *select)
{
    char hash[LF_HASH_SIZE];
    char *file = NULL;
    if (!lf_select_file(ctx, places, select, &file))
        return false;
    bool ok = file == NULL || lf_hash_path(ctx, file, hash);
    if (ok && file != NULL)
        add(text, "select_file", hash);
    free(file);
    return ok;
}

static bool add_source(lf_context *ctx, lf_text *text, const lf_places *places,
                       const lf_city_source *source, bool *certain)
{
    add(text, "source", source->layer);
    add(text, "path", source->path);
    add(text, "layer", source->ogr_layer);
    add(text, "select", source->select);
    add(text, "where", source->where);
    add_pairs(text, "field", source->fields, source->field_count);
    add_pairs(text, "set", source->set, source->set_count);
    add(text, "datum", source->datum);
    add(text, "crs", source->crs);
    add(text, "encoding", source->encoding);
    add(text, "x", source->x);
    add(text, "y", source->y);
    add(text, "wkt", source->wkt);
    add(text, "crossings", source->crossings_join ? "join" : "none");
    for (size_t i = 0; i < source->open_option_count; i++)
        add(text, "option", source->open_options[i]);
    bool default_select = source->select == NULL && strcmp(source->layer, "streets") == 0;
    return add_select(ctx, text, places, default_select ? "osm_streets" : source->select) &&
           add_file(ctx, text, source->full_path, source->ogr_layer, certain);
}

static bool add_table(lf_context *ctx, lf_text *text, const lf_places *places, const char *name)
{
    char hash[LF_HASH_SIZE];
    char *path = NULL;
    bool ok = lf_places_file(ctx, places, name, &path) && lf_hash_path(ctx, path, hash);
    if (ok)
        add(text, name, hash);
    free(path);
    return ok;
}

static void add_city(lf_text *text, const lf_city *city)
{
    add(text, "name", city->name);
    add(text, "title", city->title);
    add(text, "language", city->language);
    add_number(text, "srid", city->srid);
    for (size_t i = 0; i < city->setting_count; i++)
        add_number(text, "line", city->settings[i].line);
    add_pairs(text, "setting", city->settings, city->setting_count);
    for (size_t i = 0; i < city->category_count; i++)
        add_category(text, &city->categories[i]);
}

bool lf_load_fingerprint(lf_context *ctx, const lf_city *city, const lf_places *places,
                         const lf_contract *contracts, size_t contract_count, const lf_plan *plan,
                         char out[LF_HASH_SIZE], bool *certain)
{
    lf_text text = {0};
    bool ok = false;
    *certain = true;
    add(&text, "version", load_version);
    add_city(&text, city);
    for (size_t i = 0; i < contract_count; i++)
        add(&text, contracts[i].id, contracts[i].file.hash);
    if (!add_table(ctx, &text, places, "layers/categories.csv") ||
        !add_table(ctx, &text, places, "layers/settings.csv") ||
        !add_table(ctx, &text, places, "layers/classes.csv") ||
        !add_table(ctx, &text, places, "layers/norms.csv") ||
        !add_table(ctx, &text, places, "queries/units.csv") ||
        (plan != NULL && !lf_plan_hashes(ctx, plan, &text)))
        goto done;
    for (size_t i = 0; i < city->source_count; i++)
        if (lf_stopping(ctx) || !add_source(ctx, &text, places, &city->sources[i], certain))
            goto done;
    if (city->dem != NULL && !add_file(ctx, &text, city->dem, NULL, certain))
        goto done;
    ok = !text.failed || lf_fail_memory(ctx);
    if (ok)
        lf_hash_bytes(lf_text_get(&text), text.length, out);
done:
    lf_text_free(&text);
    return ok;
}

/* ---- rows of a data base ---- */

static void add_cell(lf_text *text, const lf_statement *row, int column)
{
    size_t size = 0;
    const void *blob = NULL;
    switch (lf_column_kind(row, column)) {
    case LF_INTEGER:
        lf_text_addf(text, "i%lld\n", (long long)lf_column_integer(row, column));
        break;
    case LF_REAL:
        lf_text_addf(text, "r%.17g\n", lf_column_real(row, column));
        break;
    case LF_NULL:
        lf_text_add(text, "n\n");
        break;
    default:
        blob = lf_column_blob(row, column, &size);
        lf_text_addf(text, "b%zu ", size);
        lf_text_add_bytes(text, blob, size);
        break;
    }
}

/* Each row is hashed together with the hash so far: memory stays that of one row. */
static bool add_rows(lf_context *ctx, lf_workspace *ws, const char *layer, char hash[LF_HASH_SIZE])
{
    lf_statement *rows = NULL;
    lf_text text = {0};
    lf_text sql = {0};
    lf_step step = LF_STEP_FAILED;
    lf_text_addf(&sql, "SELECT * FROM \"%s\" ORDER BY key", layer);
    if (!sql.failed && lf_prepare(ctx, ws, lf_text_get(&sql), &rows))
        while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
            lf_text_clear(&text);
            lf_text_add(&text, hash);
            for (int i = 0; i < lf_column_count(rows); i++)
                add_cell(&text, rows, i);
            lf_hash_bytes(lf_text_get(&text), text.length, hash);
        }
    lf_statement_close(rows);
    lf_text_free(&text);
    lf_text_free(&sql);
    return step == LF_STEP_DONE;
}

bool lf_load_fingerprint_rows(lf_context *ctx, lf_workspace *ws, const lf_city *city,
                              char fingerprint[LF_HASH_SIZE])
{
    for (size_t i = 0; i < city->source_count; i++)
        if (lf_is_connection(city->sources[i].full_path) &&
            !add_rows(ctx, ws, city->sources[i].layer, fingerprint))
            return false;
    return true;
}
