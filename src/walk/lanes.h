/*
 * Thirty-two bounded searches at once: every node carries 32 costs of 16 bits, one a lane.
 *
 * Costs are stored with a bias that puts the limit just below the largest 16-bit number. Adding
 * without overflow then drops what is beyond the limit by itself.
 *
 * Private to src/walk. Knows graph.h and offers.h. Must not know origins.
 */
#ifndef LF_WALK_LANES_H
#define LF_WALK_LANES_H

#include "walk/buckets.h"
#include "walk/core.h"
#include "walk/offers.h"

enum { LF_LANES = 32 };

/* A lane out of reach. */
#define LF_LANE_FAR UINT16_MAX

typedef struct lf_lanes {
    uint32_t node_count;
    uint32_t bias;
    uint16_t *cost;    /* LF_LANES for each rank, cost + bias, or LF_LANE_FAR */
    uint16_t *waiting; /* by rank: smallest cost + bias it is queued for, or LF_LANE_FAR */
    uint64_t *seen;    /* one bit a rank: has or had a cost, or is to be looked at */
    uint64_t *ahead;   /* one bit a position of lf_core: to be passed on; clear between searches */
    lf_buckets queue;
} lf_lanes;

/* Scratch for a limit of at most LF_REACH_FAST_DM. False: out of memory. */
bool lf_lanes_make(lf_lanes *lanes, uint32_t node_count, uint32_t limit_dm);
void lf_lanes_free(lf_lanes *lanes);

/* Starts a lane at a node with a cost already spent; nothing happens beyond the limit. */
void lf_lanes_seed(lf_lanes *lanes, uint32_t rank, int lane, uint64_t cost_dm);

/* Runs all lanes to the end. False: out of memory. */
bool lf_lanes_run(lf_lanes *lanes, const lf_arcs *arcs, uint32_t limit_dm);

/* Carries the lanes down to the nodes a core leaves out, after lf_lanes_run along core->up. */
void lf_lanes_spread(lf_lanes *lanes, const lf_core *core);

/* What a lane spent to get to a node, or LF_FAR. */
static inline uint64_t lf_lanes_cost(const lf_lanes *lanes, uint32_t rank, int lane)
{
    const uint16_t cost = lanes->cost[(size_t)rank * LF_LANES + (size_t)lane];

    return cost == LF_LANE_FAR ? LF_FAR : (uint64_t)cost - lanes->bias;
}

/* Adds what each lane reaches to sum[k * LF_LANES + lane], in the order of ranks. */
void lf_lanes_sum(lf_lanes *lanes, const lf_offers *offers, const uint32_t *limits_dm,
                  size_t limit_count, double *sum);

/* Forgets all lanes; its time depends on what they reached. */
void lf_lanes_clear(lf_lanes *lanes);

#endif
