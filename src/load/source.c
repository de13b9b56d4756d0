/* Opening a source and walking through its features. See source.h. */
#include "load/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "base/words.h"
#include "load/locate.h"
#include "load/select.h"
#include "load/values.h"

/* Drivers that read local files or data bases only; others need the context's leave. */
static const char *const local_drivers[] = {"GPKG",
                                            "ESRI Shapefile",
                                            "GeoJSON",
                                            "GeoJSONSeq",
                                            "ESRIJSON",
                                            "TopoJSON",
                                            "CSV",
                                            "FlatGeobuf",
                                            "GML",
                                            "LIBKML",
                                            "KML",
                                            "OpenFileGDB",
                                            "DXF",
                                            "CAD",
                                            "DGN",
                                            "OSM",
                                            "XLSX",
                                            "XLS",
                                            "ODS",
                                            "SQLite",
                                            "PostgreSQL",
                                            "MySQL",
                                            "MapInfo File",
                                            "GPX",
                                            "Parquet",
                                            "Arrow",
                                            "JML",
                                            "MapML",
                                            "OGR_GMT",
                                            "Idrisi",
                                            "AVCBin",
                                            "AVCE00",
                                            "PGeo",
                                            "Memory",
                                            NULL};

/* ---- dBASE encodings ---- */

/* Bytes of the language mark that say nothing (0), or a code page that Chinese programs write
 * whatever the text is (Windows ANSI), or GBK itself. */
static bool mark_says_little(unsigned char mark)
{
    return mark == 0x00 || mark == 0x57 || mark == 0x03 || mark == 0x4D;
}

static bool claims_utf8(const char *cpg_name)
{
    lf_context dropped = {0};
    char *text = NULL;
    bool utf8 = lf_read_file(&dropped, cpg_name, &text, NULL) &&
                (strncasecmp(text, "UTF", 3) == 0 || lf_starts_with(text, "65001"));
    free(text);
    return utf8;
}

/*
 * The encoding of a shapefile's table where its .cpg is absent, or says UTF-8 though the bytes are
 * not.
 */
static bool judge_dbf(lf_context *ctx, lf_source *source)
{
    lf_encoding found = LF_ENCODING_ASCII;
    char *bytes = NULL;
    size_t length = 0;
    char *dbf = lf_side_file(source->name, "dbf");
    char *cpg = lf_side_file(source->name, "cpg");
    bool is_table = dbf != NULL && (cpg == NULL || claims_utf8(cpg));
    bool ok = !is_table || lf_read_virtual(ctx, dbf, &bytes, &length);
    if (ok && bytes != NULL && lf_encoding_of_dbf(bytes, length, &found)) {
        bool telling =
            cpg == NULL ? mark_says_little((unsigned char)bytes[29]) : found == LF_ENCODING_GB18030;
        source->encoding = telling ? lf_copy(lf_encoding_name(found)) : NULL;
        source->encoding_assumed = telling && found != LF_ENCODING_ASCII;
    }
    free(bytes);
    free(dbf);
    free(cpg);
    return ok;
}

/* ---- opening ---- */

static bool is_shapefile(const char *name)
{
    char extension[16];
    lf_extension(name, extension);
    return strcmp(extension, "shp") == 0 || strcmp(extension, "dbf") == 0;
}

static char **open_options(const lf_source *source)
{
    char extension[16];
    char **options = NULL;
    lf_extension(source->name, extension);
    if (is_shapefile(source->name)) {
        if (source->encoding != NULL)
            options = CSLSetNameValue(options, "ENCODING", source->encoding);
    } else if (strcmp(extension, "gml") == 0 || strcmp(extension, "xml") == 0) {
        options = CSLSetNameValue(options, "WRITE_GFS", "NO");
        options = CSLSetNameValue(options, "DOWNLOAD_SCHEMA", "NO");
    }
    for (size_t i = 0; i < source->given->open_option_count; i++)
        options = CSLMerge(options, (char *[]){source->given->open_options[i], NULL});
    return options;
}

static const char *name_to_open(const lf_source *source, lf_text *scratch)
{
    char extension[16];
    if (!source->is_csv)
        return source->name;
    lf_extension(source->csv.name, extension);
    /* The driver takes other extensions than csv only when told so. */
    lf_text_addf(scratch, "%s%s", strcmp(extension, "csv") == 0 ? "" : "CSV:", source->csv.name);
    return lf_text_get(scratch);
}

