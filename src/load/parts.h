/*
 * The simple parts of a geometry, and what is built of them. Inside the room load only.
 */
#ifndef LF_LOAD_PARTS_H
#define LF_LOAD_PARTS_H

#include <ogr_api.h>

#include "base/context.h"

/* Points, lines and polygons found at any depth of a geometry, borrowed from it, in order. */
typedef struct lf_parts {
    OGRGeometryH *points, *lines, *polygons; /* arrays owned */
    size_t point_count, line_count, polygon_count;
} lf_parts;

bool lf_parts_find(lf_context *ctx, OGRGeometryH geometry, lf_parts *out);
void lf_parts_free(lf_parts *parts);

/* Calls `visit` with every simple curve, ring or point of a geometry; stops where it returns false.
 */
typedef bool lf_part_visit(void *user, OGRGeometryH simple);
bool lf_parts_visit(OGRGeometryH geometry, lf_part_visit *visit, void *user);

/* A MULTIPOLYGON, MULTILINESTRING of copies. NULL when memory runs out. */
OGRGeometryH lf_collect(OGRwkbGeometryType type, const OGRGeometryH *parts, size_t count);
/* A polygon of a closed line (first vertex = last, four vertices at least); NULL when it is open.
 */
OGRGeometryH lf_polygon_of_line(OGRGeometryH line);
/* A copy of a line without vertices that repeat the one before. NULL when memory runs out. */
OGRGeometryH lf_line_without_repeats(OGRGeometryH line, bool with_z);

#endif
