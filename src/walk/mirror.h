/*
 * A network with every way turned round: a search in it from a place finds what is walked to from
 * there, where one in the network itself finds who walks there.
 *
 * Private to src/walk. Knows graph.h.
 */
#ifndef LF_WALK_MIRROR_H
#define LF_WALK_MIRROR_H

#include "walk/graph.h"

/* *out borrows the nodes and arcs of `graph` and owns its spans: free with lf_mirror_free. */
bool lf_mirror_make(lf_context *ctx, const lf_graph *graph, lf_graph *out);
void lf_mirror_free(lf_graph *mirror);

/* A place of the network as the mirror wants it, and back. */
lf_place lf_mirror_place(const lf_graph *mirror, const lf_place *place);

#endif
