/* A pass over a source: its layer, what makes its geometry, its CRS. See source.h. */
#include "base/words.h"
#include "load/source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/locate.h"
#include "load/values.h"

void lf_source_end_pass(lf_source *source)
{
    if (source->to_city != NULL)
        OCTDestroyCoordinateTransformation(source->to_city);
    if (source->to_degrees != NULL)
        OCTDestroyCoordinateTransformation(source->to_degrees);
    OSRDestroySpatialReference(source->srs);
    if (source->is_result && source->layer != NULL)
        GDALDatasetReleaseResultSet(source->dataset, source->layer);
    free(source->layer_name);
    source->to_city = NULL;
    source->to_degrees = NULL;
    source->srs = NULL;
    source->layer = NULL;
    source->layer_name = NULL;
    source->is_result = false;
    source->has_geometry = false;
    source->x = source->y = source->wkt = LF_NO_COLUMN;
}

/* ---- which layer ---- */

static void list_layers(const lf_source *source, lf_text *list, const char **names, int count)
{
    for (int i = 0; i < count; i++) {
        names[i] = OGR_L_GetName(GDALDatasetGetLayer(source->dataset, i));
        lf_text_addf(list, "%s%s", i > 0 ? ", " : "", names[i]);
    }
}

static bool fail_layer(lf_context *ctx, const lf_source *source, const char *wanted)
{
    int count = GDALDatasetGetLayerCount(source->dataset);
    const char **names = calloc((size_t)count + 1, sizeof *names);
    char meant[LF_MEANT_SIZE];
    lf_text list = {0};
    if (names == NULL)
        return lf_fail_memory(ctx);
    list_layers(source, &list, names, count);
    const char *near = wanted == NULL ? NULL : lf_nearest_word(wanted, names, (size_t)count);
    if (count == 0)
        lf_fail(ctx, "%s: %s holds no layer", source->given->layer, source->shown);
    else if (wanted == NULL)
        lf_fail(ctx, "%s: %s holds %d layers: say which with layer: (%s)", source->given->layer,
                source->shown, count, lf_text_get(&list));
    else
        lf_fail(ctx, "%s: %s has no layer '%s'%s (layers: %s)", source->given->layer, source->shown,
                wanted, lf_say_near(ctx, near, meant), lf_text_get(&list));
    lf_text_free(&list);
    free(names);
    return false;
}

/* The layer named by the city file, else the only one, else the one named as the contract. */
static bool choose_layer(lf_context *ctx, lf_source *source)
{
    const char *wanted = source->given->ogr_layer;
    if (wanted != NULL)
        source->layer = GDALDatasetGetLayerByName(source->dataset, wanted);
    /* A shapefile's only layer carries the file's name; its folder may have been meant. */
    else if (GDALDatasetGetLayerCount(source->dataset) == 1)
        source->layer = GDALDatasetGetLayer(source->dataset, 0);
    else
        source->layer = GDALDatasetGetLayerByName(source->dataset, source->given->layer);
    return source->layer != NULL || fail_layer(ctx, source, wanted);
}

static bool run_statement(lf_context *ctx, lf_source *source, const char *sql)
{
    lf_quiet_clear(source->quiet);
    source->layer = GDALDatasetExecuteSQL(source->dataset, sql, NULL, "SQLITE");
    source->is_result = source->layer != NULL;
    if (source->layer != NULL && source->quiet->message[0] == '\0')
        return true;
    return lf_fail(ctx, "%s: the select on %s cannot be run: %s", source->given->layer,
                   source->shown, lf_quiet_reason(source->quiet, "it returns no rows"));
}

/* Length of the name or number at `text`; bytes above 127 belong to names. 0 for anything else. */
static size_t word_length(const char *text, bool *foreign)
{
    size_t length = 0;
    *foreign = false;
    for (;; length++) {
        unsigned char c = (unsigned char)text[length];
        bool plain =
            c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!plain && c < 128)
            return length;
        *foreign = *foreign || c >= 128;
    }
}

/* OGR's filter language takes names with other than ASCII letters only in double quotes. */
static void quote_names(const char *where, lf_text *out)
{
    while (*where != '\0') {
        bool foreign = false;
        size_t length = word_length(where, &foreign);
        if (length > 0) {
            lf_text_addf(out, foreign ? "\"%.*s\"" : "%.*s", (int)length, where);
        } else if (*where == '\'' || *where == '"') {
            size_t inside = strcspn(where + 1, *where == '"' ? "\"" : "'");
            length = 1 + inside + (where[1 + inside] != '\0');
            lf_text_add_bytes(out, where, length);
        } else {
            length = 1;
            lf_text_add_bytes(out, where, 1);
        }
        where += length;
    }
}

static bool filter(lf_context *ctx, lf_source *source)
{
    const char *where = source->given->where;
    lf_text quoted = {0};
    if (where == NULL)
        return true;
    quote_names(where, &quoted);
    lf_quiet_clear(source->quiet);
    bool ok = OGR_L_SetAttributeFilter(source->layer, lf_text_get(&quoted)) == OGRERR_NONE;
    lf_text_free(&quoted);
    return ok || lf_fail(ctx, "%s: where \"%s\" does not fit %s: %s", source->given->layer, where,
                         source->shown, lf_quiet_reason(source->quiet, "not understood"));
}

