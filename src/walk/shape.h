/*
 * The outline of a place: a point, or the rings of its polygons, in the map plane.
 *
 * Knows the workspace's geometry blobs. Must not know what the place is.
 */
#ifndef LF_WALK_SHAPE_H
#define LF_WALK_SHAPE_H

#include "workspace/workspace.h"

typedef struct lf_shape {
    double *xy;        /* owned; coordinates of all rings, each closed; one point when no rings */
    uint32_t *first;   /* owned; ring r: points first[r] … first[r + 1] - 1 */
    size_t ring_count; /* 0: a point */
    double x0, y0, x1, y1; /* bounds */
} lf_shape;

/* A point as a shape. */
bool lf_shape_point(lf_context *ctx, double x, double y, lf_shape *out);
/* From well-known binary of a (multi) polygon or a point; heights are dropped. */
bool lf_shape_from_wkb(lf_context *ctx, const void *wkb, size_t size, lf_shape *out);
bool lf_shape_from_blob(lf_context *ctx, const void *blob, size_t size, lf_shape *out);
void lf_shape_free(lf_shape *shape);

/* True inside the polygons by the even-odd rule; a point of the boundary may count either way. */
bool lf_shape_holds(const lf_shape *shape, double x, double y);
/* Distance in the plane; 0 inside polygons. O(points). */
double lf_shape_distance(const lf_shape *shape, double x, double y);
/* Distance between two shapes; 0 when they meet or one lies in the other. O(points × points). */
double lf_shape_gap(const lf_shape *a, const lf_shape *b);

/*
 * Points along the boundary, one at each ring's start and then every `step` metres (at least one
 * per ring). *xy is owned by the caller.
 */
bool lf_shape_sample_boundary(lf_context *ctx, const lf_shape *shape, double step, double **xy,
                              size_t *count);

#endif
