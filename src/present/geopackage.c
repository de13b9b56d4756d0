/*
 * Writes query rows as GeoPackage layers.
 *
 * A layer is queries/present/geopackage/NAME.sql. Its first column is `key`, an integer that
 * becomes the feature id; a column `geom` holds WKB. The header says:
 *     -- geometry: point | multipolygon | none
 *     -- real: a, b      columns of numbers; integer: likewise; all others are texts
 *     -- split_by: kind  a layer NAME_KIND for each value; the query is ordered by that column
 * Columns that depend on the city come from columns/NAME.sql (name, type, alias), and what stands
 * in them from cells/NAME.sql: (name, value) for the row :key, or, where rows are many, (key, name,
 * value) for all rows at once, in the order of the rows.
 */
#include "present/geopackage.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every file says it was last changed then: the same results give the same bytes. */
static const char *const fixed_date = "2000-01-01T00:00:00.000Z";

typedef struct package {
    const lf_report *report;
    GDALDatasetH dataset;
    OGRSpatialReferenceH crs;
    lf_text aliases; /* owned; an INSERT for the schema extension, without its last bracket */
} package;

/* One query being written. */
typedef struct layer_source {
    lf_sql_file file;
    lf_statement *rows;
    lf_sql_file columns_file, cells_file;          /* empty where there are none */
    lf_statement *cells;                           /* NULL where there are none */
    int cell_name;                                 /* column of a cell's name; its value follows */
    bool cells_in_step;                            /* cells of all rows, read along with the rows */
    lf_step cell_step;                             /* then: whether a cell is waiting */
    int key_column, geometry_column, split_column; /* -1: none */
    OGRwkbGeometryType geometry;
    int *fields; /* owned; per query column its field in the layer, or -1 */
    int first_cell_field;
    char *split_value; /* owned; of the layer being written */
    OGRLayerH layer;   /* NULL before the first row */
    uint64_t written;
} layer_source;

static bool gdal_failed(lf_context *ctx, const char *what)
{
    const char *reason = CPLGetLastErrorMsg();
    return lf_fail(ctx, "cannot write results.gpkg (%s): %s", what,
                   reason != NULL && reason[0] != '\0' ? reason : "unknown reason");
}

/* ---- opening the query --------------------------------------------------------------------------
 */

static void close_source(layer_source *source)
{
    lf_statement_close(source->rows);
    lf_statement_close(source->cells);
    lf_sql_file_free(&source->file);
    lf_sql_file_free(&source->columns_file);
    lf_sql_file_free(&source->cells_file);
    free(source->fields);
    free(source->split_value);
    *source = (layer_source){0};
}

static int find_column(const lf_statement *rows, const char *name)
{
    for (int i = 0; name != NULL && i < lf_column_count(rows); i++)
        if (strcmp(lf_column_name(rows, i), name) == 0)
            return i;
    return -1;
}

