/*
 * The bounded search itself: from many seeds at once along one direction of arcs, leaving at every
 * node in reach the smallest (cost, owner).
 *
 * Private to src/walk; others search through nearest.h and reach.h. Knows graph.h. Must not know
 * places, categories or opportunities.
 */
#ifndef LF_WALK_SEARCH_H
#define LF_WALK_SEARCH_H

#include "walk/buckets.h"
#include "walk/graph.h"

/* A label holds its cost in the upper and its owner in the lower half, so that the smaller
   number is the lower cost and, at equal cost, the lower owner. */
#define LF_NO_LABEL UINT64_MAX

typedef struct lf_search {
    uint32_t node_count;
    uint64_t *label;   /* by rank; LF_NO_LABEL out of reach */
    uint32_t *touched; /* ranks that have a label, in the order they got one */
    size_t touched_count;
    lf_buckets queue;
} lf_search;

static inline uint32_t lf_label_cost(uint64_t label)
{
    return (uint32_t)(label >> 32);
}

static inline uint32_t lf_label_owner(uint64_t label)
{
    return (uint32_t)label;
}

/* Scratch for searches of a network of so many nodes (12 bytes a node). False: out of memory. */
bool lf_search_make(lf_search *search, uint32_t node_count);
void lf_search_free(lf_search *search);

/* Forgets the last search (its time depends on what that reached) and sets the new one's limit. */
bool lf_search_begin(lf_search *search, uint32_t limit_dm);

/* Starts at a node with a cost already spent; nothing happens beyond the limit given to begin.
   `owner` must be below UINT32_MAX. */
void lf_search_seed(lf_search *search, uint32_t rank, uint64_t cost_dm, uint32_t owner,
                    uint32_t limit_dm);

/*
 * Runs to the end. A node whose cost is exactly the limit is in reach. False: out of memory, the
 * labels are then incomplete. Near O(reached nodes + their arcs) for the usual limits.
 */
bool lf_search_run(lf_search *search, const lf_arcs *arcs, uint32_t limit_dm);

#endif
