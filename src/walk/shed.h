/*
 * Walk-sheds: exactly the places where a home would count as reaching something on foot.
 *
 * A place counts by the rule that homes are joined by: the nearest point of the nearest joinable
 * edge, no farther than the greatest access distance, then access leg + way + the other end's
 * access leg at most the limit. The rule is evaluated at the points of a grid, so streets are split
 * where the limit is and nothing is bridged that a walker cannot cross; the outline is drawn
 * between the grid's points by contour.h. What is promised: the polygon is right at every grid
 * point, and within one step (shed_resolution_m) of any point there is a grid point for which what
 * the polygon says of that point is true.
 *
 * Knows the network, joining and the searches. Must not know categories or tables.
 */
#ifndef LF_WALK_SHED_H
#define LF_WALK_SHED_H

#include "walk/contour.h"
#include "walk/nearest.h"
#include "walk/snap.h"

/*
 * Grid points near the network, each with the segment it is joined to; shared by all sheds.
 * Read-only once made. Grid points stand at whole multiples of the step from the origin of the
 * coordinates, so that two sheds, or two runs, never use different ones.
 */
typedef struct lf_shed_grid {
    const lf_snap *snap; /* borrowed */
    double step;         /* plane metres */
    lf_block *block;     /* sorted; only where the network is near */
    size_t block_count;
    uint32_t *point;    /* by block and sample: shape point of the segment, or UINT32_MAX */
    int32_t *margin_dm; /* by block and sample: what the greatest access distance leaves beyond the
                           access leg; below 0: too far away to be joined */
} lf_shed_grid;

/*
 * Joins the grid points; `step_m` is ground metres. 8 bytes a grid point. Where a network is so
 * wide that it would take more than LF_SHED_BLOCKS_MOST blocks the step is doubled until it does
 * not: look at `step`.
 */
bool lf_shed_grid_make(lf_context *ctx, const lf_snap *snap, double step_m, lf_shed_grid *out);
void lf_shed_grid_free(lf_shed_grid *grid);

/* The join of a grid point, the same that lf_snap_point gives there. False: not joined. */
bool lf_shed_grid_join(const lf_shed_grid *grid, size_t sample, lf_join *out);

/* 67 million grid points; at 20 m that is 27,000 km² near streets. */
enum { LF_SHED_BLOCKS_MOST = 1 << 14 };

/* The box that a shed is looked for in; plane metres. */
typedef struct lf_shed_box {
    double x0, y0, x1, y1;
} lf_shed_box;

/*
 * Outlines of the places that reach a source of the finished search within each of the limits
 * (at most the search's own). out[k] belongs to limits_dm[k]. `box` may be NULL: everywhere. Draws
 * best when the search went lf_shed_margin_dm further than the largest limit. Touches no context,
 * so that threads may draw side by side; false: out of memory (and nothing is left in out).
 */
bool lf_shed_draw(const lf_shed_grid *grid, const lf_nearest *nearest, lf_weight weight,
                  const uint32_t *limits_dm, size_t limit_count, const lf_shed_box *box,
                  lf_outline *out);
uint32_t lf_shed_margin_dm(const lf_shed_grid *grid);

/* Bounds of all edges at nodes in reach of the search, and of the edges the places lie on, widened
   by the access distance: nothing outside them is in reach. `reached` has room for every node. */
lf_shed_box lf_shed_bounds(const lf_snap *snap, const lf_nearest *nearest, const lf_place *places,
                           size_t place_count, lf_reached *reached);

#endif
