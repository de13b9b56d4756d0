/*
 * Builds the network in memory: Hilbert ranks, then both directions of arcs by counting sort.
 *
 * Knows base only. Must not know what is being searched.
 */
#include "walk/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells per axis of the Hilbert curve: 16 bits each way fill a 32-bit key. */
enum { CURVE_BITS = 16 };

/* ---- order along the curve ---- */

static uint32_t hilbert_key(uint32_t x, uint32_t y)
{
    uint32_t key = 0;

    for (uint32_t side = UINT32_C(1) << (CURVE_BITS - 1); side > 0; side >>= 1) {
        const uint32_t right = (x & side) != 0;
        const uint32_t upper = (y & side) != 0;

        key = (key << 2) | ((3 * right) ^ upper);
        if (!upper) { /* the lower quadrants are turned, the right one also mirrored */
            const uint32_t turned = right ? ~y : y;

            y = right ? ~x : x;
            x = turned;
        }
    }
    return key;
}

typedef struct bounds {
    double min_x, min_y, cells_per_m;
} bounds;

static bool find_bounds(lf_context *ctx, const lf_node *nodes, size_t count, bounds *out)
{
    const double cells = (double)((UINT32_C(1) << CURVE_BITS) - 1);
    double max_x = -INFINITY, max_y = -INFINITY, side = 0.0;

    *out = (bounds){.min_x = INFINITY, .min_y = INFINITY, .cells_per_m = 0.0};
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(nodes[i].x_m) || !isfinite(nodes[i].y_m))
            return lf_fail_usage(ctx, "network node %zu has no finite coordinates", i);
        out->min_x = fmin(out->min_x, nodes[i].x_m);
        out->min_y = fmin(out->min_y, nodes[i].y_m);
        max_x = fmax(max_x, nodes[i].x_m);
        max_y = fmax(max_y, nodes[i].y_m);
    }
    if (count > 0)
        side = fmax(max_x - out->min_x, max_y - out->min_y);
    if (side > 0.0 && isfinite(cells / side) && isfinite(side))
        out->cells_per_m = cells / side;
    return true;
}

/* Sorts by the upper 32 bits, stable; `spare` is as long as `keys`. */
static void sort_by_key(uint64_t *keys, uint64_t *spare, size_t count)
{
    enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

    for (int shift = 32; shift < 64; shift += DIGIT_BITS) { /* an even number of passes */
        size_t start[DIGITS + 1] = {0};

        for (size_t i = 0; i < count; i++)
            start[((keys[i] >> shift) & (DIGITS - 1)) + 1]++;
        for (int digit = 0; digit < DIGITS; digit++)
            start[digit + 1] += start[digit];
        for (size_t i = 0; i < count; i++)
            spare[start[(keys[i] >> shift) & (DIGITS - 1)]++] = keys[i];
        memcpy(keys, spare, count * sizeof *keys);
    }
}

static bool rank_nodes(lf_context *ctx, const lf_node *nodes, lf_graph *graph)
{
    const size_t count = graph->node_count;
    uint64_t *keys = malloc((count + 1) * sizeof *keys);
    uint64_t *spare = malloc((count + 1) * sizeof *spare);
    bounds box;
    bool ok = false;

    if (keys == NULL || spare == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    if (!find_bounds(ctx, nodes, count, &box))
        goto done;
    for (size_t i = 0; i < count; i++) {
        const uint32_t x = (uint32_t)((nodes[i].x_m - box.min_x) * box.cells_per_m);
        const uint32_t y = (uint32_t)((nodes[i].y_m - box.min_y) * box.cells_per_m);

        keys[i] = ((uint64_t)hilbert_key(x, y) << 32) | i;
    }
    sort_by_key(keys, spare, count);
    for (uint32_t r = 0; r < count; r++) {
        graph->node[r] = (uint32_t)keys[r];
        graph->rank[graph->node[r]] = r;
    }
    ok = true;
done:
    free(spare);
    free(keys);
    return ok;
}

/* ---- arcs ---- */

static bool check_sizes(lf_context *ctx, size_t node_count, const lf_edge *edges, size_t edge_count)
{
    /* Every edge gives up to two arcs, and arcs are counted in 32 bits. */
    if (node_count >= UINT32_MAX || edge_count >= UINT32_MAX / 2)
        return lf_fail(ctx, "the network is too large: %zu nodes, %zu edges", node_count,
                       edge_count);
    for (size_t e = 0; e < edge_count; e++) {
        if (edges[e].from >= node_count || edges[e].to >= node_count)
            return lf_fail_usage(ctx, "network edge %zu joins nodes that do not exist", e);
    }
    return true;
}

static void fill_spans(lf_graph *graph, const lf_edge *edges, lf_weight weight)
{
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const lf_edge *edge = &edges[e];
        lf_span *span = &graph->span[e];

        span->from = graph->rank[edge->from];
        span->to = graph->rank[edge->to];
        span->forward_dm = edge->effort_forward_dm;
        span->backward_dm = edge->effort_backward_dm;
        if (weight == LF_BY_LENGTH && span->forward_dm != LF_NO_WAY)
            span->forward_dm = edge->length_dm;
        if (weight == LF_BY_LENGTH && span->backward_dm != LF_NO_WAY)
            span->backward_dm = edge->length_dm;
    }
}