static bool read_geometry_type(lf_context *ctx, layer_source *source)
{
    static const struct {
        const char *word;
        OGRwkbGeometryType type;
    } types[] = {{"point", wkbPoint}, {"multipolygon", wkbMultiPolygon}, {"none", wkbNone}};
    const char *word = lf_sql_file_get(&source->file, "geometry");
    for (size_t i = 0; word != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(word, types[i].word) == 0) {
            source->geometry = types[i].type;
            return true;
        }
    return lf_fail(ctx, "%s: the header's 'geometry' must be point, multipolygon or none",
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
static bool read_companion(lf_context *ctx, const lf_report *report, const char *folder,
                           const char *name, lf_sql_file *file, bool *found)
{
    char *parent = lf_copyf("queries/present/geopackage/%s", folder);
    char *suffix = lf_copyf("%s.sql", name);
    char **paths = NULL;
    size_t count = 0;
    bool ok = parent != NULL && suffix != NULL ? true : lf_fail_memory(ctx);
    *found = false;
    ok = ok && lf_places_list(ctx, report->places, parent, suffix, &paths, &count);
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

static bool open_cells(lf_context *ctx, const lf_report *report, layer_source *out)
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

static bool open_source(lf_context *ctx, const lf_report *report, const char *path,
                        layer_source *out)
{
    bool with_cells = false;
    *out = (layer_source){0};
    if (!lf_sql_file_read(ctx, path, &out->file))
        return false;
    const char *name = lf_sql_file_get(&out->file, "id");
    const char *stage = lf_sql_file_get(&out->file, "stage");
    if (name == NULL)
        return lf_fail(ctx, "%s: the header has no 'id'", path);
    if ((stage != NULL && !lf_report_need_stage(ctx, report, stage)) ||
        !read_geometry_type(ctx, out) || !open_statement(ctx, report, &out->file, &out->rows) ||
        !read_companion(ctx, report, "cells", name, &out->cells_file, &with_cells))
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
static void note_alias(package *out, const char *layer, const char *field, const char *alias)
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

static bool add_field(lf_context *ctx, package *out, OGRLayerH layer, const char *name,
                      OGRFieldType type, const char *alias)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    bool ok = OGR_L_CreateField(layer, field, TRUE) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    if (ok && alias != NULL && alias[0] != '\0')
        note_alias(out, OGR_L_GetName(layer), name, alias);
    return ok || gdal_failed(ctx, name);
}

static bool add_fixed_fields(lf_context *ctx, package *out, layer_source *source)
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
        if (!add_field(ctx, out, source->layer, name, type,
                       lf_report_words(out->report, "column", name)))
            return false;
        source->fields[i] = next++;
    }
    source->first_cell_field = next;
    return true;
}

static bool add_city_fields(lf_context *ctx, package *out, layer_source *source)
{
    bool found = false;
    lf_statement *columns = NULL;
    lf_step step = LF_STEP_DONE;
    lf_sql_file_free(&source->columns_file);
    source->columns_file = (lf_sql_file){0};
    if (!read_companion(ctx, out->report, "columns", lf_sql_file_get(&source->file, "id"),
                        &source->columns_file, &found))
        return false;
    if (!found)
        return true;
    if (!open_statement(ctx, out->report, &source->columns_file, &columns))
        return false;
    bool ok = true;
    while (ok && (step = lf_statement_step(ctx, columns)) == LF_STEP_ROW) {
        const char *type = lf_column_text(columns, 1);
        bool real = type != NULL && strcmp(type, "real") == 0;
        ok = add_field(ctx, out, source->layer, lf_column_text(columns, 0),
                       real ? OFTReal : OFTString, lf_column_text(columns, 2));
    }
    lf_statement_close(columns);
    return ok && step == LF_STEP_DONE;
}

/* "areas_district": letters, digits and characters beyond ASCII; anything else becomes _. */
static char *layer_name(const layer_source *source)
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

static char *layer_title(const package *out, const layer_source *source)
{
    const char *title = lf_sql_file_get(&source->file, out->report->chinese ? "title_zh" : "title");
    const char *plain = title != NULL ? title : lf_sql_file_get(&source->file, "id");
    if (source->split_value == NULL)
        return lf_copy(plain);
    return lf_copyf("%s · %s", plain, lf_report_label(out->report, "kind", source->split_value));
}

static bool create_layer(lf_context *ctx, package *out, layer_source *source)
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
        gdal_failed(ctx, name);
    else
        ok = add_fixed_fields(ctx, out, source) && add_city_fields(ctx, out, source);
done:
    CSLDestroy(options);
    free(name);
    free(title);
    return ok;
}

