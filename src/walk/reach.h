/*
 * Cumulative opportunities: how much (jobs, places in school, hectares of park) is within reach of
 * each of many origins on foot.
 *
 * Knows graph.h. Must not know layers, speeds or what is counted.
 */
#ifndef LF_WALK_REACH_H
#define LF_WALK_REACH_H

#include "walk/graph.h"

/* The longest limit (6,553.4 m) that the fast way can count; longer ones take about ten times as
   long. */
enum { LF_REACH_FAST_DM = UINT16_MAX - 1 };

typedef struct lf_opportunity {
    lf_place place;
    double weight; /* any finite number */
} lf_opportunity;

/*
 * out[o * limit_count + k] becomes the sum of the weights whose cost from origin o (its access leg,
 * the network or the edge both lie on, the opportunity's access leg) is at most limits_dm[k].
 * Limits may come in any order.
 *
 * Every sum is added up in the same order whatever the threads and the other origins, so equal
 * questions get equal bytes. Fails (usage) on a place beyond its edge or a weight that is not
 * finite. Takes 66 bytes a node and thread. Time grows with origins × nodes in reach / 32 × a small
 * factor: neighbouring origins are searched together, 32 at a time, one 16-bit lane each (the idea
 * of M. Then et al., "The More the Merrier: Efficient Multi-Source Graph Traversal", 2014, carried
 * over to weighted graphs).
 */
bool lf_reach_run(lf_context *ctx, const lf_graph *graph, const lf_place *origins,
                  size_t origin_count, const lf_opportunity *opportunities,
                  size_t opportunity_count, const uint32_t *limits_dm, size_t limit_count,
                  double *out);

#endif