/* The ends of an edge's walkable directions; a self-loop never shortens a walk and gives no arc. */
static bool goes_forward(const lf_span *span)
{
    return span->forward_dm != LF_NO_WAY && span->from != span->to;
}

static bool goes_backward(const lf_span *span)
{
    return span->backward_dm != LF_NO_WAY && span->from != span->to;
}

static void add_arc(lf_arcs *arcs, uint32_t tail, uint32_t head, uint32_t cost_dm)
{
    arcs->arc[arcs->first[tail]++] = (lf_arc){.head = head, .cost_dm = cost_dm};
}

/* Counting sort of both directions at once: an arc forward at its tail is reverse at its head. */
static bool fill_arcs(lf_graph *graph)
{
    const size_t nodes = graph->node_count;
    size_t arc_count = 0;

    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const lf_span *span = &graph->span[e];

        /* Counted one place up, so that filling leaves `first` at the starts. */
        if (goes_forward(span)) {
            graph->forward.first[span->from + 2]++;
            graph->reverse.first[span->to + 2]++;
            arc_count++;
        }
        if (goes_backward(span)) {
            graph->forward.first[span->to + 2]++;
            graph->reverse.first[span->from + 2]++;
            arc_count++;
        }
    }
    for (size_t r = 1; r <= nodes; r++) {
        graph->forward.first[r + 1] += graph->forward.first[r];
        graph->reverse.first[r + 1] += graph->reverse.first[r];
    }
    graph->forward.arc = malloc((arc_count + 1) * sizeof(lf_arc));
    graph->reverse.arc = malloc((arc_count + 1) * sizeof(lf_arc));
    if (graph->forward.arc == NULL || graph->reverse.arc == NULL)
        return false;
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const lf_span *span = &graph->span[e];

        if (goes_forward(span)) {
            add_arc(&graph->forward, span->from + 1, span->to, span->forward_dm);
            add_arc(&graph->reverse, span->to + 1, span->from, span->forward_dm);
        }
        if (goes_backward(span)) {
            add_arc(&graph->forward, span->to + 1, span->from, span->backward_dm);
            add_arc(&graph->reverse, span->from + 1, span->to, span->backward_dm);
        }
    }
    return true;
}

static bool allocate(lf_graph *graph)
{
    const size_t nodes = graph->node_count, edges = graph->edge_count;

    graph->rank = malloc((nodes + 1) * sizeof *graph->rank);
    graph->node = malloc((nodes + 1) * sizeof *graph->node);
    graph->span = malloc((edges + 1) * sizeof *graph->span);
    graph->forward.first = calloc(nodes + 2, sizeof *graph->forward.first);
    graph->reverse.first = calloc(nodes + 2, sizeof *graph->reverse.first);
    return graph->rank != NULL && graph->node != NULL && graph->span != NULL &&
           graph->forward.first != NULL && graph->reverse.first != NULL;
}

bool lf_graph_make(lf_context *ctx, const lf_node *nodes, size_t node_count, const lf_edge *edges,
                   size_t edge_count, lf_weight weight, lf_graph **out)
{
    lf_graph *graph = NULL;
    bool ok = false;

    *out = NULL;
    if (!check_sizes(ctx, node_count, edges, edge_count))
        goto done;
    graph = calloc(1, sizeof *graph);
    if (graph == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    graph->node_count = (uint32_t)node_count;
    graph->edge_count = (uint32_t)edge_count;
    if (!allocate(graph)) {
        lf_fail_memory(ctx);
        goto done;
    }
    if (!rank_nodes(ctx, nodes, graph))
        goto done;
    fill_spans(graph, edges, weight);
    if (!fill_arcs(graph)) {
        lf_fail_memory(ctx);
        goto done;
    }
    *out = graph;
    graph = NULL;
    ok = true;
done:
    lf_graph_free(graph);
    return ok;
}

void lf_graph_free(lf_graph *graph)
{
    if (graph == NULL)
        return;
    free(graph->rank);
    free(graph->node);
    free(graph->span);
    free(graph->forward.first);
    free(graph->forward.arc);
    free(graph->reverse.first);
    free(graph->reverse.arc);
    free(graph);
}

bool lf_graph_has_place(const lf_graph *graph, const lf_place *place)
{
    const lf_span *span;

    if (place->edge >= graph->edge_count)
        return false;
    span = &graph->span[place->edge];
    return (span->forward_dm == LF_NO_WAY || place->forward_dm <= span->forward_dm) &&
           (span->backward_dm == LF_NO_WAY || place->backward_dm <= span->backward_dm);
}

bool lf_graph_check_places(lf_context *ctx, const lf_graph *graph, const lf_place *places,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!lf_graph_has_place(graph, &places[i]))
            return lf_fail_usage(ctx, "place %zu lies beyond its network edge %u", i,
                                 places[i].edge);
    }
    return true;
}
