/*
 * A network with its least branching nodes taken out of the way of many searches.
 *
 * Nodes with few neighbours are eliminated one after the other; each leaves short cuts between its
 * neighbours, so that all distances among the rest stay as they were. A search then needs to
 * correct labels among the remaining core only and carries them down to the eliminated nodes in
 * one pass. This is the first stretch of a contraction hierarchy (R. Geisberger et al.,
 * "Contraction Hierarchies", 2008), stopped where it no longer pays, and bounded: short cuts beyond
 * the limit are left out.
 *
 * Private to src/walk. Knows graph.h. Must not know what is searched.
 */
#ifndef LF_WALK_CORE_H
#define LF_WALK_CORE_H

#include "walk/graph.h"

typedef struct lf_core {
    uint32_t node_count;
    uint32_t core_count; /* their positions come first */
    /* By rank. Of core nodes: arcs within the core. Of others: arcs to nodes eliminated later. */
    lf_arcs up;
    /* By rank: arcs to nodes eliminated earlier. */
    lf_arcs down;
    /* Arcs of `down` always lead to a larger position. */
    uint32_t *position; /* of a rank */
    uint32_t *at;       /* the rank at a position */
} lf_core;

/*
 * Prepares searches along `arcs` for costs up to limit_dm.
 * The arcs are not kept. False: out of memory. About O(nodes + arcs).
 */
bool lf_core_make(lf_core *core, const lf_arcs *arcs, uint32_t node_count, uint32_t limit_dm);
void lf_core_free(lf_core *core);

#endif