static bool open_dataset(lf_context *ctx, lf_source *source)
{
    lf_text scratch = {0};
    char **options = open_options(source);
    const char *const *drivers = ctx->allow_network ? NULL : local_drivers;
    static const char *const only_csv[] = {"CSV", NULL};
    lf_quiet_clear(source->quiet);
    source->dataset =
        GDALOpenEx(name_to_open(source, &scratch), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                   source->is_csv ? only_csv : drivers, (const char *const *)options, NULL);
    CSLDestroy(options);
    lf_text_free(&scratch);
    if (source->dataset == NULL)
        return lf_fail(ctx, "%s: no driver reads it (%s)", source->shown,
                       lf_quiet_reason(source->quiet, "not a vector format that is known"));
    source->driver = GDALGetDriverShortName(GDALGetDatasetDriver(source->dataset));
    return true;
}

static bool prepare_encoding(lf_context *ctx, lf_source *source)
{
    const lf_city_source *given = source->given;
    if (source->is_csv) {
        bool typed = given->select != NULL || given->where != NULL;
        if (!lf_csv_prepare(ctx, source->name, given->encoding, typed, &source->csv))
            return false;
        source->encoding = lf_copy(source->csv.encoding);
        source->encoding_assumed = source->csv.assumed;
        return source->encoding != NULL || lf_fail_memory(ctx);
    }
    if (given->encoding != NULL) {
        source->encoding = lf_copy(given->encoding);
        return source->encoding != NULL || lf_fail_memory(ctx);
    }
    return !is_shapefile(source->name) || judge_dbf(ctx, source);
}

bool lf_source_open(lf_context *ctx, const lf_places *places, const lf_city_source *given,
                    lf_quiet *quiet, lf_source *out)
{
    *out = (lf_source){.given = given, .quiet = quiet, .driver = "", .x = -1, .y = -1, .wkt = -1};
    out->shown = lf_shown_path(given->path);
    if (out->shown == NULL)
        return lf_fail_memory(ctx);
    if (!lf_locate(ctx, given->full_path, given->ogr_layer, &out->name))
        return false;
    out->is_csv = lf_is_csv(out->name);
    out->is_gtfs = lf_ends_with(out->name, "/stops.txt");
    return prepare_encoding(ctx, out) && open_dataset(ctx, out) &&
           lf_select_read(ctx, places, given, out->driver, &out->statements, &out->statement_count);
}

void lf_source_close(lf_source *source)
{
    lf_source_end_pass(source);
    if (source->dataset != NULL)
        GDALClose(source->dataset);
    lf_csv_free(&source->csv);
    lf_free_names(source->statements, source->statement_count);
    free(source->name);
    free(source->shown);
    free(source->encoding);
    *source = (lf_source){0};
}

/* ---- features ---- */

bool lf_source_next(lf_context *ctx, lf_source *source, OGRFeatureH *out)
{
    lf_quiet_clear(source->quiet);
    *out = OGR_L_GetNextFeature(source->layer);
    if (*out != NULL) {
        source->row++;
        return true;
    }
    /* The end of a layer and a broken file look alike; only the message tells them apart. */
    if (source->quiet->message[0] != '\0')
        return lf_fail(ctx, "%s: breaks off after %lld rows: %s", source->shown,
                       (long long)source->row, source->quiet->message);
    return true;
}

const char *lf_source_text(lf_source *source, OGRFeatureH feature, int column, lf_text *scratch)
{
    lf_context dropped = {0};
    char *utf8 = NULL;
    size_t length = 0;
    if (!OGR_F_IsFieldSetAndNotNull(feature, column))
        return NULL;
    const char *text = OGR_F_GetFieldAsString(feature, column);
    bool said = source->encoding != NULL && !source->is_csv && !is_shapefile(source->name);
    if (!said && lf_is_utf8(text, strlen(text)))
        return text;
    const char *encoding = said ? source->encoding : "GB18030";
    if (!lf_recode(&dropped, "", encoding, text, strlen(text), &utf8, &length)) {
        lf_clear_error(&dropped);
        if (!lf_recode(&dropped, "", "CP1252", text, strlen(text), &utf8, &length))
            return lf_is_utf8(text, strlen(text)) ? text : "";
    }
    source->recoded_texts = source->recoded_texts || !said;
    lf_text_clear(scratch);
    lf_text_add(scratch, utf8);
    free(utf8);
    return lf_text_get(scratch);
}