/* ---- what makes the geometry ---- */

static const char *const coordinate_names[][2] = {
    {"lon", "lat"},          {"longitude", "latitude"},
    {"lng", "lat"},          {"long", "lat"},
    {"经度", "纬度"},        {"stop_lon", "stop_lat"},
    {"wgs_lon", "wgs_lat"},  {"x", "y"},
    {"point_x", "point_y"},  {"xcoord", "ycoord"},
    {"easting", "northing"}, {"横坐标", "纵坐标"},
    {"x坐标", "y坐标"},      {"东坐标", "北坐标"},
};
static const char *const wkt_names[] = {"wkt", "geometry", "geom", "the_geom", "_wkt", "shape_wkt"};

static void guess_columns(lf_source *source)
{
    for (size_t i = 0; i < sizeof coordinate_names / sizeof coordinate_names[0]; i++) {
        int x = lf_source_find_column(source, coordinate_names[i][0]);
        int y = lf_source_find_column(source, coordinate_names[i][1]);
        if (x != LF_NO_COLUMN && y != LF_NO_COLUMN) {
            source->x = x;
            source->y = y;
            return;
        }
    }
    for (size_t i = 0; i < sizeof wkt_names / sizeof wkt_names[0]; i++) {
        source->wkt = lf_source_find_column(source, wkt_names[i]);
        if (source->wkt != LF_NO_COLUMN)
            return;
    }
}

static bool take_column(lf_context *ctx, const lf_source *source, const char *key, const char *name,
                        int *out)
{
    if (name == NULL)
        return true;
    *out = lf_source_find_column(source, name);
    return *out != LF_NO_COLUMN || lf_source_fail_column(ctx, source, key, name);
}

static bool find_geometry(lf_context *ctx, lf_source *source, const lf_wanted *wanted)
{
    const lf_city_source *given = source->given;
    if (!wanted->point && !wanted->polygon && wanted->line == LF_LINE_NONE)
        return true;
    if (!take_column(ctx, source, "x", given->x, &source->x) ||
        !take_column(ctx, source, "y", given->y, &source->y) ||
        !take_column(ctx, source, "wkt", given->wkt, &source->wkt))
        return false;
    bool said = source->x != LF_NO_COLUMN || source->wkt != LF_NO_COLUMN;
    bool own = OGR_FD_GetGeomFieldCount(OGR_L_GetLayerDefn(source->layer)) > 0;
    if (!said && !own)
        guess_columns(source);
    source->has_geometry = own || source->x != LF_NO_COLUMN || source->wkt != LF_NO_COLUMN;
    if (source->has_geometry || wanted->none)
        return true;
    return lf_fail(ctx,
                   "%s: %s has no geometry; %s: name its coordinate columns with x: and "
                   "y:, or wkt:",
                   given->layer, source->shown, lf_wanted_words(wanted));
}

/* ---- CRS ---- */

/* Bounds of the first geometry; false when there is none. */
static bool first_bounds(lf_source *source, OGREnvelope *box)
{
    lf_text scratch = {0};
    const char *problem = NULL;
    bool found = false;
    OGRFeatureH feature = NULL;
    while (!found && (feature = OGR_L_GetNextFeature(source->layer)) != NULL) {
        OGRGeometryH geometry = lf_source_geometry(source, feature, &scratch, &problem);
        found = geometry != NULL && !OGR_G_IsEmpty(geometry);
        if (found)
            OGR_G_GetEnvelope(geometry, box);
        OGR_G_DestroyGeometry(geometry);
        OGR_F_Destroy(feature);
    }
    lf_text_free(&scratch);
    OGR_L_ResetReading(source->layer);
    return found;
}

/* True when the first coordinates could be degrees: worth a hint, not enough to assume it. */
static bool looks_like_degrees(lf_source *source)
{
    OGREnvelope box = {0};
    return first_bounds(source, &box) && fabs(box.MinX) <= 180.0 && fabs(box.MaxX) <= 180.0 &&
           fabs(box.MinY) <= 90.0 && fabs(box.MaxY) <= 90.0;
}

static bool fail_no_crs(lf_context *ctx, lf_source *source)
{
    bool degrees = looks_like_degrees(source);
    return lf_fail(ctx, "%s: %s has no CRS: give it with crs:%s", source->given->layer,
                   source->shown,
                   degrees ? " (the values look like degrees: crs: EPSG:4326, and datum: gcj02 or "
                             "bd09 where they come from a Chinese map service)"
                           : "");
}

static OGRSpatialReferenceH own_srs(const lf_source *source)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(source->layer);
    bool columns = source->x != LF_NO_COLUMN || source->wkt != LF_NO_COLUMN;
    if (columns || srs == NULL || OSRIsLocal(srs))
        return NULL;
    OGRSpatialReferenceH copy = OSRClone(srs);
    if (copy != NULL)
        OSRSetAxisMappingStrategy(copy, OAMS_TRADITIONAL_GIS_ORDER);
    return copy;
}

