/* Geometries of a source to shapes of a contract. See shape.h. */
#include "load/shape.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>

#include "base/words.h"
#include "load/parts.h"

/* A repair that changes an area by less than this share changes nothing a planner counts. */
#define SAME_AREA 1e-6

void lf_wanted_of(const lf_contract *contract, lf_wanted *out)
{
    const char *words = lf_sql_file_get(&contract->file, "geometry");
    bool multi = words != NULL && strstr(words, "multilinestring") != NULL;
    *out = (lf_wanted){
        .none = contract->takes_none,
        .point = contract->takes_point,
        .polygon = contract->takes_polygon,
        .with_z = contract->with_z,
        .line = !contract->takes_line ? LF_LINE_NONE
                : multi               ? LF_LINE_MULTI
                                      : LF_LINE_SINGLE,
        .square = contract->of_audit && contract->takes_polygon,
    };
}

const char *lf_wanted_words(const lf_wanted *wanted)
{
    if (wanted->line != LF_LINE_NONE)
        return N_("lines are wanted");
    if (wanted->point && wanted->polygon)
        return N_("points or polygons are wanted");
    return wanted->point     ? N_("points are wanted")
           : wanted->polygon ? N_("polygons are wanted")
                             : N_("no geometry is wanted");
}

static void refuse(lf_shapes *out, const char *general)
{
    out->refusal = general;
    if (out->detail.length == 0)
        lf_text_add(&out->detail, general);
}

static void note_repair(lf_shapes *out, const char *what)
{
    if (out->repair.length > 0)
        lf_text_add(&out->repair, "; ");
    lf_text_add(&out->repair, what);
}

/* ---- coordinates ---- */

static bool is_finite_part(void *user, OGRGeometryH simple)
{
    (void)user;
    for (int i = 0; i < OGR_G_GetPointCount(simple); i++)
        if (!isfinite(OGR_G_GetX(simple, i)) || !isfinite(OGR_G_GetY(simple, i)) ||
            !isfinite(OGR_G_GetZ(simple, i)))
            return false;
    return true;
}

static bool unshift_part(void *user, OGRGeometryH simple)
{
    const lf_datum *datum = user;
    bool with_z = OGR_G_Is3D(simple);
    for (int i = 0; i < OGR_G_GetPointCount(simple); i++) {
        lf_degrees point = {.lon = OGR_G_GetX(simple, i), .lat = OGR_G_GetY(simple, i)};
        point = lf_datum_convert(point, *datum, LF_DATUM_WGS84);
        if (with_z)
            OGR_G_SetPoint(simple, i, point.lon, point.lat, OGR_G_GetZ(simple, i));
        else
            OGR_G_SetPoint_2D(simple, i, point.lon, point.lat);
    }
    return true;
}

/* True when a raw point of the source lies where the city's CRS may be used. */
static bool lies_within(const lf_placing *placing, double x, double y, lf_degrees *where)
{
    *where = (lf_degrees){.lon = x, .lat = y};
    if (placing->to_degrees != NULL &&
        !OCTTransform(placing->to_degrees, 1, &where->lon, &where->lat, NULL))
        return false;
    return isfinite(where->lon) && isfinite(where->lat) && fabs(where->lat) <= 90.0 &&
           lf_frame_holds(placing->frame, where->lon, where->lat);
}

static bool check_place(const lf_placing *placing, OGRGeometryH geometry, lf_shapes *out)
{
    OGREnvelope box;
    lf_degrees here;
    lf_degrees swapped;
    OGR_G_GetEnvelope(geometry, &box);
    double x = (box.MinX + box.MaxX) / 2.0;
    double y = (box.MinY + box.MaxY) / 2.0;
    if (lies_within(placing, x, y, &here))
        return true;
    const lf_frame *frame = placing->frame;
    if (frame->has_area)
        lf_text_addf(&out->detail,
                     N_("lies at x %.10g, y %.10g, outside the area of EPSG:%d (about lon %.1f to "
                        "%.1f, lat %.1f to %.1f)"),
                     x, y, frame->srid, frame->west, frame->east, frame->south, frame->north);
    else
        lf_text_addf(&out->detail, N_("lies at x %.10g, y %.10g, outside the area of EPSG:%d"), x,
                     y, frame->srid);
    if (lies_within(placing, y, x, &swapped)) {
        lf_text_addf(&out->detail, "; %s", N_("with x and y exchanged it would lie inside"));
        refuse(out, "the axes are swapped: x holds what y should");
    } else
        refuse(out, "lies outside the area of the city's CRS");
    return false;
}

