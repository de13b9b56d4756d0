/*
 * Writes query rows as GeoPackage layers.
 *
 * A layer is queries/present/geopackage/NAME.sql. Its first column is `key`, an integer that
 * becomes the feature id; a column `geom` holds WKB. The header says:
 *     -- geometry: point | linestring | multilinestring | multipolygon | none
 *     -- real: a, b      columns of numbers; integer: likewise; all others are texts
 *     -- split_by: kind  a layer NAME_KIND for each value; the query is ordered by that column
 *     -- style: …, -- rule: …, -- label: …  how it looks; see geopackage_look.c
 * Columns that depend on the city come from columns/NAME.sql (name, type, alias; then slice_title,
 * measure, unit, better, band_low, band_high where they are measures), and what stands in them
 * from cells/NAME.sql: (name, value) for the row :key, or, where rows are many, (key, name,
 * value) for all rows at once, in the order of the rows.
 */
#include <cpl_string.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/geopackage_own.h"

/* ---- opening the query --------------------------------------------------------------------------
 */

static void free_fields(lf_layer_source *source)
{
    for (size_t i = 0; i < source->about_count; i++) {
        lf_package_field *field = &source->about[i];
        free(field->name);
        free(field->alias);
        free(field->measure);
        free(field->unit);
        free(field->better);
    }
    free(source->about);
    source->about = NULL;
    source->about_count = 0;
}

static void close_source(lf_layer_source *source)
{
    free_fields(source);
    lf_statement_close(source->rows);
    lf_statement_close(source->cells);
    lf_sql_file_free(&source->file);
    lf_sql_file_free(&source->columns_file);
    lf_sql_file_free(&source->cells_file);
    free(source->fields);
    free(source->split_value);
    *source = (lf_layer_source){0};
}

static int find_column(const lf_statement *rows, const char *name)
{
    for (int i = 0; name != NULL && i < lf_column_count(rows); i++)
        if (strcmp(lf_column_name(rows, i), name) == 0)
            return i;
    return -1;
}

static bool read_geometry_type(lf_context *ctx, lf_layer_source *source)
{
    static const struct {
        const char *word;
        OGRwkbGeometryType type;
    } types[] = {{"point", wkbPoint},
                 {"linestring", wkbLineString},
                 {"multilinestring", wkbMultiLineString},
                 {"multipolygon", wkbMultiPolygon},
                 {"none", wkbNone}};
    const char *word = lf_sql_file_get(&source->file, "geometry");
    for (size_t i = 0; word != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(word, types[i].word) == 0) {
            source->geometry = types[i].type;
            return true;
        }
    return lf_fail(ctx,
                   "%s: the header's 'geometry' must be point, linestring, multilinestring, "
                   "multipolygon or none",
                   source->file.path);
}

static void bind_language(lf_statement *statement, const lf_report *report)
{
    int index = lf_bind_index(statement, ":language");
    if (index > 0)
        lf_bind_text(statement, index, lf_report_language(report));
}

static bool open_statement(lf_context *ctx, const lf_report *report, const lf_sql_file *file,
                           lf_statement **out)
{
    if (!lf_prepare_reading(ctx, report->workspace, file->path, file->text, out, NULL, NULL))
        return false;
    bind_language(*out, report);
    return true;
}

/* Reads columns/NAME.sql or cells/NAME.sql where there is one; *found tells. */
static bool read_companion(lf_context *ctx, const lf_package *package, const char *folder,
                           const char *name, lf_sql_file *file, bool *found)
{
    char *parent = lf_copyf("%s/%s", package->folder, folder);
    char *suffix = lf_copyf("%s.sql", name);
    char **paths = NULL;
    size_t count = 0;
    bool ok = parent != NULL && suffix != NULL ? true : lf_fail_memory(ctx);
    *found = false;
    ok = ok && lf_places_list(ctx, package->report->places, parent, suffix, &paths, &count);
    for (size_t i = 0; ok && i < count && !*found; i++) {
        const char *slash = strrchr(paths[i], '/');
        if (slash == NULL || strcmp(slash + 1, suffix) != 0)
            continue;
        *found = true;
        ok = lf_sql_file_read(ctx, paths[i], file);
    }
    lf_free_names(paths, count);
    free(parent);
    free(suffix);
    return ok;
}