/* Begins a new layer at the first row, and where the value of split_by changes. */
static bool choose_layer(lf_context *ctx, package *out, layer_source *source)
{
    const char *value =
        source->split_column < 0 ? NULL : lf_column_text(source->rows, source->split_column);
    if (source->layer != NULL &&
        (source->split_column < 0 ||
         (value != NULL && source->split_value != NULL && strcmp(value, source->split_value) == 0)))
        return true;
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

static bool set_geometry(lf_context *ctx, const layer_source *source, OGRFeatureH feature)
{
    size_t size = 0;
    const void *wkb = lf_column_blob(source->rows, source->geometry_column, &size);
    OGRGeometryH geometry = NULL;
    if (wkb == NULL)
        return true;
    if (OGR_G_CreateFromWkb(wkb, NULL, &geometry, (int)size) != OGRERR_NONE)
        return gdal_failed(ctx, "geometry");
    if (source->geometry == wkbMultiPolygon)
        geometry = OGR_G_ForceToMultiPolygon(geometry);
    return OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE ||
           gdal_failed(ctx, "geometry");
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
static void set_cell(const layer_source *source, OGRFeatureH feature, int *hint)
{
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(source->layer);
    const char *name = lf_column_text(source->cells, source->cell_name);
    int field = name == NULL ? -1 : find_field(fields, name, source->first_cell_field, *hint);
    if (field < 0)
        return; /* e.g. a category that the city no longer names */
    set_field(feature, field, source->cells, source->cell_name + 1);
    *hint = field + 1;
}

static bool set_own_cells(lf_context *ctx, const layer_source *source, int64_t key,
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
static bool set_cells_in_step(lf_context *ctx, layer_source *source, int64_t key,
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
static bool all_cells_are_set(lf_context *ctx, const layer_source *source)
{
    if (!source->cells_in_step || source->cell_step == LF_STEP_DONE)
        return true;
    return lf_fail(ctx, "%s: the cell of key %lld stands out of the order of the rows, or has none",
                   source->cells_file.path, (long long)lf_column_integer(source->cells, 0));
}

static bool set_cells(lf_context *ctx, layer_source *source, int64_t key, OGRFeatureH feature)
{
    if (source->cells == NULL)
        return true;
    return source->cells_in_step ? set_cells_in_step(ctx, source, key, feature)
                                 : set_own_cells(ctx, source, key, feature);
}

static bool write_row(lf_context *ctx, layer_source *source)
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
    ok = OGR_L_CreateFeature(source->layer, feature) == OGRERR_NONE || gdal_failed(ctx, "row");
done:
    OGR_F_Destroy(feature);
    return ok;
}

static bool write_source(lf_context *ctx, package *out, const char *path)
{
    layer_source source;
    lf_step step = LF_STEP_FAILED;
    bool ok = open_source(ctx, out->report, path, &source);
    while (ok && (step = lf_statement_step(ctx, source.rows)) == LF_STEP_ROW) {
        ok = choose_layer(ctx, out, &source) && write_row(ctx, &source);
        if (ok && ++source.written % 4096 == 0) {
            lf_tell_progress(ctx, "writing results.gpkg", source.written, 0);
            ok = !lf_stopping(ctx);
        }
    }
    ok = ok && step == LF_STEP_DONE && all_cells_are_set(ctx, &source);
    close_source(&source);
    return ok;
}

/* ---- the file -----------------------------------------------------------------------------------
 */

static bool open_package(lf_context *ctx, const char *path, package *out)
{
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    if (driver == NULL) {
        GDALAllRegister();
        driver = GDALGetDriverByName("GPKG");
    }
    if (driver == NULL)
        return lf_fail(ctx, "GDAL was built without the GeoPackage driver");
    out->crs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(out->crs, lf_workspace_srid(out->report->workspace)) != OGRERR_NONE)
        return gdal_failed(ctx, "coordinate system");
    OSRSetAxisMappingStrategy(out->crs, OAMS_TRADITIONAL_GIS_ORDER);
    remove(path);
    out->dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    if (out->dataset == NULL || GDALDatasetStartTransaction(out->dataset, FALSE) != OGRERR_NONE)
        return gdal_failed(ctx, path);
    return true;
}

static bool run_sql(lf_context *ctx, const package *out, const char *sql)
{
    CPLErrorReset();
    GDALDatasetReleaseResultSet(out->dataset, GDALDatasetExecuteSQL(out->dataset, sql, NULL, NULL));
    return CPLGetLastErrorType() < CE_Failure || gdal_failed(ctx, "column aliases");
}

/* The aliases of the columns, as the GeoPackage schema extension keeps them. */
static bool write_aliases(lf_context *ctx, package *out)
{
    if (out->aliases.length == 0)
        return true;
    lf_text_add(&out->aliases, ")");
    if (out->aliases.failed)
        return lf_fail_memory(ctx);
    return run_sql(ctx, out,
                   "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT"
                   " NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name"
                   " TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT"
                   " gdc_tn UNIQUE (table_name, name))") &&
           run_sql(ctx, out,
                   "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,"
                   " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive"
                   " BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT"
                   " gdcc_ntv UNIQUE (constraint_name, constraint_type, value))") &&
           run_sql(ctx, out,
                   "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,"
                   " extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,"
                   " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))") &&
           run_sql(ctx, out,
                   "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',"
                   " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
                   " ('gpkg_data_column_constraints', NULL, 'gpkg_schema',"
                   " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')") &&
           run_sql(ctx, out, lf_text_get(&out->aliases));
}

static bool write_all(lf_context *ctx, package *out)
{
    char **paths = NULL;
    size_t count = 0;
    bool ok = lf_places_list(ctx, out->report->places, "queries/present/geopackage", ".sql", &paths,
                             &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = write_source(ctx, out, paths[i]);
    lf_free_names(paths, count);
    ok = ok && write_aliases(ctx, out);
    return ok && (GDALDatasetCommitTransaction(out->dataset) == OGRERR_NONE ||
                  gdal_failed(ctx, "commit"));
}

/* Closing writes what GDAL kept back, e.g. the spatial indexes; an error then must not pass unseen.
 */
static bool close_package(lf_context *ctx, package *out, bool ok)
{
    if (!ok && out->dataset != NULL)
        GDALDatasetRollbackTransaction(out->dataset);
    CPLErrorReset();
    if (out->dataset != NULL)
        GDALClose(out->dataset);
    if (ok && CPLGetLastErrorType() >= CE_Failure)
        ok = gdal_failed(ctx, "closing");
    OSRDestroySpatialReference(out->crs);
    lf_text_free(&out->aliases);
    return ok;
}

bool lf_geopackage_write(lf_context *ctx, const lf_report *report, const char *path)
{
    package out = {.report = report};
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", fixed_date);
    bool ok = open_package(ctx, path, &out) && write_all(ctx, &out);
    ok = close_package(ctx, &out, ok);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CPLPopErrorHandler();
    return ok;
}