/* Brings raw coordinates into the plane of the city, in place. */
static bool place(const lf_placing *placing, OGRGeometryH geometry, lf_shapes *out)
{
    lf_datum datum = placing->datum;
    if (!lf_parts_visit(geometry, is_finite_part, NULL)) {
        refuse(out, "has a coordinate that is not a finite number");
        return false;
    }
    if (!check_place(placing, geometry, out))
        return false;
    if (datum != LF_DATUM_WGS84)
        lf_parts_visit(geometry, unshift_part, &datum);
    if (placing->to_city != NULL && (OGR_G_Transform(geometry, placing->to_city) != OGRERR_NONE ||
                                     !lf_parts_visit(geometry, is_finite_part, NULL))) {
        refuse(out, "cannot be brought into the city's CRS");
        return false;
    }
    return true;
}

/* ---- shapes ---- */

static bool add_shape(lf_context *ctx, lf_shapes *out, OGRGeometryH geometry, OGRGeometryH middle)
{
    lf_shape *more = realloc(out->items, (out->count + 1) * sizeof *more);
    if (more == NULL || middle == NULL || geometry == NULL) {
        out->items = more == NULL ? out->items : more;
        OGR_G_DestroyGeometry(geometry);
        OGR_G_DestroyGeometry(middle);
        return lf_fail_memory(ctx);
    }
    out->items = more;
    out->items[out->count++] = (lf_shape){
        .geometry = geometry,
        .x = OGR_G_GetX(middle, 0),
        .y = OGR_G_GetY(middle, 0),
        .plane_area_m2 = NAN,
    };
    OGR_G_DestroyGeometry(middle);
    return true;
}

static bool take_point(lf_context *ctx, const lf_parts *parts, lf_shapes *out)
{
    if (parts->point_count > 1) {
        lf_text_addf(&out->detail, N_("has %zu points; a row stands for one place"),
                     parts->point_count);
        refuse(out, "has several points; a row stands for one place");
        return true;
    }
    OGRGeometryH point = OGR_G_Clone(parts->points[0]);
    OGR_G_FlattenTo2D(point);
    return add_shape(ctx, out, point, OGR_G_Clone(point));
}

/* What GEOS finds wrong with a polygon is in its warning: "Self-intersection at or near point …".
 */
static void CPL_STDCALL keep_warning(CPLErr kind, CPLErrorNum number, const char *text)
{
    (void)kind;
    (void)number;
    snprintf(CPLGetErrorHandlerUserData(), 160, "%s", text);
}

static bool is_valid(OGRGeometryH polygons, char why[160])
{
    why[0] = '\0';
    CPLPushErrorHandlerEx(keep_warning, why);
    bool valid = OGR_G_IsValid(polygons);
    CPLPopErrorHandler();
    return valid;
}

/*
 * The structure method makes each ring valid and unites overlapping parts; the older line-work
 * method would turn an overlap of two parts into a hole.
 */
static OGRGeometryH mend(OGRGeometryH polygons)
{
    char **options = CSLSetNameValue(NULL, "METHOD", "STRUCTURE");
    OGRGeometryH mended = OGR_G_MakeValidEx(polygons, options);
    if (mended == NULL)
        mended = OGR_G_MakeValid(polygons);
    CSLDestroy(options);
    return mended;
}

static void note_mended(lf_shapes *out, const char *why, double before_m2, double after_m2)
{
    char text[320];
    const char *reason = why[0] == '\0' ? N_("invalid polygon") : why;
    if (fabs(after_m2 - before_m2) <= SAME_AREA * after_m2)
        snprintf(text, sizeof text, N_("%s: mended, area unchanged"), reason);
    else
        snprintf(text, sizeof text, N_("%s: mended, area %.1f m2 (%.1f m2 as drawn)"), reason,
                 after_m2, before_m2);
    note_repair(out, text);
}

/* A valid MULTIPOLYGON of `polygons`, which is consumed; NULL when memory runs out. */
static OGRGeometryH make_valid(lf_context *ctx, OGRGeometryH polygons, lf_shapes *out)
{
    char why[160];
    lf_parts parts = {0};
    OGR_G_CloseRings(polygons);
    if (is_valid(polygons, why))
        return polygons;
    double before_m2 = OGR_G_Area(polygons);
    OGRGeometryH mended = mend(polygons);
    OGR_G_DestroyGeometry(polygons);
    if (mended == NULL)
        return OGR_G_CreateGeometry(wkbMultiPolygon);
    OGRGeometryH valid = NULL;
    if (lf_parts_find(ctx, mended, &parts))
        valid = lf_collect(wkbMultiPolygon, parts.polygons, parts.polygon_count);
    if (valid != NULL)
        note_mended(out, why, before_m2, OGR_G_Area(valid));
    lf_parts_free(&parts);
    OGR_G_DestroyGeometry(mended);
    return valid;
}