static bool open_cells(lf_context *ctx, const lf_report *report, lf_layer_source *out)
{
    if (!open_statement(ctx, report, &out->cells_file, &out->cells))
        return false;
    int key = find_column(out->cells, "key");
    bool one_row = lf_bind_index(out->cells, ":key") > 0;
    out->cell_name = key + 1;
    out->cells_in_step = key == 0;
    if (key > 0 || out->cells_in_step == one_row ||
        lf_column_count(out->cells) != out->cell_name + 2)
        return lf_fail(ctx,
                       "%s: expected the columns name and value for the row :key, or key, name and "
                       "value for all rows",
                       out->cells_file.path);
    if (!out->cells_in_step)
        return true;
    out->cell_step = lf_statement_step(ctx, out->cells);
    return out->cell_step != LF_STEP_FAILED;
}

static bool open_source(lf_context *ctx, const lf_package *package, const char *path,
                        lf_layer_source *out)
{
    const lf_report *report = package->report;
    bool with_cells = false;
    *out = (lf_layer_source){0};
    if (!lf_sql_file_read(ctx, path, &out->file))
        return false;
    const char *name = lf_sql_file_get(&out->file, "id");
    const char *stage = lf_sql_file_get(&out->file, "stage");
    if (name == NULL)
        return lf_fail(ctx, "%s: the header has no 'id'", path);
    if ((stage != NULL && !lf_report_need_stage(ctx, report, stage)) ||
        !read_geometry_type(ctx, out) || !open_statement(ctx, report, &out->file, &out->rows) ||
        !read_companion(ctx, package, "cells", name, &out->cells_file, &with_cells))
        return false;
    out->key_column = find_column(out->rows, "key");
    out->geometry_column = find_column(out->rows, "geom");
    out->split_column = find_column(out->rows, lf_sql_file_get(&out->file, "split_by"));
    out->fields = malloc(sizeof(int) * (size_t)lf_column_count(out->rows));
    if (out->fields == NULL)
        return lf_fail_memory(ctx);
    if (out->key_column != 0 || (out->geometry_column < 0) != (out->geometry == wkbNone))
        return lf_fail(ctx,
                       "%s: expected the columns 'key' first, and 'geom' where the header's "
                       "'geometry' is not none",
                       path);
    return !with_cells || open_cells(ctx, report, out);
}

/* ---- making a layer -----------------------------------------------------------------------------
 */

/* Whether a list such as "a, b" of a header key names the column. */
static bool lists(const lf_sql_file *file, const char *key, const char *name)
{
    const char *list = lf_sql_file_get(file, key);
    size_t length = strlen(name);
    while (list != NULL && *list != '\0') {
        list += strspn(list, " ,");
        size_t word = strcspn(list, " ,");
        if (word == length && strncmp(list, name, length) == 0)
            return true;
        list += word;
    }
    return false;
}

