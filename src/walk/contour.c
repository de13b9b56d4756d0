/*
 * Marching squares over blocks of samples, rings from linked crossings, polygons from rings.
 *
 * Pure memory. Must not know what the samples mean.
 */
#include "walk/contour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"

/* Keeps the promise of contour.h: with both crossings of a cell this near to one side, the middle
   of that side is still less than a step (0.992) from the other side's corners. */
static const double NEAREST = 1.0 / 7;

enum { HORIZONTAL = 0, VERTICAL = 1 };
enum { BOTTOM_SIDE, RIGHT_SIDE, TOP_SIDE, LEFT_SIDE };

/* A grid line between a sample and the next one to the right (2 * sample) or above (2 * sample +
   1); the outline crosses it once. From crossing to crossing it runs with the holding side on the
   left. */
typedef struct ring_link {
    uint32_t from, to;
} ring_link;

/* One closed run of crossings. */
typedef struct ring {
    uint32_t first, count; /* in the order array */
    uint32_t label;        /* the patch of holding samples that it bounds */
    double area;           /* negative around a hole */
} ring;

typedef struct tracing {
    const lf_field *field;
    uint32_t *parent; /* union-find over samples: patches joined side by side */
    ring_link *link;
    size_t link_count, link_capacity;
    uint32_t *order; /* crossings ring by ring */
    size_t order_count;
    ring *ring;
    size_t ring_count, ring_capacity;
    double *xy; /* of the crossings in order */
} tracing;

