/*
 * Opportunities laid out for counting: which node leads to them, at what further cost.
 *
 * Private to src/walk. Knows graph.h and reach.h. Must not know how costs are searched.
 */
#ifndef LF_WALK_OFFERS_H
#define LF_WALK_OFFERS_H

#include "walk/reach.h"

/* As lf_offer.second: one end of the edge alone leads there. */
#define LF_NO_SECOND UINT32_MAX

/* An opportunity seen from its first node; its cost is the smaller of the ways over both nodes. */
typedef struct lf_offer {
    uint32_t first_dm;  /* from the first node */
    uint32_t second;    /* rank of the other end, or LF_NO_SECOND */
    uint32_t second_dm; /* from the other end */
    double weight;
} lf_offer;

typedef struct lf_offers {
    /* Offers whose first node has rank r: offer[offer_first[r]] … offer[offer_first[r + 1] - 1]. */
    uint32_t *offer_first;
    lf_offer *offer;
    /* Nodes to look at as well when node r is in reach: first nodes of offers it is second to. */
    uint32_t *wake_first;
    uint32_t *wake;
    /* Opportunities along edge e, in the caller's numbering; those at an end are left out. */
    uint32_t *along_first;
    uint32_t *along;
} lf_offers;

/*
 * Lays out what can be reached within limit_dm. Places must be on the graph. Opportunities at one
 * node and cost are added up, in the caller's order. False: out of memory. O(nodes + edges +
 * opportunities).
 */
bool lf_offers_make(lf_offers *offers, const lf_graph *graph, const lf_opportunity *opportunities,
                    size_t count, uint32_t limit_dm);
void lf_offers_free(lf_offers *offers);

#endif
