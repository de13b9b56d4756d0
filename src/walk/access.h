/*
 * Where a place is entered from the street.
 *
 * A point is joined to the nearest point of the nearest edge. A polygon (a park, a school ground, a
 * site) is reached wherever a street at ground level crosses or touches its boundary, and along the
 * streets inside it, without an access leg; where no street does, from points of its boundary as
 * if each were a door.
 *
 * The only file of the room that uses GEOS. Must not know layers or tables.
 */
#ifndef LF_WALK_ACCESS_H
#define LF_WALK_ACCESS_H

#include "walk/shape.h"
#include "walk/snap.h"

typedef enum lf_access_kind {
    LF_ACCESS_NEAREST,
    LF_ACCESS_EDGE,
    LF_ACCESS_ENTRANCE
} lf_access_kind;

typedef struct lf_access {
    lf_join join;
    lf_access_kind kind;
} lf_access;

typedef struct lf_access_list {
    lf_access *item;
    size_t count, capacity;
} lf_access_list;

/* Samples of a boundary that no street touches, and of streets inside a polygon, are no farther
   apart than this (ground metres). */
#define LF_BOUNDARY_STEP_M 50.0
#define LF_INSIDE_STEP_M   20.0

/* Holds a GEOS context; one thread at a time. */
typedef struct lf_access_finder lf_access_finder;

/* `snap` is borrowed. */
bool lf_access_finder_make(lf_context *ctx, const lf_snap *snap, lf_access_finder **out);
void lf_access_finder_free(lf_access_finder *finder);

/* Appends where a point meets the network; appends nothing when it is too far away. */
bool lf_access_add_point(lf_context *ctx, const lf_snap *snap, double x_m, double y_m,
                         lf_access_kind kind, lf_access_list *list);

/*
 * Appends where a polygon meets the network, in the order of edges; nothing when it is too far
 * away. `blob` is the polygon as the workspace holds it, `shape` the same in memory. Without
 * duplicates. Time grows with the segments inside the polygon's bounds.
 */
bool lf_access_add_polygon(lf_context *ctx, lf_access_finder *finder, const void *blob,
                           size_t blob_size, const lf_shape *shape, lf_access_list *list);

/* The same for well-known binary. */
bool lf_access_add_wkb(lf_context *ctx, lf_access_finder *finder, const void *wkb, size_t wkb_size,
                       const lf_shape *shape, lf_access_list *list);

void lf_access_list_free(lf_access_list *list);
/* The word of the column walk_access.kind. */
const char *lf_access_kind_name(lf_access_kind kind);

#endif