/* A text as an SQL literal. */
static void add_literal(lf_text *sql, const char *text)
{
    lf_text_add(sql, "'");
    for (; *text != '\0'; text++)
        lf_text_add_bytes(sql, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
    lf_text_add(sql, "'");
}

/* GDAL writes aliases from 3.8 on only; the rows of the schema extension are the same. An alias
 * that the layer has already is left out, as the extension wants them different. */
static void note_alias(lf_package *out, const char *layer, const char *field, const char *alias)
{
    lf_text_add(&out->aliases, out->aliases.length > 0
                                   ? "), ("
                                   : "INSERT OR IGNORE INTO gpkg_data_columns"
                                     " (table_name, column_name, name, title) VALUES (");
    const char *const texts[] = {layer, field, alias, alias};
    for (int i = 0; i < 4; i++) {
        lf_text_add(&out->aliases, i > 0 ? ", " : "");
        add_literal(&out->aliases, texts[i]);
    }
}

/* Adds a field and remembers what is known about it; takes over the texts of `about`. */
static bool add_field(lf_context *ctx, lf_package *out, lf_layer_source *source,
                      lf_package_field about, OGRFieldType type)
{
    lf_package_field *fields =
        realloc(source->about, (source->about_count + 1) * sizeof *source->about);
    if (fields == NULL)
        return lf_fail_memory(ctx);
    source->about = fields;
    fields[source->about_count++] = about;
    if (about.name == NULL || about.alias == NULL)
        return lf_fail_memory(ctx);
    OGRFieldDefnH field = OGR_Fld_Create(about.name, type);
    bool ok = OGR_L_CreateField(source->layer, field, TRUE) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    if (ok && about.alias[0] != '\0')
        note_alias(out, OGR_L_GetName(source->layer), about.name, about.alias);
    return ok || lf_package_failed(ctx, about.name);
}

static char *text_or_empty(const char *text)
{
    return lf_copy(text != NULL ? text : "");
}

static bool add_fixed_fields(lf_context *ctx, lf_package *out, lf_layer_source *source)
{
    int next = 0;
    for (int i = 0; i < lf_column_count(source->rows); i++) {
        source->fields[i] = -1;
        if (i == source->key_column || i == source->geometry_column)
            continue;
        const char *name = lf_column_name(source->rows, i);
        OGRFieldType type = lists(&source->file, "real", name)      ? OFTReal
                            : lists(&source->file, "integer", name) ? OFTInteger64
                                                                    : OFTString;
        lf_package_field about = {.name = lf_copy(name),
                                  .alias =
                                      text_or_empty(lf_report_words(out->report, "column", name))};
        if (!add_field(ctx, out, source, about, type))
            return false;
        source->fields[i] = next++;
    }
    source->first_cell_field = next;
    return true;
}

/* The text of a column that the query may leave out. */
static const char *text_in(const lf_statement *rows, const char *name)
{
    int column = find_column(rows, name);
    return column < 0 ? NULL : lf_column_text(rows, column);
}

static double number_in(const lf_statement *rows, const char *name)
{
    int column = find_column(rows, name);
    return column < 0 ? NAN : lf_column_real(rows, column);
}

/* "Coverage · Food market" */
static char *city_alias(const lf_report *report, const lf_statement *columns)
{
    const char *alias = lf_column_text(columns, 2), *slice = text_in(columns, "slice_title");
    if (slice == NULL || slice[0] == '\0' || alias == NULL)
        return text_or_empty(alias);
    return lf_copyf("%s · %s", alias, lf_report_label(report, "slice_title", slice));
}

static bool add_city_field(lf_context *ctx, lf_package *out, lf_layer_source *source,
                           const lf_statement *columns)
{
    const char *type = lf_column_text(columns, 1);
    bool real = type != NULL && strcmp(type, "real") == 0;
    lf_package_field about = {.name = lf_copy(lf_column_text(columns, 0)),
                              .alias = city_alias(out->report, columns),
                              .measure = lf_copy(text_in(columns, "measure")),
                              .unit = lf_copy(text_in(columns, "unit")),
                              .better = lf_copy(text_in(columns, "better")),
                              .band_low = number_in(columns, "band_low"),
                              .band_high = number_in(columns, "band_high")};
    return add_field(ctx, out, source, about, real ? OFTReal : OFTString);
}

static bool add_city_fields(lf_context *ctx, lf_package *out, lf_layer_source *source)
{
    bool found = false;
    lf_statement *columns = NULL;
    lf_step step = LF_STEP_DONE;
    lf_sql_file_free(&source->columns_file);
    source->columns_file = (lf_sql_file){0};
    if (!read_companion(ctx, out, "columns", lf_sql_file_get(&source->file, "id"),
                        &source->columns_file, &found))
        return false;
    if (!found)
        return true;
    if (!open_statement(ctx, out->report, &source->columns_file, &columns))
        return false;
    bool ok = true;
    while (ok && (step = lf_statement_step(ctx, columns)) == LF_STEP_ROW)
        ok = add_city_field(ctx, out, source, columns);
    lf_statement_close(columns);
    return ok && step == LF_STEP_DONE;
}

/* "areas_district": letters, digits and characters beyond ASCII; anything else becomes _. */
static char *layer_name(const lf_layer_source *source)
{
    const char *id = lf_sql_file_get(&source->file, "id");
    char *name =
        source->split_value == NULL ? lf_copy(id) : lf_copyf("%s_%s", id, source->split_value);
    for (char *c = name; c != NULL && *c != '\0'; c++)
        if ((unsigned char)*c < 0x80 && strchr("abcdefghijklmnopqrstuvwxyz"
                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
                                               *c) == NULL)
            *c = '_';
    return name;
}

static char *layer_title(const lf_package *out, const lf_layer_source *source)
{
    const char *title = lf_sql_file_get(&source->file, out->report->chinese ? "title_zh" : "title");
    const char *plain = title != NULL ? title : lf_sql_file_get(&source->file, "id");
    if (source->split_value == NULL)
        return lf_copy(plain);
    return lf_copyf("%s · %s", plain, lf_report_label(out->report, "kind", source->split_value));
}

static bool create_layer(lf_context *ctx, lf_package *out, lf_layer_source *source)
{
    char *name = layer_name(source), *title = layer_title(out, source);
    char **options = NULL;
    bool ok = false;
    if (name == NULL || title == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "IDENTIFIER", title);
    source->layer =
        GDALDatasetCreateLayer(out->dataset, name, source->geometry == wkbNone ? NULL : out->crs,
                               source->geometry, options);
    if (source->layer == NULL)
        lf_package_failed(ctx, name);
    else
        ok = add_fixed_fields(ctx, out, source) && add_city_fields(ctx, out, source);
done:
    CSLDestroy(options);
    free(name);
    free(title);
    return ok;
}

/* Begins a new layer at the first row, and where the value of split_by changes. */
static bool choose_layer(lf_context *ctx, lf_package *out, lf_layer_source *source)
{
    const char *value =
        source->split_column < 0 ? NULL : lf_column_text(source->rows, source->split_column);
    if (source->layer != NULL &&
        (source->split_column < 0 ||
         (value != NULL && source->split_value != NULL && strcmp(value, source->split_value) == 0)))
        return true;
    if (source->layer != NULL && !lf_package_style_layer(ctx, out, source))
        return false;
    free_fields(source);
    free(source->split_value);
    source->split_value = source->split_column < 0 ? NULL : lf_copy(value != NULL ? value : "");
    if (source->split_column >= 0 && source->split_value == NULL)
        return lf_fail_memory(ctx);
    return create_layer(ctx, out, source);
}

/* ---- rows ---------------------------------------------------------------------------------------
 */

static void set_field(OGRFeatureH feature, int field, const lf_statement *rows, int column)
{
    switch (lf_column_kind(rows, column)) {
    case LF_INTEGER:
        OGR_F_SetFieldInteger64(feature, field, lf_column_integer(rows, column));
        break;
    case LF_REAL:
        OGR_F_SetFieldDouble(feature, field, lf_column_real(rows, column));
        break;
    case LF_TEXT:
        OGR_F_SetFieldString(feature, field, lf_column_text(rows, column));
        break;
    default:
        OGR_F_SetFieldNull(feature, field);
    }
}

static bool set_geometry(lf_context *ctx, const lf_layer_source *source, OGRFeatureH feature)
{
    size_t size = 0;
    const void *wkb = lf_column_blob(source->rows, source->geometry_column, &size);
    OGRGeometryH geometry = NULL;
    if (wkb == NULL)
        return true;
    if (OGR_G_CreateFromWkb(wkb, NULL, &geometry, (int)size) != OGRERR_NONE)
        return lf_package_failed(ctx, "geometry");
    if (source->geometry == wkbMultiPolygon)
        geometry = OGR_G_ForceToMultiPolygon(geometry);
    else if (source->geometry == wkbMultiLineString)
        geometry = OGR_G_ForceToMultiLineString(geometry);
    return OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE ||
           lf_package_failed(ctx, "geometry");
}

/* The field of a name. Cells come in the order of the fields, so the one after the last is tried
 * first. */
static int find_field(OGRFeatureDefnH fields, const char *name, int first, int hint)
{
    int count = OGR_FD_GetFieldCount(fields);
    for (int i = 0; i < count - first; i++) {
        int field = first + (hint - first + i) % (count - first);
        if (strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(fields, field)), name) == 0)
            return field;
    }
    return -1;
}