static bool take_polygons(lf_context *ctx, const OGRGeometryH *polygons, size_t count,
                          lf_shapes *out)
{
    OGRGeometryH all = lf_collect(wkbMultiPolygon, polygons, count);
    if (all != NULL)
        OGR_G_FlattenTo2D(all);
    OGRGeometryH valid = all == NULL ? NULL : make_valid(ctx, all, out);
    if (valid == NULL)
        return lf_fail_memory(ctx);
    double area_m2 = OGR_G_Area(valid);
    if (!(area_m2 > 0.0)) {
        refuse(out, "is a polygon without area");
        OGR_G_DestroyGeometry(valid);
        return true;
    }
    OGRGeometryH inside = OGR_G_PointOnSurface(valid);
    if (inside == NULL || OGR_G_IsEmpty(inside)) { /* thinner than the arithmetic: take a vertex */
        OGR_G_DestroyGeometry(inside);
        OGRGeometryH ring = OGR_G_GetGeometryRef(OGR_G_GetGeometryRef(valid, 0), 0);
        inside = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(inside, 0, OGR_G_GetX(ring, 0), OGR_G_GetY(ring, 0));
    }
    if (!add_shape(ctx, out, valid, inside))
        return false;
    out->items[out->count - 1].plane_area_m2 = area_m2;
    return true;
}

/* A square around a point, its sides along the axes. */
static OGRGeometryH square_around(OGRGeometryH point, double side)
{
    static const double corner[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    OGRGeometryH square = OGR_G_CreateGeometry(wkbPolygon);
    for (int i = 0; i < 5; i++)
        OGR_G_AddPoint_2D(ring, OGR_G_GetX(point, 0) + corner[i][0] * side / 2.0,
                          OGR_G_GetY(point, 0) + corner[i][1] * side / 2.0);
    OGR_G_AddGeometryDirectly(square, ring);
    return square;
}

static bool take_square(lf_context *ctx, const lf_placing *placing, const lf_wanted *wanted,
                        const lf_parts *parts, lf_shapes *out)
{
    char text[96];
    if (parts->point_count > 1)
        return take_point(ctx, parts, out);
    if (!(wanted->square_m2 > 0.0)) {
        lf_text_add(&out->detail, "is a point; --footprint M2 says how large a site it stands for");
        refuse(out, "is a point, and no footprint is given");
        return true;
    }
    OGRGeometryH point = parts->points[0];
    double scale =
        lf_frame_ground_scale(placing->frame, OGR_G_GetX(point, 0), OGR_G_GetY(point, 0));
    OGRGeometryH square = square_around(point, sqrt(wanted->square_m2) / scale);
    snprintf(text, sizeof text, "point taken as a square of %.10g m2", wanted->square_m2);
    note_repair(out, text);
    bool ok = take_polygons(ctx, &square, 1, out);
    OGR_G_DestroyGeometry(square);
    return ok;
}

/* Polygons of lines that close: CAD drawings hold areas as closed polylines. */
static bool take_closed_lines(lf_context *ctx, const lf_parts *parts, lf_shapes *out)
{
    OGRGeometryH *made = calloc(parts->line_count, sizeof *made);
    size_t count = 0;
    if (made == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < parts->line_count; i++) {
        made[count] = lf_polygon_of_line(parts->lines[i]);
        count += made[count] != NULL;
    }
    bool ok = true;
    if (count < parts->line_count)
        refuse(out, "is an open line, but polygons are wanted");
    else {
        note_repair(out, "closed line taken as a polygon");
        ok = take_polygons(ctx, made, count, out);
    }
    for (size_t i = 0; i < count; i++)
        OGR_G_DestroyGeometry(made[i]);
    free(made);
    return ok;
}

static OGRGeometryH middle_of(OGRGeometryH line)
{
    return OGR_G_Value(line, OGR_G_Length(line) / 2.0);
}

static bool take_one_line(lf_context *ctx, OGRGeometryH line, bool with_z, lf_shapes *out)
{
    OGRGeometryH clean = lf_line_without_repeats(line, with_z);
    if (clean == NULL)
        return lf_fail_memory(ctx);
    if (OGR_G_GetPointCount(clean) < 2 || !(OGR_G_Length(clean) > 0.0)) {
        OGR_G_DestroyGeometry(clean);
        return true;
    }
    return add_shape(ctx, out, clean, middle_of(clean));
}

static bool take_lines(lf_context *ctx, const lf_parts *parts, bool with_z, lf_shapes *out)
{
    for (size_t i = 0; i < parts->line_count; i++)
        if (!take_one_line(ctx, parts->lines[i], with_z, out))
            return false;
    if (out->count == 0)
        refuse(out, "is a line without length");
    else if (out->count < parts->line_count)
        note_repair(out, "parts without length left out");
    return true;
}

/* Unites the split lines again into one MULTILINESTRING; its middle is that of the longest part. */
static bool unite_lines(lf_context *ctx, lf_shapes *out)
{
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiLineString);
    size_t longest = 0;
    for (size_t i = 0; all != NULL && i < out->count; i++) {
        if (OGR_G_Length(out->items[i].geometry) > OGR_G_Length(out->items[longest].geometry))
            longest = i;
        OGR_G_AddGeometryDirectly(all, out->items[i].geometry);
    }
    if (all == NULL)
        return lf_fail_memory(ctx);
    out->items[0] = out->items[longest];
    out->items[0].geometry = all;
    out->count = 1;
    return true;
}

