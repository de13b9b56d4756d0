/*
 * Where places are entered: joining points, and cutting streets at polygon boundaries with GEOS.
 *
 * The only file of the room that uses GEOS. Must not know layers or tables.
 */
#include "walk/access.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <geos_c.h> /* built with GEOS_USE_ONLY_R_API */

#include "walk/grow.h"
#include "walk/segment.h"

struct lf_access_finder {
    const lf_snap *snap;
    GEOSContextHandle_t geos;
    char message[256]; /* what GEOS complained about last */
    uint32_t *point;   /* scratch: segments near a polygon */
    size_t point_count, point_capacity;
};

static void keep_message(const char *message, void *user)
{
    lf_access_finder *finder = user;

    snprintf(finder->message, sizeof finder->message, "%s", message);
}

static void drop_message(const char *message, void *user)
{
    (void)message;
    (void)user;
}

bool lf_access_finder_make(lf_context *ctx, const lf_snap *snap, lf_access_finder **out)
{
    lf_access_finder *finder = calloc(1, sizeof *finder);

    *out = NULL;
    if (finder == NULL)
        return lf_fail_memory(ctx);
    finder->snap = snap;
    finder->geos = GEOS_init_r();
    if (finder->geos == NULL) {
        free(finder);
        return lf_fail_memory(ctx);
    }
    GEOSContext_setErrorMessageHandler_r(finder->geos, keep_message, finder);
    GEOSContext_setNoticeMessageHandler_r(finder->geos, drop_message, finder);
    *out = finder;
    return true;
}

void lf_access_finder_free(lf_access_finder *finder)
{
    if (finder == NULL)
        return;
    GEOS_finish_r(finder->geos);
    free(finder->point);
    free(finder);
}

void lf_access_list_free(lf_access_list *list)
{
    free(list->item);
    *list = (lf_access_list){0};
}

const char *lf_access_kind_name(lf_access_kind kind)
{
    static const char *const name[] = {"nearest", "edge", "entrance"};

    return name[kind];
}

static bool append(lf_context *ctx, lf_access_list *list, lf_join join, lf_access_kind kind)
{
    if (!LF_ROOM(list->item, list->count, list->capacity))
        return lf_fail_memory(ctx);
    list->item[list->count++] = (lf_access){.join = join, .kind = kind};
    return true;
}

bool lf_access_add_point(lf_context *ctx, const lf_snap *snap, double x_m, double y_m,
                         lf_access_kind kind, lf_access_list *list)
{
    lf_join join;

    return !lf_snap_point(snap, x_m, y_m, &join) || append(ctx, list, join, kind);
}

/* ---- streets that cross a polygon ---- */

