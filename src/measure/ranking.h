/*
 * Places of many by weighted scores, and how far a place moves when the weights do.
 *
 * Knows base only: pure arithmetic.
 */
#ifndef LF_MEASURE_RANKING_H
#define LF_MEASURE_RANKING_H

#include "base/context.h"

typedef struct lf_ranking {
    size_t count; /* things ranked, in the order that breaks ties */
    size_t criteria;
    const double *values; /* count x criteria, 0 … 1; NaN: not measured, the others stand for it */
    const double *weights; /* one a criterion, above 0 */
    double vary;           /* every weight is multiplied by 1 - vary … 1 + vary, evenly */
    int draws;
    uint64_t seed;
} lf_ranking;

typedef struct lf_ranked {
    double score;              /* 0 … 100; NaN: nothing was measured, ranked last */
    int place;                 /* 1 is the best */
    int place_low, place_high; /* over the published weights and all draws */
} lf_ranked;

/*
 * Fills out[0 … count-1]. The same seed gives the same places, whatever the number of threads: each
 * draw has a generator of its own. Time draws x count x (criteria + log count), shared by the
 * threads; memory count x threads. Random numbers: splitmix64 (Steele, Lea, Flood 2014, "Fast
 * splittable pseudorandom number generators", OOPSLA).
 */
bool lf_rank(lf_context *ctx, const lf_ranking *ranking, lf_ranked *out);

#endif
