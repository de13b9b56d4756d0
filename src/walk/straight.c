/*
 * Straight-line searches over a sparse grid.
 *
 * Knows shapes and cells. Must not know the network.
 */
#include "walk/straight.h"

#include <math.h>
#include <stdlib.h>

#include "walk/grow.h"

/* Distances closer than this are equal: the lower index goes first. */
static const double SAME_DISTANCE_M = 1e-4;
static const double SMALLEST_CELL_M = 25;

/*
 * Cells that hold about two of so many things spread over a box, no wider than a search reaches,
 * nor so narrow that a search in vain looks into thousands of empty cells: things may stand in a
 * cluster far from who looks for them. A few things are all looked at.
 */
static double cell_size(double x0, double y0, double x1, double y1, size_t count, double limit)
{
    enum { FEW = 64, CELLS_ACROSS_LIMIT = 32 };
    const double area = fmax(x1 - x0, 1) * fmax(y1 - y0, 1);
    const double size =
        count <= FEW ? limit : fmax(sqrt(2 * area / (double)count), limit / CELLS_ACROSS_LIMIT);

    return fmax(fmin(size, limit), SMALLEST_CELL_M);
}

static bool is_wanted(const lf_thing *thing, uint32_t category)
{
    return category == LF_NO_CATEGORY || thing->category == category;
}

bool lf_straight_make(lf_context *ctx, const lf_things *things, uint32_t category,
                      double ground_scale, double limit_m, lf_straight *out)
{
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    size_t count = 0;

    *out = (lf_straight){.things = things, .ground_scale = ground_scale, .limit_m = limit_m};
    for (size_t i = 0; i < things->count; i++) {
        const lf_thing *thing = &things->thing[i];

        if (!is_wanted(thing, category))
            continue;
        x0 = fmin(x0, thing->x_m);
        x1 = fmax(x1, thing->x_m);
        y0 = fmin(y0, thing->y_m);
        y1 = fmax(y1, thing->y_m);
        count++;
    }
    lf_cells_begin(&out->cells, cell_size(x0, y0, x1, y1, count, limit_m / ground_scale));
    for (size_t i = 0; i < things->count; i++) {
        double xy[2];
        const lf_shape outline = lf_thing_outline(&things->thing[i], xy);

        if (is_wanted(&things->thing[i], category))
            lf_cells_add_box(&out->cells, outline.x0, outline.y0, outline.x1, outline.y1,
                             (uint32_t)i);
    }
    return lf_cells_finish(ctx, &out->cells);
}

void lf_straight_free(lf_straight *straight)
{
    if (straight != NULL)
        lf_cells_free(&straight->cells);
}

/* The best so far, distances in the plane. */
typedef struct candidate {
    uint32_t index;
    bool found;
    double distance;
} candidate;

static double box_gap(const lf_shape *a, const lf_shape *b)
{
    const double dx = fmax(0, fmax(a->x0 - b->x1, b->x0 - a->x1));
    const double dy = fmax(0, fmax(a->y0 - b->y1, b->y0 - a->y1));

    return sqrt(dx * dx + dy * dy);
}

static void consider(const lf_straight *straight, const lf_shape *from, uint32_t index,
                     candidate *best)
{
    double xy[2], distance;
    const lf_shape outline = lf_thing_outline(&straight->things->thing[index], xy);

    if (best->found && best->index == index)
        return;
    if (box_gap(from, &outline) > best->distance + SAME_DISTANCE_M)
        return;
    distance = lf_shape_gap(from, &outline);
    if (!best->found) {
        if (distance <= best->distance)
            *best = (candidate){.index = index, .found = true, .distance = distance};
        return;
    }
    if (distance < best->distance - SAME_DISTANCE_M ||
        (distance <= best->distance + SAME_DISTANCE_M && index < best->index))
        *best = (candidate){.index = index, .found = true, .distance = distance};
}