static const char *kind_words(const lf_parts *parts)
{
    return parts->polygon_count > 0 ? N_("is a polygon")
           : parts->line_count > 0  ? N_("is a line")
                                    : N_("is a point");
}

static void refuse_kind(const lf_wanted *wanted, const lf_parts *parts, lf_shapes *out)
{
    lf_text_addf(&out->detail, N_("%s, but %s"), kind_words(parts), lf_wanted_words(wanted));
    refuse(out, "wrong kind of geometry");
}

static bool take_parts(lf_context *ctx, const lf_placing *placing, const lf_wanted *wanted,
                       const lf_parts *parts, lf_shapes *out)
{
    size_t all = parts->point_count + parts->line_count + parts->polygon_count;
    size_t used = 0;
    bool ok = true;
    if (all == 0)
        refuse(out, "has no geometry");
    else if (wanted->polygon && parts->polygon_count > 0) {
        used = parts->polygon_count;
        ok = take_polygons(ctx, parts->polygons, parts->polygon_count, out);
    } else if (wanted->point && parts->point_count > 0) {
        used = parts->point_count;
        ok = take_point(ctx, parts, out);
    } else if (wanted->square && parts->point_count > 0) {
        used = parts->point_count;
        ok = take_square(ctx, placing, wanted, parts, out);
    } else if (wanted->line != LF_LINE_NONE && parts->line_count > 0) {
        used = parts->line_count;
        ok = take_lines(ctx, parts, wanted->with_z, out);
        if (ok && wanted->line == LF_LINE_MULTI && out->count > 0)
            ok = unite_lines(ctx, out);
    } else if (wanted->polygon && parts->line_count == all) {
        used = all;
        ok = take_closed_lines(ctx, parts, out);
    } else
        refuse_kind(wanted, parts, out);
    if (ok && out->refusal == NULL && used < all)
        note_repair(out, "parts of another kind of geometry left out");
    return ok;
}

/* Straight segments and no measures; `geometry` is consumed. */
static OGRGeometryH straighten(OGRGeometryH geometry, lf_shapes *out)
{
    if (OGR_G_HasCurveGeometry(geometry, FALSE)) {
        if (OGR_G_HasCurveGeometry(geometry, TRUE))
            note_repair(out, "curves drawn as straight segments");
        OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0.0, NULL);
        OGR_G_DestroyGeometry(geometry);
        geometry = linear;
    }
    if (geometry != NULL)
        OGR_G_SetMeasured(geometry, FALSE);
    return geometry;
}

static bool take_none(lf_context *ctx, const lf_wanted *wanted, lf_shapes *out)
{
    if (!wanted->none) {
        refuse(out, "has no geometry");
        return true;
    }
    out->items = calloc(1, sizeof *out->items);
    if (out->items == NULL)
        return lf_fail_memory(ctx);
    out->items[0] = (lf_shape){.x = NAN, .y = NAN, .plane_area_m2 = NAN};
    out->count = 1;
    return true;
}

bool lf_shapes_take(lf_context *ctx, const lf_placing *placing, const lf_wanted *wanted,
                    OGRGeometryH geometry, lf_shapes *out)
{
    lf_parts parts = {0};
    bool only_table = wanted->none && !wanted->point && !wanted->polygon;
    *out = (lf_shapes){0};
    if (geometry == NULL || only_table || OGR_G_IsEmpty(geometry)) {
        OGR_G_DestroyGeometry(geometry);
        return take_none(ctx, wanted, out);
    }
    geometry = straighten(geometry, out);
    if (geometry == NULL)
        return lf_fail_memory(ctx);
    if (!wanted->with_z)
        OGR_G_FlattenTo2D(geometry);
    bool ok = true;
    if (place(placing, geometry, out)) {
        ok = lf_parts_find(ctx, geometry, &parts) && take_parts(ctx, placing, wanted, &parts, out);
        lf_parts_free(&parts);
    }
    OGR_G_DestroyGeometry(geometry);
    return ok;
}

void lf_shapes_free(lf_shapes *shapes)
{
    for (size_t i = 0; i < shapes->count; i++)
        OGR_G_DestroyGeometry(shapes->items[i].geometry);
    free(shapes->items);
    lf_text_free(&shapes->repair);
    lf_text_free(&shapes->detail);
    *shapes = (lf_shapes){0};
}
