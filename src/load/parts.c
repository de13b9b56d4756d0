/* The simple parts of a geometry. See parts.h. */
#include "load/parts.h"

#include <stdlib.h>

static OGRwkbGeometryType flat_type(OGRGeometryH geometry)
{
    return OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
}

static size_t count_leaves(OGRGeometryH geometry)
{
    OGRwkbGeometryType type = flat_type(geometry);
    if (type == wkbPoint || type == wkbLineString || type == wkbPolygon || type == wkbTriangle)
        return 1;
    size_t count = 0;
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
        count += count_leaves(OGR_G_GetGeometryRef(geometry, i));
    return count;
}

static void gather(OGRGeometryH geometry, lf_parts *out)
{
    OGRwkbGeometryType type = flat_type(geometry);
    if (type == wkbPoint || type == wkbLineString || type == wkbPolygon || type == wkbTriangle) {
        if (OGR_G_IsEmpty(geometry))
            return;
        if (type == wkbPoint)
            out->points[out->point_count++] = geometry;
        else if (type == wkbLineString)
            out->lines[out->line_count++] = geometry;
        else
            out->polygons[out->polygon_count++] = geometry;
        return;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
        gather(OGR_G_GetGeometryRef(geometry, i), out);
}

bool lf_parts_find(lf_context *ctx, OGRGeometryH geometry, lf_parts *out)
{
    size_t count = count_leaves(geometry) + 1;
    *out = (lf_parts){
        .points = calloc(count, sizeof *out->points),
        .lines = calloc(count, sizeof *out->lines),
        .polygons = calloc(count, sizeof *out->polygons),
    };
    if (out->points == NULL || out->lines == NULL || out->polygons == NULL) {
        lf_parts_free(out);
        return lf_fail_memory(ctx);
    }
    gather(geometry, out);
    return true;
}

void lf_parts_free(lf_parts *parts)
{
    free(parts->points);
    free(parts->lines);
    free(parts->polygons);
    *parts = (lf_parts){0};
}

bool lf_parts_visit(OGRGeometryH geometry, lf_part_visit *visit, void *user)
{
    int count = OGR_G_GetGeometryCount(geometry);
    if (count == 0)
        return OGR_G_IsEmpty(geometry) || visit(user, geometry);
    for (int i = 0; i < count; i++)
        if (!lf_parts_visit(OGR_G_GetGeometryRef(geometry, i), visit, user))
            return false;
    return true;
}

OGRGeometryH lf_collect(OGRwkbGeometryType type, const OGRGeometryH *parts, size_t count)
{
    OGRGeometryH collection = OGR_G_CreateGeometry(type);
    for (size_t i = 0; collection != NULL && i < count; i++)
        if (OGR_G_AddGeometry(collection, parts[i]) != OGRERR_NONE) {
            OGR_G_DestroyGeometry(collection);
            collection = NULL;
        }
    return collection;
}

OGRGeometryH lf_polygon_of_line(OGRGeometryH line)
{
    int count = OGR_G_GetPointCount(line);
    if (count < 4 || OGR_G_GetX(line, 0) != OGR_G_GetX(line, count - 1) ||
        OGR_G_GetY(line, 0) != OGR_G_GetY(line, count - 1))
        return NULL;
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (int i = 0; ring != NULL && i < count; i++)
        OGR_G_AddPoint_2D(ring, OGR_G_GetX(line, i), OGR_G_GetY(line, i));
    if (polygon != NULL && ring != NULL)
        OGR_G_AddGeometryDirectly(polygon, ring);
    return polygon;
}

OGRGeometryH lf_line_without_repeats(OGRGeometryH line, bool with_z)
{
    OGRGeometryH copy = OGR_G_CreateGeometry(with_z ? wkbLineString25D : wkbLineString);
    int count = OGR_G_GetPointCount(line);
    double last_x = 0.0;
    double last_y = 0.0;
    for (int i = 0; copy != NULL && i < count; i++) {
        double x = OGR_G_GetX(line, i);
        double y = OGR_G_GetY(line, i);
        if (i > 0 && x == last_x && y == last_y)
            continue;
        if (with_z)
            OGR_G_AddPoint(copy, x, y, OGR_G_GetZ(line, i));
        else
            OGR_G_AddPoint_2D(copy, x, y);
        last_x = x;
        last_y = y;
    }
    return copy;
}