/*
 * For a source that may go without a CRS: the city's, where the first coordinates lie in its area.
 * Degrees lie in no projected CRS.
 */
static bool assume_crs(lf_context *ctx, lf_source *source, const lf_frame *frame)
{
    OGREnvelope box = {0};
    if (!first_bounds(source, &box)) {
        source->srs = OSRClone(frame->srs);
        return true;
    }
    double lon = (box.MinX + box.MaxX) / 2.0, lat = (box.MinY + box.MaxY) / 2.0;
    const double x = lon, y = lat;
    bool fits = !looks_like_degrees(source) &&
                OCTTransform(frame->to_degrees, 1, &lon, &lat, NULL) && isfinite(lon) &&
                isfinite(lat) && lf_frame_holds(frame, lon, lat);
    if (!fits)
        return lf_fail(ctx,
                       "%s: %s has no CRS, and x %.10g, y %.10g does not lie in EPSG:%d, the "
                       "city's: give it with --crs%s",
                       source->given->layer, source->shown, x, y, frame->srid,
                       looks_like_degrees(source)
                           ? " (the values look like degrees: --crs EPSG:4326, and --datum gcj02 "
                             "or bd09 where they come from a Chinese map service)"
                           : "");
    source->srs = OSRClone(frame->srs);
    source->srs_assumed = true;
    return true;
}

static bool find_crs(lf_context *ctx, lf_source *source, const lf_frame *frame)
{
    const lf_city_source *given = source->given;
    if (given->crs != NULL) {
        if (!lf_refuse_network(ctx, given->crs))
            return false;
        source->srs = lf_srs_from_text(given->crs);
        return source->srs != NULL || lf_fail(ctx,
                                              "%s: crs '%s' is not known to PROJ; write it as "
                                              "EPSG:4326",
                                              given->layer, given->crs);
    }
    source->srs = own_srs(source);
    /* A named datum says degrees; stop positions of a timetable are WGS84 by GTFS' own rule. */
    if (source->srs == NULL && (given->datum != NULL || source->is_gtfs))
        source->srs = lf_srs_from_text(
            given->datum != NULL && lf_same_word(given->datum, "cgcs2000") ? "EPSG:4490"
                                                                           : "EPSG:4326");
    if (source->srs != NULL)
        return true;
    return given->assumes_crs ? assume_crs(ctx, source, frame) : fail_no_crs(ctx, source);
}

static bool find_datum(lf_context *ctx, lf_source *source)
{
    const lf_city_source *given = source->given;
    source->datum = LF_DATUM_WGS84;
    if (given->datum == NULL)
        return true;
    if (!lf_datum_from_name(given->datum, &source->datum))
        return lf_fail(ctx, "%s: datum '%s' is not known; expected gcj02, bd09, wgs84 or cgcs2000",
                       given->layer, given->datum);
    if (source->datum == LF_DATUM_WGS84 || OSRIsGeographic(source->srs))
        return true;
    return lf_fail(ctx,
                   "%s: datum %s belongs to coordinates in degrees, but %s is in %s: leave datum "
                   "out, or give the true crs:",
                   given->layer, given->datum, source->shown, OSRGetName(source->srs));
}

static bool find_way(lf_context *ctx, lf_source *source, const lf_frame *frame)
{
    bool projected = !OSRIsGeographic(source->srs);
    if (!OSRIsSame(source->srs, frame->srs)) {
        source->to_city = OCTNewCoordinateTransformation(source->srs, frame->srs);
        if (source->to_city == NULL)
            return lf_fail(ctx, "%s: there is no way from %s to EPSG:%d", source->given->layer,
                           OSRGetName(source->srs), frame->srid);
    }
    if (projected)
        source->to_degrees = OCTNewCoordinateTransformation(source->srs, frame->degrees);
    return !projected || source->to_degrees != NULL ||
           lf_fail(ctx, "%s: %s cannot be turned into degrees", source->given->layer,
                   OSRGetName(source->srs));
}

bool lf_source_next_pass(lf_context *ctx, lf_source *source, const lf_wanted *wanted,
                         const lf_frame *frame, bool *more)
{
    size_t all = source->statement_count == 0 ? 1 : source->statement_count;
    lf_source_end_pass(source);
    *more = source->passes < all;
    if (!*more)
        return true;
    bool ok = source->statement_count == 0
                  ? choose_layer(ctx, source)
                  : run_statement(ctx, source, source->statements[source->passes]);
    source->passes++;
    if (!ok || !filter(ctx, source))
        return false;
    source->layer_name = lf_copy(OGR_L_GetName(source->layer));
    if (!find_geometry(ctx, source, wanted))
        return false;
    if (!source->has_geometry)
        return true;
    return find_crs(ctx, source, frame) && find_datum(ctx, source) && find_way(ctx, source, frame);
}
