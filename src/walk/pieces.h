/*
 * Street pieces between nodes, put together into edges where only two of them meet.
 *
 * Private to src/walk's network. Must not know costs.
 */
#ifndef LF_WALK_PIECES_H
#define LF_WALK_PIECES_H

#include "walk/junctions.h"

/* A stretch of one line from a node to the next. */
typedef struct lf_piece {
    uint32_t street;
    uint32_t first, last; /* stops */
    uint32_t from, to;    /* nodes, on the way from first to last */
} lf_piece;

/* A piece as an edge runs along it. */
typedef struct lf_leg {
    uint32_t piece;
    bool backward; /* from last to first */
} lf_leg;

/* Edges as chains of legs: leg[first[e]] … leg[first[e + 1] - 1]. */
typedef struct lf_chains {
    lf_piece *piece;
    size_t piece_count, piece_capacity;
    lf_leg *leg;
    uint32_t *first;
    size_t chain_count;
} lf_chains;

/*
 * Cuts the lines at their nodes and puts pieces together at nodes where exactly two meet that may
 * be walked in the same directions. Edges are numbered by their lowest piece, which they run along
 * forwards. O(stops).
 */
bool lf_chains_make(lf_context *ctx, const lf_streets *streets, const lf_junctions *junctions,
                    lf_chains *out);
void lf_chains_free(lf_chains *chains);

/* The ends of chain c. */
uint32_t lf_chain_from(const lf_chains *chains, size_t c);
uint32_t lf_chain_to(const lf_chains *chains, size_t c);

#endif