static void look_in_cell(const lf_straight *straight, const lf_shape *from, int32_t column,
                         int32_t row, candidate *best)
{
    size_t count;
    const uint32_t *item = lf_cells_at(&straight->cells, column, row, &count);

    for (size_t i = 0; i < count; i++)
        consider(straight, from, item[i], best);
}

/* Looks in the cells `ring` away from the block of cells that the bounds of `from` lie in. */
static void look_in_ring(const lf_straight *straight, const lf_shape *from, int32_t ring,
                         candidate *best)
{
    const lf_cells *cells = &straight->cells;
    const int32_t left = lf_cells_index(cells, from->x0) - ring;
    const int32_t right = lf_cells_index(cells, from->x1) + ring;
    const int32_t bottom = lf_cells_index(cells, from->y0) - ring;
    const int32_t top = lf_cells_index(cells, from->y1) + ring;

    for (int32_t row = bottom; row <= top; row++) {
        const bool whole_row = ring == 0 || row == bottom || row == top;
        const int32_t step = whole_row || right == left ? 1 : right - left;

        for (int32_t column = left; column <= right; column += step)
            look_in_cell(straight, from, column, row, best);
    }
}

bool lf_straight_nearest(const lf_straight *straight, const lf_shape *from, uint32_t *index,
                         double *distance_m)
{
    const double size = straight->cells.size_m;
    candidate best = {.distance = straight->limit_m / straight->ground_scale};

    if (straight->cells.cell_count == 0)
        return false;
    /* what lies in ring r is at least r - 1 whole cells away from the bounds */
    for (int32_t ring = 0; (ring - 1) * size <= best.distance + SAME_DISTANCE_M; ring++)
        look_in_ring(straight, from, ring, &best);
    *index = best.index;
    *distance_m = best.distance * straight->ground_scale;
    return best.found;
}

/* ---- everything near ---- */

static int by_index(const void *a, const void *b)
{
    const lf_straight_near *left = a, *right = b;

    return (left->index > right->index) - (left->index < right->index);
}

/* A thing that lies in several cells was listed several times. */
static void sort_once(lf_straight_list *list)
{
    size_t kept = 0;

    if (list->count > 0)
        qsort(list->item, list->count, sizeof *list->item, by_index);
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->item[kept - 1].index != list->item[i].index)
            list->item[kept++] = list->item[i];
    list->count = kept;
}

static bool add_cell(const lf_straight *straight, const lf_shape *from, int32_t column, int32_t row,
                     lf_straight_list *list)
{
    size_t count;
    const uint32_t *item = lf_cells_at(&straight->cells, column, row, &count);

    for (size_t i = 0; i < count; i++) {
        double xy[2], distance_m;
        const lf_shape outline = lf_thing_outline(&straight->things->thing[item[i]], xy);

        if (box_gap(from, &outline) * straight->ground_scale > straight->limit_m)
            continue;
        distance_m = lf_shape_gap(from, &outline) * straight->ground_scale;
        if (distance_m > straight->limit_m)
            continue;
        if (!LF_ROOM(list->item, list->count, list->capacity))
            return false;
        list->item[list->count++] = (lf_straight_near){.index = item[i], .distance_m = distance_m};
    }
    return true;
}

bool lf_straight_within(const lf_straight *straight, const lf_shape *from, lf_straight_list *list)
{
    const lf_cells *cells = &straight->cells;
    const double reach = straight->limit_m / straight->ground_scale;
    const int32_t right = lf_cells_index(cells, from->x1 + reach);
    const int32_t top = lf_cells_index(cells, from->y1 + reach);

    list->count = 0;
    for (int32_t row = lf_cells_index(cells, from->y0 - reach); row <= top; row++)
        for (int32_t column = lf_cells_index(cells, from->x0 - reach); column <= right; column++)
            if (!add_cell(straight, from, column, row, list))
                return false;
    sort_once(list);
    return true;
}

/* ---- sums ---- */

