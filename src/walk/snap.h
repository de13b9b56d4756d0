/*
 * Joins points to the network: the nearest point of the nearest edge.
 *
 * Knows network.h. Must not know what the points are.
 */
#ifndef LF_WALK_SNAP_H
#define LF_WALK_SNAP_H

#include "walk/cells.h"
#include "walk/network.h"

/* The index of an edge's segments. Read-only once made; threads may share it. */
typedef struct lf_snap {
    const lf_network *network; /* borrowed */
    lf_cells cells;            /* segments of joinable edges, by their first shape point */
    double max_access_m;       /* ground */
} lf_snap;

/* Indexes the edges of components that are long enough to be joined to. O(segments). */
bool lf_snap_make(lf_context *ctx, const lf_network *network, double max_access_m, lf_snap *out);
void lf_snap_free(lf_snap *snap);

/*
 * The nearest point of the network, at most max_access_m away (inclusive). Between equally near
 * edges one that may be walked both ways goes first, then the lower edge (edges stand in the order
 * of street ids). False: none is near enough, *out is not written.
 */
bool lf_snap_point(const lf_snap *snap, double x_m, double y_m, lf_join *out);

/* As lf_snap_point, but no farther than `within_m` (ground, inclusive). */
bool lf_snap_within(const lf_snap *snap, double x_m, double y_m, double within_m, lf_join *out);

/* For reports: how far a point that could not be joined is from the nearest joinable edge; INFINITY
   when that is more than LF_SNAP_REPORTS_TIMES the greatest access distance. */
double lf_snap_distance(const lf_snap *snap, double x_m, double y_m);
enum { LF_SNAP_REPORTS_TIMES = 10 };

#endif
