/* Doubts about loaded layers. See checks.h. */
#include "load/checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ogr_api.h>

#define HECTARE_M2       10000.0
#define SHARE_OF_SMALLER 0.001
enum { STOP_STEP = 4096 };

typedef struct area {
    char *id, *kind;               /* owned */
    OGRGeometryH shape;            /* owned */
    OGRPreparedGeometryH prepared; /* owned */
    OGREnvelope box;
    double area_m2;
} area;

typedef struct area_list {
    area *items; /* owned; sorted by kind, then key */
    size_t count;
} area_list;

static void free_areas(area_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].id);
        free(list->items[i].kind);
        if (list->items[i].prepared != NULL)
            OGRDestroyPreparedGeometry(list->items[i].prepared);
        OGR_G_DestroyGeometry(list->items[i].shape);
    }
    free(list->items);
    *list = (area_list){0};
}

static bool read_shape(lf_context *ctx, const lf_statement *row, int column, OGRGeometryH *out)
{
    size_t blob_size = 0;
    size_t wkb_size = 0;
    void *wkb = NULL;
    const void *blob = lf_column_blob(row, column, &blob_size);
    if (!lf_blob_to_wkb(ctx, blob, blob_size, &wkb, &wkb_size))
        return false;
    OGRErr error = OGR_G_CreateFromWkb(wkb, NULL, out, (int)wkb_size);
    free(wkb);
    return error == OGRERR_NONE || lf_fail(ctx, "a polygon of areas cannot be read");
}

static bool add_area(lf_context *ctx, const lf_statement *row, area_list *list)
{
    area *more = realloc(list->items, (list->count + 1) * sizeof *more);
    if (more == NULL)
        return lf_fail_memory(ctx);
    list->items = more;
    area *added = &more[list->count++];
    *added = (area){.id = lf_copy(lf_column_text(row, 0)), .kind = lf_copy(lf_column_text(row, 1))};
    if (added->id == NULL || added->kind == NULL)
        return lf_fail_memory(ctx);
    if (!read_shape(ctx, row, 2, &added->shape))
        return false;
    OGR_G_GetEnvelope(added->shape, &added->box);
    added->area_m2 = OGR_G_Area(added->shape);
    added->prepared = OGRCreatePreparedGeometry(added->shape);
    return added->prepared != NULL || lf_fail_memory(ctx);
}

static bool read_areas(lf_context *ctx, lf_workspace *ws, area_list *out)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool ok = lf_prepare(
        ctx, ws, "SELECT coalesce(name, id), kind, geom FROM areas ORDER BY kind, key", &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        ok = add_area(ctx, rows, out);
    lf_statement_close(rows);
    return ok && step == LF_STEP_DONE;
}

static size_t end_of_kind(const area_list *list, size_t start)
{
    size_t end = start + 1;
    while (end < list->count && strcmp(list->items[end].kind, list->items[start].kind) == 0)
        end++;
    return end;
}

/* ---- overlaps ---- */

typedef struct overlaps {
    size_t count;
    double total_m2, largest_m2;
    const area *first, *second; /* of the largest */
} overlaps;

static bool boxes_meet(const OGREnvelope *a, const OGREnvelope *b)
{
    return a->MinX < b->MaxX && b->MinX < a->MaxX && a->MinY < b->MaxY && b->MinY < a->MaxY;
}

static double shared_area_m2(const area *a, const area *b)
{
    if (!boxes_meet(&a->box, &b->box) || !OGRPreparedGeometryIntersects(a->prepared, b->shape))
        return 0.0;
    OGRGeometryH shared = OGR_G_Intersection(a->shape, b->shape);
    double area_m2 = shared == NULL ? 0.0 : OGR_G_Area(shared);
    OGR_G_DestroyGeometry(shared);
    return area_m2;
}

static void note_overlap(const area *a, const area *b, overlaps *found)
{
    double shared_m2 = shared_area_m2(a, b);
    double smaller_m2 = a->area_m2 < b->area_m2 ? a->area_m2 : b->area_m2;
    if (shared_m2 <= HECTARE_M2 && shared_m2 <= SHARE_OF_SMALLER * smaller_m2)
        return;
    found->count++;
    found->total_m2 += shared_m2;
    if (shared_m2 > found->largest_m2) {
        found->largest_m2 = shared_m2;
        found->first = a;
        found->second = b;
    }
}