static int by_number(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* Segments in cells that the bounds of the shape meet, each once, in order. */
static bool list_segments(lf_access_finder *finder, const lf_shape *shape)
{
    const lf_cells *cells = &finder->snap->cells;
    const int32_t right = lf_cells_index(cells, shape->x1), top = lf_cells_index(cells, shape->y1);
    size_t kept = 0;

    finder->point_count = 0;
    for (int32_t row = lf_cells_index(cells, shape->y0); row <= top; row++)
        for (int32_t column = lf_cells_index(cells, shape->x0); column <= right; column++) {
            size_t count;
            const uint32_t *item = lf_cells_at(cells, column, row, &count);

            for (size_t i = 0; i < count; i++) {
                if (!LF_ROOM(finder->point, finder->point_count, finder->point_capacity))
                    return false;
                finder->point[finder->point_count++] = item[i];
            }
        }
    if (finder->point_count > 0)
        qsort(finder->point, finder->point_count, sizeof *finder->point, by_number);
    for (size_t i = 0; i < finder->point_count; i++)
        if (i == 0 || finder->point[i] != finder->point[i - 1])
            finder->point[kept++] = finder->point[i];
    finder->point_count = kept;
    return true;
}

/* Adds the stretch t0 … t1 of a segment: its ends, and places between so that none is far. */
static bool add_stretch(lf_context *ctx, lf_access_finder *finder, uint32_t point, double t0,
                        double t1, lf_access_list *list)
{
    const lf_edge_point *at = &finder->snap->network->point[point];
    const double length_m = (at[1].length_m - at[0].length_m) * (t1 - t0);
    const int steps = t1 > t0 ? (int)fmax(1, ceil(length_m / LF_INSIDE_STEP_M)) : 0;

    for (int i = 0; i <= steps; i++) {
        const lf_join join = {.point = point, .t = i == steps ? t1 : t0 + (t1 - t0) * i / steps};

        if (!append(ctx, list, join, LF_ACCESS_EDGE))
            return false;
    }
    return true;
}

/* Adds each part of what a segment and a polygon have in common (points and lines). */
static bool add_parts(lf_context *ctx, lf_access_finder *finder, uint32_t point,
                      const GEOSGeometry *common, lf_access_list *list)
{
    GEOSContextHandle_t geos = finder->geos;
    const lf_edge_point *at = &finder->snap->network->point[point];
    const int parts = GEOSGetNumGeometries_r(geos, common);

    for (int p = 0; p < parts; p++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos, common, p);
        const GEOSCoordSequence *coordinates;
        double t[2] = {0, 0};
        unsigned count = 0;

        if (part == NULL || GEOSisEmpty_r(geos, part) == 1)
            continue;
        coordinates = GEOSGeom_getCoordSeq_r(geos, part);
        if (coordinates == NULL || GEOSCoordSeq_getSize_r(geos, coordinates, &count) == 0)
            return lf_fail(ctx, "a polygon cannot be cut with a street: %s", finder->message);
        for (unsigned end = 0; end < 2; end++) {
            double x = 0, y = 0;

            GEOSCoordSeq_getXY_r(geos, coordinates, end ? count - 1 : 0, &x, &y);
            t[end] = lf_foot_on(at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, x, y).t;
        }
        if (!add_stretch(ctx, finder, point, fmin(t[0], t[1]), fmax(t[0], t[1]), list))
            return false;
    }
    return true;
}

static GEOSGeometry *segment_line(lf_access_finder *finder, uint32_t point)
{
    const lf_edge_point *at = &finder->snap->network->point[point];
    GEOSCoordSequence *ends = GEOSCoordSeq_create_r(finder->geos, 2, 2);

    if (ends == NULL)
        return NULL;
    GEOSCoordSeq_setXY_r(finder->geos, ends, 0, at[0].x_m, at[0].y_m);
    GEOSCoordSeq_setXY_r(finder->geos, ends, 1, at[1].x_m, at[1].y_m);
    return GEOSGeom_createLineString_r(finder->geos, ends);
}

static bool cut_segment(lf_context *ctx, lf_access_finder *finder, const GEOSGeometry *polygon,
                        const GEOSPreparedGeometry *prepared, uint32_t point, lf_access_list *list)
{
    GEOSContextHandle_t geos = finder->geos;
    GEOSGeometry *line = segment_line(finder, point), *common = NULL;
    const char meets = line != NULL ? GEOSPreparedIntersects_r(geos, prepared, line) : 2;
    bool done = false;

    if (meets == 2) {
        lf_fail(ctx, "a polygon cannot be compared with a street: %s", finder->message);
    } else if (meets == 0) {
        done = true;
    } else if (GEOSPreparedCovers_r(geos, prepared, line) == 1) {
        done = add_stretch(ctx, finder, point, 0, 1, list);
    } else {
        common = GEOSIntersection_r(geos, polygon, line);
        if (common == NULL)
            lf_fail(ctx, "a polygon cannot be cut with a street: %s", finder->message);
        else
            done = add_parts(ctx, finder, point, common, list);
    }
    GEOSGeom_destroy_r(geos, common);
    GEOSGeom_destroy_r(geos, line);
    return done;
}

