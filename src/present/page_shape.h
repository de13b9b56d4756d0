/*
 * Outlines and lines for the page: turned into whole steps from a corner, simplified so that what
 * areas share stays shared, and written as differences from point to point (src/page/DATA.md).
 *
 * Knows base only. Must not know what is drawn.
 */
#ifndef LF_PRESENT_PAGE_SHAPE_H
#define LF_PRESENT_PAGE_SHAPE_H

#include "base/context.h"
#include "base/text.h"

/* Where the corner lies, how long a step is, and by how much an outline may be simplified. */
typedef struct lf_page_frame {
    double west, south, east, north; /* metres of the plane */
    double step_m, tolerance_m;
} lf_page_frame;

/* A point in steps. */
typedef struct lf_page_spot {
    int32_t x, y;
} lf_page_spot;

/* One ring or line. */
typedef struct lf_page_run {
    size_t first, count; /* points in lf_page_shapes.spots */
    size_t shape;
} lf_page_run;

/* Shapes that are simplified together. Zero-initialise; free with lf_page_shapes_free. */
typedef struct lf_page_shapes {
    lf_page_spot *spots; /* owned */
    bool *kept;          /* owned; per point, after simplifying; NULL before: all */
    size_t spot_count, spot_capacity;
    lf_page_run *runs; /* owned; by shape */
    size_t run_count, run_capacity;
    size_t *first_run; /* owned; per shape */
    size_t shape_count, shape_capacity;
    bool lines; /* runs are lines, left open, and not rings */
} lf_page_shapes;

/*
 * Adds one shape: WKB (ISO, little-endian, with or without Z) of a polygon, multipolygon, line or
 * multiline; points and other parts are passed over. NULL adds a shape of nothing. Points that fall
 * on the one before them are left out. Errors: bytes that are no such WKB; memory.
 */
bool lf_page_shapes_add(lf_context *ctx, lf_page_shapes *shapes, const lf_page_frame *frame,
                        const void *wkb, size_t size);

/*
 * Simplifies all shapes by tolerance_m. With `shared`, points where borders of several rings meet
 * or part stay, and what lies between two of them is simplified alike in all rings that hold it.
 * A shape never loses its largest ring; other rings that fall together or are smaller than a square
 * of twice the tolerance are dropped.
 * Algorithm: Douglas & Peucker, Cartographica 10(2), 1973, on arcs between junctions; expected
 * O(n log n), at worst O(n²).
 */
bool lf_page_shapes_simplify(lf_context *ctx, lf_page_shapes *shapes, const lf_page_frame *frame,
                             double tolerance_m, bool shared);

/* Appends the shape as JSON: [[x,y,dx,dy,…],…]. */
void lf_page_shapes_put(const lf_page_shapes *shapes, size_t shape, lf_text *out);
/* Appends the runs of all shapes in one list. */
void lf_page_shapes_put_all(const lf_page_shapes *shapes, lf_text *out);
void lf_page_shapes_free(lf_page_shapes *shapes);

#endif
