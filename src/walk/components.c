/*
 * Finds which parts of a network hang together.
 *
 * Knows base only. Must not know what is being searched.
 */
#include "walk/graph.h"

#include <stdlib.h>
#include <string.h>

static bool is_walkable(const lf_edge *edge)
{
    return edge->effort_forward_dm != LF_NO_WAY || edge->effort_backward_dm != LF_NO_WAY;
}

/* The root of a node's tree; on the way every other node is hung one higher (path halving). */
static uint32_t find_root(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

/* The smaller root wins, so a component's root is its first node. */
static void join(uint32_t *parent, uint32_t a, uint32_t b)
{
    const uint32_t root_a = find_root(parent, a), root_b = find_root(parent, b);

    if (root_a < root_b)
        parent[root_b] = root_a;
    else
        parent[root_a] = root_b;
}

/* Turns roots into component numbers; roots come before their members. Returns the count. */
static uint32_t number_components(uint32_t *parent, uint32_t node_count)
{
    uint32_t count = 0;

    for (uint32_t n = 0; n < node_count; n++)
        parent[n] = find_root(parent, n);
    /* A member's root is smaller, so it already holds the component's number when met. */
    for (uint32_t n = 0; n < node_count; n++)
        parent[n] = parent[n] == n ? count++ : parent[parent[n]];
    return count;
}

bool lf_components_make(lf_context *ctx, size_t node_count, const lf_edge *edges, size_t edge_count,
                        lf_components *out)
{
    *out = (lf_components){0};
    if (node_count >= UINT32_MAX)
        return lf_fail(ctx, "the network is too large: %zu nodes", node_count);
    for (size_t e = 0; e < edge_count; e++) {
        if (edges[e].from >= node_count || edges[e].to >= node_count)
            return lf_fail_usage(ctx, "network edge %zu joins nodes that do not exist", e);
    }
    out->node_count = (uint32_t)node_count;
    out->of_node = malloc((node_count + 1) * sizeof *out->of_node);
    if (out->of_node == NULL)
        return lf_fail_memory(ctx);
    for (uint32_t n = 0; n < node_count; n++)
        out->of_node[n] = n;
    for (size_t e = 0; e < edge_count; e++) {
        if (is_walkable(&edges[e]))
            join(out->of_node, edges[e].from, edges[e].to);
    }
    out->count = number_components(out->of_node, out->node_count);
    out->nodes = calloc((size_t)out->count + 1, sizeof *out->nodes);
    out->length_dm = calloc((size_t)out->count + 1, sizeof *out->length_dm);
    if (out->nodes == NULL || out->length_dm == NULL) {
        lf_components_free(out);
        return lf_fail_memory(ctx);
    }
    for (uint32_t n = 0; n < node_count; n++)
        out->nodes[out->of_node[n]]++;
    for (size_t e = 0; e < edge_count; e++) {
        if (is_walkable(&edges[e]))
            out->length_dm[out->of_node[edges[e].from]] += edges[e].length_dm;
    }
    return true;
}

void lf_components_free(lf_components *components)
{
    if (components == NULL)
        return;
    free(components->of_node);
    free(components->nodes);
    free(components->length_dm);
    *components = (lf_components){0};
}
