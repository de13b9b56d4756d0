/*
 * Point in polygon for many points: the edges of a polygon are sorted into horizontal bands, so
 * that a point looks at the edges of its own band only.
 *
 * Knows base. Must not know SQLite or what a polygon stands for.
 */
#ifndef LF_MEASURE_POLYGON_H
#define LF_MEASURE_POLYGON_H

#include "base/context.h"

typedef struct lf_edge {
    double x0, y0, x1, y1; /* y0 < y1; level edges are left out, no crossing counts on them */
} lf_edge;

typedef struct lf_polygon {
    lf_edge *edges; /* owned */
    size_t edge_count;
    double x_min, y_min, x_max, y_max;
    size_t bands;
    double band_height;
    size_t *band_start; /* bands + 1; owned */
    size_t *band_edges; /* owned */
} lf_polygon;

/* From ISO WKB of a polygon or multipolygon (2D or with Z), holes and parts alike: inside is where
 * a ray crosses the rings an odd number of times. Linear in the edges. Free with lf_polygon_free.
 */
bool lf_polygon_read(lf_context *ctx, const void *wkb, size_t size, lf_polygon *out);
void lf_polygon_free(lf_polygon *polygon);
/* A point on the border counts on one side only: neighbours that share a border share no point. */
bool lf_polygon_holds(const lf_polygon *polygon, double x, double y);

#endif