/* Sets the field that the current cell names; *hint is the field expected and then the next one. */
static void set_cell(const lf_layer_source *source, OGRFeatureH feature, int *hint)
{
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(source->layer);
    const char *name = lf_column_text(source->cells, source->cell_name);
    int field = name == NULL ? -1 : find_field(fields, name, source->first_cell_field, *hint);
    if (field < 0)
        return; /* e.g. a category that the city no longer names */
    set_field(feature, field, source->cells, source->cell_name + 1);
    *hint = field + 1;
}

static bool set_own_cells(lf_context *ctx, const lf_layer_source *source, int64_t key,
                          OGRFeatureH feature)
{
    int hint = source->first_cell_field;
    lf_step step;
    lf_statement_reset(source->cells);
    lf_bind_integer(source->cells, lf_bind_index(source->cells, ":key"), key);
    while ((step = lf_statement_step(ctx, source->cells)) == LF_STEP_ROW)
        set_cell(source, feature, &hint);
    return step == LF_STEP_DONE;
}

/* One pass over all cells serves all rows: a cell waits for its row. */
static bool set_cells_in_step(lf_context *ctx, lf_layer_source *source, int64_t key,
                              OGRFeatureH feature)
{
    int hint = source->first_cell_field;
    while (source->cell_step == LF_STEP_ROW && lf_column_integer(source->cells, 0) == key) {
        set_cell(source, feature, &hint);
        source->cell_step = lf_statement_step(ctx, source->cells);
    }
    return source->cell_step != LF_STEP_FAILED;
}