/* A coordinate of a column: number, blank, or something else, which *problem then tells. */
static lf_reading read_coordinate(lf_source *source, OGRFeatureH feature, int column, double *out,
                                  lf_text *scratch, const char **problem)
{
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, column));
    if (OGR_F_IsFieldSetAndNotNull(feature, column) && type == OFTReal) {
        *out = OGR_F_GetFieldAsDouble(feature, column);
        return LF_READ_OK;
    }
    const char *text = lf_source_text(source, feature, column, scratch);
    lf_reading reading = text == NULL ? LF_READ_BLANK : lf_value_number(text, out);
    if (reading == LF_READ_WRONG) {
        char *value = lf_copy(text);
        lf_text_clear(scratch);
        lf_text_addf(scratch, N_("%s: '%s' is not a number"), lf_source_column_name(source, column),
                     value == NULL ? "" : value);
        free(value);
        *problem = lf_text_get(scratch);
    }
    return reading;
}

static OGRGeometryH point_of_columns(lf_source *source, OGRFeatureH feature, lf_text *scratch,
                                     const char **problem)
{
    double x = 0.0;
    double y = 0.0;
    lf_reading has_x = read_coordinate(source, feature, source->x, &x, scratch, problem);
    if (has_x == LF_READ_WRONG)
        return NULL;
    lf_reading has_y = read_coordinate(source, feature, source->y, &y, scratch, problem);
    if (has_x != LF_READ_OK || has_y != LF_READ_OK)
        return NULL;
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    if (point != NULL)
        OGR_G_SetPoint_2D(point, 0, x, y);
    return point;
}

static OGRGeometryH shape_of_wkt(lf_source *source, OGRFeatureH feature, lf_text *scratch,
                                 const char **problem)
{
    const char *text = lf_source_text(source, feature, source->wkt, scratch);
    OGRGeometryH geometry = NULL;
    if (lf_value_is_blank(text))
        return NULL;
    char *copy = lf_copy(text);
    char *rest = copy;
    if (copy == NULL || OGR_G_CreateFromWkt(&rest, NULL, &geometry) != OGRERR_NONE) {
        OGR_G_DestroyGeometry(geometry);
        geometry = NULL;
        *problem = N_("the geometry is not well-known text");
    }
    free(copy);
    return geometry;
}

OGRGeometryH lf_source_geometry(lf_source *source, OGRFeatureH feature, lf_text *scratch,
                                const char **problem)
{
    *problem = NULL;
    if (source->x != LF_NO_COLUMN)
        return point_of_columns(source, feature, scratch, problem);
    if (source->wkt != LF_NO_COLUMN)
        return shape_of_wkt(source, feature, scratch, problem);
    return source->has_geometry ? OGR_F_StealGeometry(feature) : NULL;
}

void lf_source_feature_name(const lf_source *source, OGRFeatureH feature, char *out, size_t size)
{
    if (source->is_result)
        snprintf(out, size, "row %lld", (long long)source->row);
    else if (source->is_csv) /* the heading is line 1, the first feature has number 1 */
        snprintf(out, size, "line %lld", (long long)OGR_F_GetFID(feature) + 1);
    else
        snprintf(out, size, "feature %lld", (long long)OGR_F_GetFID(feature));
}

/* ---- columns ---- */

int lf_source_column_count(const lf_source *source)
{
    return OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(source->layer));
}

const char *lf_source_column_name(const lf_source *source, int column)
{
    return OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(source->layer), column));
}

bool lf_source_is_nested(const lf_source *source, int column)
{
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(source->layer), column);
    OGRFieldType type = OGR_Fld_GetType(field);
    return OGR_Fld_GetSubType(field) == OFSTJSON || type == OFTStringList ||
           type == OFTIntegerList || type == OFTInteger64List || type == OFTRealList;
}

int lf_source_find_column(const lf_source *source, const char *name)
{
    int count = lf_source_column_count(source);
    for (int i = 0; i < count; i++)
        if (strcmp(lf_source_column_name(source, i), name) == 0)
            return i;
    for (int i = 0; i < count; i++)
        if (lf_same_word(lf_source_column_name(source, i), name))
            return i;
    return LF_NO_COLUMN;
}

bool lf_source_fail_column(lf_context *ctx, const lf_source *source, const char *key,
                           const char *name)
{
    int count = lf_source_column_count(source);
    const char **names = calloc((size_t)count + 1, sizeof *names);
    char meant[LF_MEANT_SIZE];
    lf_text list = {0};
    for (int i = 0; names != NULL && i < count; i++) {
        names[i] = lf_source_column_name(source, i);
        lf_text_addf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *near = names == NULL ? NULL : lf_nearest_word(name, names, (size_t)count);
    lf_fail(ctx, "%s: %s: %s has no column '%s'%s (columns: %s)", source->given->layer, key,
            source->shown, name, lf_say_near(ctx, near, meant), lf_text_get(&list));
    lf_text_free(&list);
    free(names);
    return false;
}