/* Lays the things out cell by cell, so that a cell's stand together, and adds each cell up. */
static bool sum_cells(lf_context *ctx, const lf_things *things, lf_straight_sums *sums)
{
    const lf_cells *cells = &sums->cells;

    sums->x = malloc((things->count + 1) * sizeof *sums->x);
    sums->y = malloc((things->count + 1) * sizeof *sums->y);
    sums->weight = malloc((things->count + 1) * sizeof *sums->weight);
    sums->cell_sum = calloc(cells->cell_count + 1, sizeof *sums->cell_sum);
    if (sums->x == NULL || sums->y == NULL || sums->weight == NULL || sums->cell_sum == NULL)
        return lf_fail_memory(ctx);
    for (size_t c = 0; c < cells->cell_count; c++)
        for (uint32_t i = cells->first[c]; i < cells->first[c + 1]; i++) {
            const lf_thing *thing = &things->thing[cells->item[i]];

            sums->x[i] = thing->x_m;
            sums->y[i] = thing->y_m;
            sums->weight[i] = isnan(thing->weight) ? 0 : thing->weight;
            sums->cell_sum[c] += sums->weight[i];
        }
    return true;
}

bool lf_straight_sums_make(lf_context *ctx, const lf_things *things, double ground_scale,
                           double limit_m, lf_straight_sums *out)
{
    *out = (lf_straight_sums){.ground_scale = ground_scale};
    /* a dozen cells across the greatest limit: most of the sum is then whole cells */
    lf_cells_begin(&out->cells, fmax(limit_m / ground_scale / 12, SMALLEST_CELL_M));
    for (size_t i = 0; i < things->count; i++) {
        const lf_thing *thing = &things->thing[i];

        lf_cells_add_box(&out->cells, thing->x_m, thing->y_m, thing->x_m, thing->y_m, (uint32_t)i);
    }
    if (!lf_cells_finish(ctx, &out->cells) || !sum_cells(ctx, things, out)) {
        lf_straight_sums_free(out);
        return false;
    }
    return true;
}

void lf_straight_sums_free(lf_straight_sums *sums)
{
    if (sums == NULL)
        return;
    lf_cells_free(&sums->cells);
    free(sums->x);
    free(sums->y);
    free(sums->weight);
    free(sums->cell_sum);
    *sums = (lf_straight_sums){0};
}

/* Sum of one cell: at once when all of it lies within reach, else thing by thing. */
static double sum_cell(const lf_straight_sums *sums, int32_t column, int32_t row, double x,
                       double y, double reach)
{
    const double size = sums->cells.size_m;
    const double dx = fabs((column + 0.5) * size - x), dy = fabs((row + 0.5) * size - y);
    const double near_x = fmax(dx - size / 2, 0), near_y = fmax(dy - size / 2, 0);
    const double far_x = dx + size / 2, far_y = dy + size / 2;
    double sum = 0;
    uint32_t cell;

    if (near_x * near_x + near_y * near_y > reach * reach)
        return 0;
    cell = lf_cells_number(&sums->cells, column, row);
    if (cell == UINT32_MAX)
        return 0;
    if (far_x * far_x + far_y * far_y < reach * reach)
        return sums->cell_sum[cell];
    for (uint32_t i = sums->cells.first[cell]; i < sums->cells.first[cell + 1]; i++) {
        const double ax = sums->x[i] - x, ay = sums->y[i] - y;

        if (ax * ax + ay * ay <= reach * reach)
            sum += sums->weight[i];
    }
    return sum;
}

double lf_straight_sum(const lf_straight_sums *sums, double x_m, double y_m, double limit_m)
{
    const double reach = limit_m / sums->ground_scale;
    const int32_t right = lf_cells_index(&sums->cells, x_m + reach);
    const int32_t top = lf_cells_index(&sums->cells, y_m + reach);
    double sum = 0;

    for (int32_t row = lf_cells_index(&sums->cells, y_m - reach); row <= top; row++)
        for (int32_t column = lf_cells_index(&sums->cells, x_m - reach); column <= right; column++)
            sum += sum_cell(sums, column, row, x_m, y_m, reach);
    return sum;
}