static bool cut_streets(lf_context *ctx, lf_access_finder *finder, const void *wkb, size_t wkb_size,
                        lf_access_list *list)
{
    const lf_network *network = finder->snap->network;
    GEOSGeometry *polygon = NULL;
    const GEOSPreparedGeometry *prepared = NULL;
    bool done = false;

    polygon = GEOSGeomFromWKB_buf_r(finder->geos, wkb, wkb_size);
    prepared = polygon != NULL ? GEOSPrepare_r(finder->geos, polygon) : NULL;
    if (prepared == NULL) {
        lf_fail(ctx, "a polygon cannot be read: %s", finder->message);
        goto done;
    }
    for (size_t i = 0; i < finder->point_count; i++)
        if (lf_network_level(network, finder->point[i]) == 0 &&
            !cut_segment(ctx, finder, polygon, prepared, finder->point[i], list))
            goto done;
    done = true;
done:
    GEOSPreparedGeom_destroy_r(finder->geos, prepared);
    GEOSGeom_destroy_r(finder->geos, polygon);
    return done;
}

/* ---- polygons that no street touches ---- */

static bool join_boundary(lf_context *ctx, lf_access_finder *finder, const lf_shape *shape,
                          lf_access_list *list)
{
    const double step = LF_BOUNDARY_STEP_M / finder->snap->network->ground_scale;
    double *xy = NULL;
    size_t count = 0;
    bool done = lf_shape_sample_boundary(ctx, shape, step, &xy, &count);

    for (size_t i = 0; done && i < count; i++)
        done = lf_access_add_point(ctx, finder->snap, xy[2 * i], xy[2 * i + 1], LF_ACCESS_NEAREST,
                                   list);
    free(xy);
    return done;
}

/* ---- one place once ---- */

/* The end of a segment and the start of the next are one spot: call it by the latter. */
static void name_once(const lf_network *network, lf_join *join)
{
    if (join->t < 1 || network->point_edge[join->point + 1] != network->point_edge[join->point] ||
        join->point + 2 >= network->first_point[network->point_edge[join->point] + 1])
        return;
    join->point++;
    join->t = 0;
}

static int by_place(const void *a, const void *b)
{
    const lf_access *left = a, *right = b;

    if (left->join.point != right->join.point)
        return left->join.point < right->join.point ? -1 : 1;
    if (left->join.t != right->join.t)
        return left->join.t < right->join.t ? -1 : 1;
    return (left->join.access_m > right->join.access_m) -
           (left->join.access_m < right->join.access_m);
}

/* Keeps the shortest access leg at each spot. */
static void drop_doubles(const lf_network *network, lf_access_list *list, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < list->count; i++)
        name_once(network, &list->item[i].join);
    if (list->count > first)
        qsort(list->item + first, list->count - first, sizeof *list->item, by_place);
    for (size_t i = first; i < list->count; i++)
        if (i == first || list->item[i].join.point != list->item[kept - 1].join.point ||
            list->item[i].join.t != list->item[kept - 1].join.t)
            list->item[kept++] = list->item[i];
    list->count = kept;
}

bool lf_access_add_polygon(lf_context *ctx, lf_access_finder *finder, const void *blob,
                           size_t blob_size, const lf_shape *shape, lf_access_list *list)
{
    void *wkb = NULL;
    size_t wkb_size = 0;
    const bool done = lf_blob_to_wkb(ctx, blob, blob_size, &wkb, &wkb_size) &&
                      lf_access_add_wkb(ctx, finder, wkb, wkb_size, shape, list);

    free(wkb);
    return done;
}

bool lf_access_add_wkb(lf_context *ctx, lf_access_finder *finder, const void *wkb, size_t wkb_size,
                       const lf_shape *shape, lf_access_list *list)
{
    const size_t first = list->count;

    if (!list_segments(finder, shape))
        return lf_fail_memory(ctx);
    if (finder->point_count > 0 && !cut_streets(ctx, finder, wkb, wkb_size, list))
        return false;
    if (list->count == first && !join_boundary(ctx, finder, shape, list))
        return false;
    drop_doubles(finder->snap->network, list, first);
    return true;
}