static int compare_blocks(const lf_block *a, const lf_block *b)
{
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static uint32_t find_block(const lf_block *block, size_t count, int32_t column, int32_t row)
{
    const lf_block wanted = {.column = column, .row = row};
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare_blocks(&block[middle], &wanted);

        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return LF_NO_BLOCK;
}

void lf_blocks_link(lf_block *block, size_t count)
{
    for (size_t b = 0; b < count; b++) {
        const int32_t column = block[b].column, row = block[b].row;

        block[b].right = find_block(block, count, column + 1, row);
        block[b].above = find_block(block, count, column, row + 1);
        block[b].diagonal = find_block(block, count, column + 1, row + 1);
    }
}

/* ---- samples ---- */

static uint32_t sample_at(uint32_t block, int i, int j)
{
    return block == LF_NO_BLOCK ? UINT32_MAX
                                : block * LF_BLOCK_SAMPLES + (uint32_t)(j * LF_BLOCK_SIDE + i);
}

/* The sample at (i, j) counted from a block's corner; i and j may be one beyond the block. */
static uint32_t sample_near(const lf_field *field, uint32_t block, int i, int j)
{
    const lf_block *at = &field->block[block];

    if (i < LF_BLOCK_SIDE && j < LF_BLOCK_SIDE)
        return sample_at(block, i, j);
    if (j < LF_BLOCK_SIDE)
        return sample_at(at->right, 0, j);
    return i < LF_BLOCK_SIDE ? sample_at(at->above, i, 0) : sample_at(at->diagonal, 0, 0);
}

static bool holds(const lf_field *field, uint32_t sample)
{
    return sample != UINT32_MAX && field->value[sample] >= 0;
}

/* ---- patches ---- */

static uint32_t root_of(uint32_t *parent, uint32_t sample)
{
    while (parent[sample] != sample) {
        parent[sample] = parent[parent[sample]];
        sample = parent[sample];
    }
    return sample;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

/* ---- crossings ---- */

/* The grid line on a side of the cell whose lower left sample is (i, j). */
static uint32_t line_of(const lf_field *field, uint32_t block, int i, int j, int side)
{
    if (side == BOTTOM_SIDE)
        return 2 * sample_at(block, i, j) + HORIZONTAL;
    if (side == LEFT_SIDE)
        return 2 * sample_at(block, i, j) + VERTICAL;
    if (side == TOP_SIDE)
        return 2 * sample_near(field, block, i, j + 1) + HORIZONTAL;
    return 2 * sample_near(field, block, i + 1, j) + VERTICAL;
}

/* From which side to which the outline crosses a cell, by the corners that hold (1 lower left,
   2 lower right, 4 upper right, 8 upper left). -1: nothing. Opposite corners stay apart. */
static const signed char RUNS[16][4] = {
    [0] = {-1, -1, -1, -1},
    [1] = {BOTTOM_SIDE, LEFT_SIDE, -1, -1},
    [2] = {RIGHT_SIDE, BOTTOM_SIDE, -1, -1},
    [3] = {RIGHT_SIDE, LEFT_SIDE, -1, -1},
    [4] = {TOP_SIDE, RIGHT_SIDE, -1, -1},
    [5] = {BOTTOM_SIDE, LEFT_SIDE, TOP_SIDE, RIGHT_SIDE},
    [6] = {TOP_SIDE, BOTTOM_SIDE, -1, -1},
    [7] = {TOP_SIDE, LEFT_SIDE, -1, -1},
    [8] = {LEFT_SIDE, TOP_SIDE, -1, -1},
    [9] = {BOTTOM_SIDE, TOP_SIDE, -1, -1},
    [10] = {RIGHT_SIDE, BOTTOM_SIDE, LEFT_SIDE, TOP_SIDE},
    [11] = {RIGHT_SIDE, TOP_SIDE, -1, -1},
    [12] = {LEFT_SIDE, RIGHT_SIDE, -1, -1},
    [13] = {BOTTOM_SIDE, RIGHT_SIDE, -1, -1},
    [14] = {LEFT_SIDE, BOTTOM_SIDE, -1, -1},
    [15] = {-1, -1, -1, -1},
};

static bool march_cell(tracing *trace, uint32_t block, int i, int j)
{
    const lf_field *field = trace->field;
    const uint32_t corner[4] = {sample_at(block, i, j), sample_near(field, block, i + 1, j),
                                sample_near(field, block, i + 1, j + 1),
                                sample_near(field, block, i, j + 1)};
    const bool held[4] = {holds(field, corner[0]), holds(field, corner[1]), holds(field, corner[2]),
                          holds(field, corner[3])};
    const signed char *run = RUNS[held[0] | held[1] << 1 | held[2] << 2 | held[3] << 3];

    if (held[0] && held[1])
        unite(trace->parent, corner[0], corner[1]);
    if (held[0] && held[3])
        unite(trace->parent, corner[0], corner[3]);
    for (int r = 0; r < 4 && run[r] >= 0; r += 2) {
        if (!LF_ROOM(trace->link, trace->link_count, trace->link_capacity))
            return false;
        trace->link[trace->link_count++] =
            (ring_link){.from = line_of(field, block, i, j, run[r]),
                        .to = line_of(field, block, i, j, run[r + 1])};
    }
    return true;
}

static bool any_holds(const lf_field *field, uint32_t block)
{
    const int32_t *value;

    if (block == LF_NO_BLOCK)
        return false;
    value = field->value + (size_t)block * LF_BLOCK_SAMPLES;
    for (int s = 0; s < LF_BLOCK_SAMPLES; s++)
        if (value[s] >= 0)
            return true;
    return false;
}

static bool march(tracing *trace)
{
    const lf_field *field = trace->field;

    for (uint32_t b = 0; b < field->block_count; b++) {
        const lf_block *at = &field->block[b];

        if (!any_holds(field, b) && !any_holds(field, at->right) && !any_holds(field, at->above) &&
            !any_holds(field, at->diagonal))
            continue;
        for (int j = 0; j < LF_BLOCK_SIDE; j++)
            for (int i = 0; i < LF_BLOCK_SIDE; i++)
                if (!march_cell(trace, b, i, j))
                    return false;
    }
    return true;
}

/* ---- rings ---- */

static int by_from(const void *a, const void *b)
{
    const ring_link *left = a, *right = b;

    return (left->from > right->from) - (left->from < right->from);
}

static size_t find_link(const tracing *trace, uint32_t from)
{
    size_t low = 0, high = trace->link_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (trace->link[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The samples at both ends of a grid line; the second may lie in no block. */
static void line_ends(const lf_field *field, uint32_t line, uint32_t out[2])
{
    const uint32_t sample = line / 2, block = sample / LF_BLOCK_SAMPLES;
    const int i = (int)(sample % LF_BLOCK_SIDE);
    const int j = (int)(sample % LF_BLOCK_SAMPLES / LF_BLOCK_SIDE);

    out[0] = sample;
    out[1] = line % 2 == VERTICAL ? sample_near(field, block, i, j + 1)
                                  : sample_near(field, block, i + 1, j);
}

/* How far along a grid line the outline crosses it. */
static double crossing_share(const lf_field *field, const uint32_t end[2])
{
    const bool first = holds(field, end[0]);
    const uint32_t outer = end[first];
    const double in = field->value[end[!first]];
    const bool known = outer != UINT32_MAX && field->value[outer] != LF_NO_VALUE;
    double share = known ? in / (in - (double)field->value[outer]) : 0.5;

    share = fmin(fmax(share, NEAREST), 1 - NEAREST);
    return first ? share : 1 - share;
}

static void crossing_point(const lf_field *field, uint32_t line, double out[2])
{
    const uint32_t sample = line / 2;
    const lf_block *block = &field->block[sample / LF_BLOCK_SAMPLES];
    double i = (double)block->column * LF_BLOCK_SIDE + sample % LF_BLOCK_SIDE;
    double j = (double)block->row * LF_BLOCK_SIDE + sample % LF_BLOCK_SAMPLES / LF_BLOCK_SIDE;
    uint32_t end[2];

    line_ends(field, line, end);
    if (line % 2 == VERTICAL)
        j += crossing_share(field, end);
    else
        i += crossing_share(field, end);
    out[0] = i * field->step;
    out[1] = j * field->step;
}

static double ring_area(const double *xy, size_t count)
{
    double twice = 0;

    for (size_t p = 0; p < count; p++) {
        const double *a = xy + 2 * p, *b = xy + 2 * ((p + 1) % count);

        twice += (a[0] - xy[0]) * (b[1] - xy[1]) - (b[0] - xy[0]) * (a[1] - xy[1]);
    }
    return twice / 2;
}

/* The patch on the holding side of a crossing. */
static uint32_t label_of(tracing *trace, uint32_t line)
{
    uint32_t end[2];

    line_ends(trace->field, line, end);
    return root_of(trace->parent, end[!holds(trace->field, end[0])]);
}

static bool trace_rings(tracing *trace)
{
    const size_t count = trace->link_count;
    bool *done = calloc(count + 1, sizeof *done);

    trace->order = malloc((count + 1) * sizeof *trace->order);
    trace->xy = malloc((count + 1) * 2 * sizeof *trace->xy);
    if (done == NULL || trace->order == NULL || trace->xy == NULL) {
        free(done);
        return false;
    }
    for (size_t start = 0; start < count; start++) {
        const size_t first = trace->order_count;

        if (done[start])
            continue;
        for (size_t at = start; !done[at]; at = find_link(trace, trace->link[at].to)) {
            done[at] = true;
            crossing_point(trace->field, trace->link[at].from, trace->xy + 2 * trace->order_count);
            trace->order[trace->order_count++] = trace->link[at].from;
        }
        if (!LF_ROOM(trace->ring, trace->ring_count, trace->ring_capacity)) {
            free(done);
            return false;
        }
        trace->ring[trace->ring_count++] =
            (ring){.first = (uint32_t)first,
                   .count = (uint32_t)(trace->order_count - first),
                   .label = label_of(trace, trace->order[first]),
                   .area = ring_area(trace->xy + 2 * first, trace->order_count - first)};
    }
    free(done);
    return true;
}

/* ---- polygons ---- */

/* Patch by patch, the outer ring before its holes. */
static int by_patch(const void *a, const void *b)
{
    const ring *left = a, *right = b;

    if (left->label != right->label)
        return left->label < right->label ? -1 : 1;
    if ((left->area > 0) != (right->area > 0))
        return left->area > 0 ? -1 : 1;
    return (left->first > right->first) - (left->first < right->first);
}

static unsigned char *put(unsigned char *at, const void *bytes, size_t size)
{
    memcpy(at, bytes, size);
    return at + size;
}

static unsigned char *put_head(unsigned char *at, uint32_t type, uint32_t count)
{
    const uint16_t one = 1;

    at = put(at, &one, 1); /* this machine's byte order: 1 when little endian */
    at = put(at, &type, sizeof type);
    return put(at, &count, sizeof count);
}

static uint32_t rings_of_patch(const tracing *trace, size_t first)
{
    size_t next = first;

    while (next < trace->ring_count && trace->ring[next].label == trace->ring[first].label)
        next++;
    return (uint32_t)(next - first);
}

static unsigned char *put_ring(unsigned char *at, const tracing *trace, const ring *of)
{
    const uint32_t points = of->count + 1;
    const double *xy = trace->xy + 2 * (size_t)of->first;

    at = put(at, &points, sizeof points);
    at = put(at, xy, of->count * 2 * sizeof *xy);
    return put(at, xy, 2 * sizeof *xy);
}

static bool write_polygons(tracing *trace, lf_outline *out)
{
    enum { HEAD = 9 };
    uint32_t patches = 0;
    unsigned char *at;

    for (size_t r = 0; r < trace->ring_count; r += rings_of_patch(trace, r))
        patches++;
    out->wkb = at = malloc(HEAD + patches * HEAD + trace->ring_count * sizeof(uint32_t) +
                           (trace->order_count + trace->ring_count) * 2 * sizeof(double));
    if (at == NULL)
        return false;
    at = put_head(at, 6, patches);
    for (size_t r = 0; r < trace->ring_count;) {
        const uint32_t rings = rings_of_patch(trace, r);

        at = put_head(at, 3, rings);
        for (uint32_t i = 0; i < rings; i++, r++) {
            at = put_ring(at, trace, &trace->ring[r]);
            out->area += trace->ring[r].area;
        }
    }
    out->wkb_size = (size_t)(at - out->wkb);
    return true;
}

bool lf_contour(const lf_field *field, lf_outline *out)
{
    const size_t samples = field->block_count * LF_BLOCK_SAMPLES;
    tracing trace = {.field = field, .parent = malloc((samples + 1) * sizeof *trace.parent)};
    bool done = trace.parent != NULL;

    *out = (lf_outline){0};
    for (size_t s = 0; done && s < samples; s++)
        trace.parent[s] = (uint32_t)s;
    done = done && march(&trace);
    if (done && trace.link_count > 0) {
        qsort(trace.link, trace.link_count, sizeof *trace.link, by_from);
        done = trace_rings(&trace);
        if (done)
            qsort(trace.ring, trace.ring_count, sizeof *trace.ring, by_patch);
        done = done && write_polygons(&trace, out);
    }
    free(trace.parent);
    free(trace.link);
    free(trace.order);
    free(trace.ring);
    free(trace.xy);
    return done;
}

void lf_outline_free(lf_outline *outline)
{
    if (outline == NULL)
        return;
    free(outline->wkb);
    *outline = (lf_outline){0};
}
