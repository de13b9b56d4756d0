/*
 * The nearest edge, by looking through the cells around a point ring by ring.
 *
 * Knows network.h. Must not know what the points are.
 */
#include "walk/snap.h"

#include <math.h>

#include "walk/segment.h"

static const double SMALLEST_CELL_M = 25, LARGEST_CELL_M = 200;

void lf_snap_free(lf_snap *snap)
{
    if (snap != NULL)
        lf_cells_free(&snap->cells);
}

bool lf_snap_make(lf_context *ctx, const lf_network *network, double max_access_m, lf_snap *out)
{
    const size_t points = network->edge_count ? network->first_point[network->edge_count] : 0;
    const double mean_m = points ? network->length_m / (double)points : 0;

    *out = (lf_snap){.network = network, .max_access_m = max_access_m};
    lf_cells_begin(&out->cells, fmin(fmax(1.5 * mean_m, SMALLEST_CELL_M), LARGEST_CELL_M));
    for (uint32_t e = 0; e < network->edge_count; e++) {
        if (!lf_network_is_joinable(network, e))
            continue;
        for (uint32_t p = network->first_point[e]; p + 1 < network->first_point[e + 1]; p++) {
            const lf_edge_point *at = &network->point[p];

            lf_cells_add_segment(&out->cells, at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, p);
        }
    }
    if (!lf_cells_finish(ctx, &out->cells)) {
        lf_snap_free(out);
        return false;
    }
    return true;
}

/* The best so far. */
typedef struct candidate {
    bool found;
    uint32_t point;
    double t;
    double distance2;
} candidate;

static bool is_oneway(const lf_network *network, uint32_t point)
{
    const lf_edge *edge = &network->edge[network->point_edge[point]];

    return edge->effort_forward_dm == LF_NO_WAY || edge->effort_backward_dm == LF_NO_WAY;
}

static bool goes_first(const lf_network *network, uint32_t point, uint32_t other)
{
    const bool oneway = is_oneway(network, point), other_oneway = is_oneway(network, other);

    return oneway != other_oneway ? other_oneway : point < other;
}

static void look_in_cell(const lf_snap *snap, int32_t column, int32_t row, double x, double y,
                         candidate *best)
{
    const lf_network *network = snap->network;
    size_t count;
    const uint32_t *item = lf_cells_at(&snap->cells, column, row, &count);

    for (size_t i = 0; i < count; i++) {
        const lf_edge_point *at = &network->point[item[i]];
        const lf_foot foot = lf_foot_on(at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, x, y);

        if (foot.distance2 > best->distance2 || (foot.distance2 == best->distance2 && best->found &&
                                                 !goes_first(network, item[i], best->point)))
            continue;
        *best =
            (candidate){.found = true, .point = item[i], .t = foot.t, .distance2 = foot.distance2};
    }
}

static void look_in_ring(const lf_snap *snap, int32_t column, int32_t row, int32_t ring, double x,
                         double y, candidate *best)
{
    for (int32_t dy = -ring; dy <= ring; dy++) {
        const int32_t step = dy == -ring || dy == ring ? 1 : 2 * ring;

        for (int32_t dx = -ring; dx <= ring; dx += step)
            look_in_cell(snap, column + dx, row + dy, x, y, best);
    }
}

bool lf_snap_within(const lf_snap *snap, double x_m, double y_m, double within_m, lf_join *out)
{
    const int32_t column = lf_cells_index(&snap->cells, x_m);
    const int32_t row = lf_cells_index(&snap->cells, y_m);
    const double border = lf_cells_border_distance(&snap->cells, x_m, y_m);
    const double plane_m = within_m / snap->network->ground_scale;
    candidate best = {.distance2 = plane_m * plane_m};

    for (int32_t ring = 0;; ring++) {
        const double distance = lf_cells_ring_distance(&snap->cells, border, ring);

        if (distance * distance > best.distance2)
            break;
        look_in_ring(snap, column, row, ring, x_m, y_m, &best);
    }
    if (!best.found)
        return false;
    *out = (lf_join){.point = best.point,
                     .t = best.t,
                     .access_m = sqrt(best.distance2) * snap->network->ground_scale};
    return true;
}

bool lf_snap_point(const lf_snap *snap, double x_m, double y_m, lf_join *out)
{
    return lf_snap_within(snap, x_m, y_m, snap->max_access_m, out);
}

double lf_snap_distance(const lf_snap *snap, double x_m, double y_m)
{
    lf_join join;

    if (!lf_snap_within(snap, x_m, y_m, LF_SNAP_REPORTS_TIMES * snap->max_access_m, &join))
        return INFINITY;
    return join.access_m;
}
