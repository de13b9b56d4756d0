/*
 * The network turned round. See mirror.h.
 */
#include "walk/mirror.h"

#include <stdlib.h>

bool lf_mirror_make(lf_context *ctx, const lf_graph *graph, lf_graph *out)
{
    lf_span *span = malloc(((size_t)graph->edge_count + 1) * sizeof *span);

    *out = (lf_graph){0};
    if (span == NULL)
        return lf_fail_memory(ctx);
    for (uint32_t e = 0; e < graph->edge_count; e++)
        span[e] = (lf_span){.from = graph->span[e].from,
                            .to = graph->span[e].to,
                            .forward_dm = graph->span[e].backward_dm,
                            .backward_dm = graph->span[e].forward_dm};
    *out = *graph;
    out->span = span;
    out->forward = graph->reverse;
    out->reverse = graph->forward;
    return true;
}

void lf_mirror_free(lf_graph *mirror)
{
    free(mirror->span);
    *mirror = (lf_graph){0};
}

/* Turned round, the way from the start of an edge to the place is that from the place back. */
lf_place lf_mirror_place(const lf_graph *mirror, const lf_place *place)
{
    const lf_span *span = &mirror->span[place->edge];
    lf_place out = {.edge = place->edge, .access_dm = place->access_dm};

    if (span->forward_dm != LF_NO_WAY)
        out.forward_dm = span->forward_dm - place->backward_dm;
    if (span->backward_dm != LF_NO_WAY)
        out.backward_dm = span->backward_dm - place->forward_dm;
    return out;
}