/* A cell that still waits stands out of order, or belongs to no row: its value would be lost. */
static bool all_cells_are_set(lf_context *ctx, const lf_layer_source *source)
{
    if (!source->cells_in_step || source->cell_step == LF_STEP_DONE)
        return true;
    return lf_fail(ctx, "%s: the cell of key %lld stands out of the order of the rows, or has none",
                   source->cells_file.path, (long long)lf_column_integer(source->cells, 0));
}

static bool set_cells(lf_context *ctx, lf_layer_source *source, int64_t key, OGRFeatureH feature)
{
    if (source->cells == NULL)
        return true;
    return source->cells_in_step ? set_cells_in_step(ctx, source, key, feature)
                                 : set_own_cells(ctx, source, key, feature);
}

static bool write_row(lf_context *ctx, lf_layer_source *source)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(source->layer));
    int64_t key = lf_column_integer(source->rows, source->key_column);
    bool ok = false;
    OGR_F_SetFID(feature, key);
    for (int i = 0; i < lf_column_count(source->rows); i++)
        if (source->fields[i] >= 0)
            set_field(feature, source->fields[i], source->rows, i);
    if (source->geometry_column >= 0 && !set_geometry(ctx, source, feature))
        goto done;
    if (!set_cells(ctx, source, key, feature))
        goto done;
    ok =
        OGR_L_CreateFeature(source->layer, feature) == OGRERR_NONE || lf_package_failed(ctx, "row");
done:
    OGR_F_Destroy(feature);
    return ok;
}

bool lf_package_write_source(lf_context *ctx, lf_package *out, const char *path)
{
    lf_layer_source source;
    lf_step step = LF_STEP_FAILED;
    bool ok = open_source(ctx, out, path, &source);
    while (ok && (step = lf_statement_step(ctx, source.rows)) == LF_STEP_ROW) {
        ok = choose_layer(ctx, out, &source) && write_row(ctx, &source);
        if (ok && ++source.written % 4096 == 0) {
            lf_tell_progress(ctx, "writing the GeoPackage", source.written, 0);
            ok = !lf_stopping(ctx);
        }
    }
    ok = ok && step == LF_STEP_DONE && all_cells_are_set(ctx, &source) &&
         (source.layer == NULL || lf_package_style_layer(ctx, out, &source));
    close_source(&source);
    return ok;
}
