/*
 * Grid points joined once, then asked shed by shed.
 *
 * Knows the network, joining and the searches. Must not know categories or tables.
 */
#include "walk/shed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "walk/grow.h"
#include "walk/segment.h"

#define NOT_JOINED UINT32_MAX

/* ---- which blocks ---- */

typedef struct block_list {
    lf_block *block;
    size_t count, capacity;
} block_list;

static int by_place(const void *a, const void *b)
{
    const lf_block *left = a, *right = b;

    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

static void sort_once(block_list *list)
{
    size_t kept = 0;

    if (list->count > 0)
        qsort(list->block, list->count, sizeof *list->block, by_place);
    for (size_t b = 0; b < list->count; b++)
        if (kept == 0 || by_place(&list->block[kept - 1], &list->block[b]) != 0)
            list->block[kept++] = list->block[b];
    list->count = kept;
}

static int32_t block_index(double coordinate, double step)
{
    return (int32_t)floor(coordinate / (step * LF_BLOCK_SIDE));
}

/* Adds the blocks of a box; the list is tidied whenever it has doubled. */
static bool add_blocks(block_list *list, const lf_shed_box *box, double step, size_t *tidied)
{
    for (int32_t row = block_index(box->y0, step); row <= block_index(box->y1, step); row++)
        for (int32_t column = block_index(box->x0, step); column <= block_index(box->x1, step);
             column++) {
            if (!LF_ROOM(list->block, list->count, list->capacity))
                return false;
            list->block[list->count++] = (lf_block){.column = column, .row = row};
        }
    if (list->count > 2 * *tidied + 4096) {
        sort_once(list);
        *tidied = list->count;
    }
    return true;
}

/* All blocks so near to a cell with streets that a sample in them may be joined, and a step more:
   samples next to a missing block are thus never joined. */
static bool find_blocks(const lf_snap *snap, double step, block_list *list)
{
    const double size = snap->cells.size_m;
    const double margin = snap->max_access_m / snap->network->ground_scale + 2 * step;
    size_t tidied = 0;

    for (size_t slot = 0; slot < snap->cells.slot_count; slot++) {
        int32_t column, row;

        if (!lf_cells_slot(&snap->cells, slot, &column, &row))
            continue;
        const lf_shed_box box = {.x0 = column * size - margin,
                                 .y0 = row * size - margin,
                                 .x1 = (column + 1.0) * size + margin,
                                 .y1 = (row + 1.0) * size + margin};
        if (!add_blocks(list, &box, step, &tidied))
            return false;
    }
    sort_once(list);
    return true;
}

/* ---- joining the grid points ---- */

/* In decimetres, never rounded up, so that it is 0 or more exactly where the access leg is allowed.
 */
static int32_t access_margin_dm(double max_access_m, double access_m)
{
    const double margin = floor((max_access_m - access_m) * 10);

    return access_m <= max_access_m ? (int32_t)fmax(margin, 0) : (int32_t)fmin(margin, -1);
}

/* Joins a block's points, also those a little too far away: what they are too far by tells where
   between the grid points the access distance ends. */
static bool join_block(void *user, size_t item, int worker)
{
    const lf_shed_grid *grid = user;
    const lf_snap *snap = grid->snap;
    const lf_block *block = &grid->block[item];
    const double step_m = grid->step * snap->network->ground_scale;
    const double farthest_m = snap->max_access_m + 2 * step_m;

    (void)worker;
    for (int j = 0; j < LF_BLOCK_SIDE; j++) {
        double within_m = farthest_m;

        for (int i = 0; i < LF_BLOCK_SIDE; i++) {
            const double x = ((double)block->column * LF_BLOCK_SIDE + i) * grid->step;
            const double y = ((double)block->row * LF_BLOCK_SIDE + j) * grid->step;
            const size_t sample = item * LF_BLOCK_SAMPLES + (size_t)(j * LF_BLOCK_SIDE + i);
            lf_join join = {0};
            const bool joined = lf_snap_within(snap, x, y, within_m, &join);

            grid->point[sample] = joined ? join.point : NOT_JOINED;
            grid->margin_dm[sample] =
                joined ? access_margin_dm(snap->max_access_m, join.access_m) : LF_NO_VALUE;
            /* the next point is one step away: so is at most its nearest street, and a hair */
            within_m =
                joined ? fmin(farthest_m, (join.access_m + step_m) * (1 + 1e-9)) : farthest_m;
        }
    }
    return true;
}

/* The blocks near streets, with the step doubled until they are few enough. */
static bool fit_blocks(lf_shed_grid *grid, size_t most)
{
    block_list list = {0};

    for (;; grid->step *= 2) {
        list.count = 0;
        if (!find_blocks(grid->snap, grid->step, &list)) {
            free(list.block);
            return false;
        }
        if (list.count <= most)
            break;
    }
    grid->block = list.block;
    grid->block_count = list.count;
    return true;
}

bool lf_shed_grid_make(lf_context *ctx, const lf_snap *snap, double step_m, lf_shed_grid *out)
{
    *out = (lf_shed_grid){.snap = snap, .step = step_m / snap->network->ground_scale};
    if (!fit_blocks(out, LF_SHED_BLOCKS_MOST))
        return lf_fail_memory(ctx);
    lf_blocks_link(out->block, out->block_count);
    out->point = malloc((out->block_count * LF_BLOCK_SAMPLES + 1) * sizeof *out->point);
    out->margin_dm = malloc((out->block_count * LF_BLOCK_SAMPLES + 1) * sizeof *out->margin_dm);
    if (out->point == NULL || out->margin_dm == NULL) {
        lf_shed_grid_free(out);
        return lf_fail_memory(ctx);
    }
    if (!lf_parallel(ctx, out->block_count, join_block, out)) {
        lf_shed_grid_free(out);
        return false;
    }
    return true;
}

void lf_shed_grid_free(lf_shed_grid *grid)
{
    if (grid == NULL)
        return;
    free(grid->block);
    free(grid->point);
    free(grid->margin_dm);
    *grid = (lf_shed_grid){0};
}

/* The join of a sample that may also be a little too far away. */
static bool join_loosely(const lf_shed_grid *grid, size_t sample, lf_join *out)
{
    const lf_network *network = grid->snap->network;
    const lf_block *block = &grid->block[sample / LF_BLOCK_SAMPLES];
    const size_t in_block = sample % LF_BLOCK_SAMPLES;
    const double i = (double)block->column * LF_BLOCK_SIDE + (double)(in_block % LF_BLOCK_SIDE);
    const double j = (double)block->row * LF_BLOCK_SIDE + (double)(in_block / LF_BLOCK_SIDE);
    const uint32_t point = grid->point[sample];
    const lf_edge_point *at;
    lf_foot foot;

    if (point == NOT_JOINED)
        return false;
    at = &network->point[point];
    foot = lf_foot_on(at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, i * grid->step, j * grid->step);
    *out = (lf_join){
        .point = point, .t = foot.t, .access_m = sqrt(foot.distance2) * network->ground_scale};
    return true;
}

bool lf_shed_grid_join(const lf_shed_grid *grid, size_t sample, lf_join *out)
{
    return grid->margin_dm[sample] >= 0 && join_loosely(grid, sample, out);
}

/* ---- drawing ---- */

/* The blocks of a box (all when NULL), with their numbers in the grid. */
static size_t choose_blocks(const lf_shed_grid *grid, const lf_shed_box *box, lf_block *block,
                            uint32_t *number)
{
    size_t count = 0;

    for (size_t b = 0; b < grid->block_count; b++) {
        const lf_block *at = &grid->block[b];

        if (box != NULL && (at->column < block_index(box->x0, grid->step) ||
                            at->column > block_index(box->x1, grid->step) ||
                            at->row < block_index(box->y0, grid->step) ||
                            at->row > block_index(box->y1, grid->step)))
            continue;
        number[count] = (uint32_t)b;
        block[count++] = *at;
    }
    lf_blocks_link(block, count);
    return count;
}

/* What is found at each sample: the cost in decimetres, or LF_NO_VALUE. */
static void find_costs(const lf_shed_grid *grid, const lf_nearest *nearest, lf_weight weight,
                       const uint32_t *number, size_t count, int32_t *cost)
{
    for (size_t b = 0; b < count; b++)
        for (size_t s = 0; s < LF_BLOCK_SAMPLES; s++) {
            int32_t *out = &cost[b * LF_BLOCK_SAMPLES + s];
            lf_join join;
            lf_place place;
            lf_found found;

            *out = LF_NO_VALUE;
            if (!join_loosely(grid, (size_t)number[b] * LF_BLOCK_SAMPLES + s, &join))
                continue;
            place = lf_network_place(grid->snap->network, &join, weight);
            found = lf_nearest_at(nearest, &place);
            if (lf_is_found(found) && found.cost_dm <= INT32_MAX / 2)
                *out = (int32_t)found.cost_dm;
        }
}

/*
 * What is left of the limit, or of the access distance where that is less. It changes evenly from
 * sample to sample and passes 0 where the shed ends.
 */
static void find_slack(const lf_shed_grid *grid, const uint32_t *number, size_t count,
                       const int32_t *cost, uint32_t limit_dm, int32_t *slack)
{
    const int32_t limit = limit_dm < INT32_MAX / 2 ? (int32_t)limit_dm : INT32_MAX / 2;

    for (size_t b = 0; b < count; b++) {
        const int32_t *margin = grid->margin_dm + (size_t)number[b] * LF_BLOCK_SAMPLES;

        for (size_t s = 0; s < LF_BLOCK_SAMPLES; s++) {
            const size_t at = b * LF_BLOCK_SAMPLES + s;
            const int32_t left = limit - (cost[at] == LF_NO_VALUE ? 0 : cost[at]);

            if (cost[at] == LF_NO_VALUE)
                slack[at] = LF_NO_VALUE;
            else
                slack[at] = left < margin[s] ? left : margin[s];
        }
    }
}

bool lf_shed_draw(const lf_shed_grid *grid, const lf_nearest *nearest, lf_weight weight,
                  const uint32_t *limits_dm, size_t limit_count, const lf_shed_box *box,
                  lf_outline *out)
{
    lf_block *block = malloc((grid->block_count + 1) * sizeof *block);
    uint32_t *number = malloc((grid->block_count + 1) * sizeof *number);
    int32_t *cost = NULL, *slack = NULL;
    size_t count = 0, samples = 0;
    bool done = block != NULL && number != NULL;

    memset(out, 0, limit_count * sizeof *out);
    if (done) {
        count = choose_blocks(grid, box, block, number);
        samples = count * LF_BLOCK_SAMPLES;
        cost = malloc((samples + 1) * sizeof *cost);
        slack = malloc((samples + 1) * sizeof *slack);
        done = cost != NULL && slack != NULL;
    }
    if (done)
        find_costs(grid, nearest, weight, number, count, cost);
    for (size_t k = 0; done && k < limit_count; k++) {
        const lf_field field = {
            .block = block, .block_count = count, .value = slack, .step = grid->step};

        find_slack(grid, number, count, cost, limits_dm[k], slack);
        done = lf_contour(&field, &out[k]);
    }
    for (size_t k = 0; !done && k < limit_count; k++)
        lf_outline_free(&out[k]);
    free(block);
    free(number);
    free(cost);
    free(slack);
    return done;
}

uint32_t lf_shed_margin_dm(const lf_shed_grid *grid)
{
    return lf_decimetres(4 * grid->step * grid->snap->network->ground_scale);
}

static void widen(lf_shed_box *box, const lf_network *network, uint32_t edge)
{
    for (uint32_t p = network->first_point[edge]; p < network->first_point[edge + 1]; p++) {
        box->x0 = fmin(box->x0, network->point[p].x_m);
        box->y0 = fmin(box->y0, network->point[p].y_m);
        box->x1 = fmax(box->x1, network->point[p].x_m);
        box->y1 = fmax(box->y1, network->point[p].y_m);
    }
}

lf_shed_box lf_shed_bounds(const lf_snap *snap, const lf_nearest *nearest, const lf_place *places,
                           size_t place_count, lf_reached *reached)
{
    const lf_network *network = snap->network;
    const double margin = snap->max_access_m / network->ground_scale;
    const size_t count = lf_nearest_reached_count(nearest);
    lf_shed_box box = {.x0 = INFINITY, .y0 = INFINITY, .x1 = -INFINITY, .y1 = -INFINITY};

    lf_nearest_reached(nearest, reached);
    for (size_t p = 0; p < place_count; p++)
        widen(&box, network, places[p].edge);
    for (size_t r = 0; r < count; r++) {
        const uint32_t node = reached[r].node;

        for (uint32_t i = network->first_edge[node]; i < network->first_edge[node + 1]; i++)
            widen(&box, network, network->edge_at[i]);
    }
    return (lf_shed_box){
        .x0 = box.x0 - margin, .y0 = box.y0 - margin, .x1 = box.x1 + margin, .y1 = box.y1 + margin};
}