static bool check_overlaps(lf_context *ctx, lf_workspace *ws, const area_list *list, size_t start,
                           size_t end)
{
    overlaps found = {0};
    for (size_t i = start; i < end; i++) {
        if (lf_stopping(ctx))
            return false;
        for (size_t j = i + 1; j < end; j++)
            note_overlap(&list->items[i], &list->items[j], &found);
    }
    if (found.first == NULL)
        return true;
    return lf_notice(ctx, ws, "load", "areas",
                     "areas of kind %s overlap in %zu places, %.2f ha in all; the most %s and %s, "
                     "%.2f ha: what lies there counts in both",
                     list->items[start].kind, found.count, found.total_m2 / HECTARE_M2,
                     found.first->id, found.second->id, found.largest_m2 / HECTARE_M2);
}

/* ---- gaps ---- */

/* Adds the holes of a polygon that are larger than a hectare. */
static void add_holes(OGRGeometryH polygon, size_t *count, double *total_m2)
{
    for (int i = 1; i < OGR_G_GetGeometryCount(polygon); i++) {
        double hole_m2 = OGR_G_Area(OGR_G_GetGeometryRef(polygon, i));
        if (hole_m2 > HECTARE_M2) {
            (*count)++;
            *total_m2 += hole_m2;
        }
    }
}

static OGRGeometryH unite(const area_list *list, size_t start, size_t end)
{
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (size_t i = start; i < end; i++)
        for (int part = 0; part < OGR_G_GetGeometryCount(list->items[i].shape); part++)
            OGR_G_AddGeometry(all, OGR_G_GetGeometryRef(list->items[i].shape, part));
    OGRGeometryH united = OGR_G_UnionCascaded(all);
    OGR_G_DestroyGeometry(all);
    return united;
}

static bool check_gaps(lf_context *ctx, lf_workspace *ws, const area_list *list, size_t start,
                       size_t end)
{
    size_t count = 0;
    double total_m2 = 0.0;
    if (end - start < 2) /* the hole of a single area is its own */
        return true;
    OGRGeometryH united = unite(list, start, end);
    if (united != NULL && OGR_GT_Flatten(OGR_G_GetGeometryType(united)) == wkbPolygon)
        add_holes(united, &count, &total_m2);
    else
        for (int i = 0; united != NULL && i < OGR_G_GetGeometryCount(united); i++)
            add_holes(OGR_G_GetGeometryRef(united, i), &count, &total_m2);
    OGR_G_DestroyGeometry(united);
    return count == 0 || lf_notice(ctx, ws, "load", "areas",
                                   "areas of kind %s leave %zu gaps between them, %.2f ha in all: "
                                   "what lies there counts in none",
                                   list->items[start].kind, count, total_m2 / HECTARE_M2);
}

/* ---- homes ---- */

static bool is_inside_any(const area_list *list, OGRGeometryH point, double x, double y)
{
    OGR_G_SetPoint_2D(point, 0, x, y);
    for (size_t i = 0; i < list->count; i++) {
        const OGREnvelope *box = &list->items[i].box;
        if (x >= box->MinX && x <= box->MaxX && y >= box->MinY && y <= box->MaxY &&
            OGRPreparedGeometryIntersects(list->items[i].prepared, point))
            return true;
    }
    return false;
}

static bool check_homes(lf_context *ctx, lf_workspace *ws, const area_list *list)
{
    lf_statement *homes = NULL;
    int64_t outside = 0;
    int64_t all = 0;
    double residents = 0.0;
    if (!lf_prepare(ctx, ws, "SELECT x, y, coalesce(residents, 0) FROM homes ORDER BY key", &homes))
        return false;
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    lf_step step;
    while ((step = lf_statement_step(ctx, homes)) == LF_STEP_ROW) {
        if (++all % STOP_STEP == 0 && lf_stopping(ctx))
            break;
        if (is_inside_any(list, point, lf_column_real(homes, 0), lf_column_real(homes, 1)))
            continue;
        outside++;
        residents += lf_column_real(homes, 2);
    }
    OGR_G_DestroyGeometry(point);
    lf_statement_close(homes);
    if (step != LF_STEP_DONE)
        return false;
    return outside == 0 || lf_notice(ctx, ws, "load", "homes",
                                     "%lld of %lld homes (%.0f residents) lie outside every area: "
                                     "they count in the city's totals only",
                                     (long long)outside, (long long)all, residents);
}

bool lf_check_layers(lf_context *ctx, lf_workspace *ws)
{
    area_list list = {0};
    bool ok = read_areas(ctx, ws, &list);
    for (size_t start = 0, end = 0; ok && start < list.count; start = end) {
        end = end_of_kind(&list, start);
        ok = check_overlaps(ctx, ws, &list, start, end) && check_gaps(ctx, ws, &list, start, end);
    }
    if (ok && list.count > 0)
        ok = check_homes(ctx, ws, &list);
    free_areas(&list);
    return ok;
}
