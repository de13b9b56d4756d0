/* See ranking.h. */
#include "measure/ranking.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

/* ---- random numbers
 * ------------------------------------------------------------------------------ */

/* splitmix64: a Weyl sequence through a mixing function. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Evenly in 0 … 1, of 53 bits. */
static double next_share(uint64_t *state)
{
    return (double)(next_random(state) >> 11) * 0x1.0p-53;
}

/* ---- one order
 * ----------------------------------------------------------------------------------- */

typedef struct standing {
    double score;
    uint32_t index;
} standing;

/* The better first; what has no score last; ties in the order given. */
static int by_score(const void *left, const void *right)
{
    const standing *a = left, *b = right;
    double x = isnan(a->score) ? -INFINITY : a->score, y = isnan(b->score) ? -INFINITY : b->score;
    if (x != y)
        return x > y ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static double score_of(const lf_ranking *ranking, const double *weights, size_t i)
{
    const double *values = ranking->values + i * ranking->criteria;
    double sum = 0, weight = 0;
    for (size_t c = 0; c < ranking->criteria; c++)
        if (!isnan(values[c])) {
            sum += weights[c] * values[c];
            weight += weights[c];
        }
    /* Rounded, so that equal sites are equal whatever the order of the additions. */
    return weight > 0 ? round(sum / weight * 1e11) / 1e9 : NAN;
}

static void order(const lf_ranking *ranking, const double *weights, standing *out)
{
    for (size_t i = 0; i < ranking->count; i++)
        out[i] = (standing){score_of(ranking, weights, i), (uint32_t)i};
    qsort(out, ranking->count, sizeof *out, by_score);
}

/* ---- all draws
 * ----------------------------------------------------------------------------------- */

typedef struct drawing {
    const lf_ranking *ranking;
    standing *standings; /* count for each worker, as the next two */
    int *low, *high;
    double *weights; /* criteria for each worker */
} drawing;

static bool draw(void *user, size_t item, int worker)
{
    drawing *d = user;
    const lf_ranking *ranking = d->ranking;
    size_t at = (size_t)worker * ranking->count;
    double *weights = d->weights + (size_t)worker * ranking->criteria;
    uint64_t state = ranking->seed ^ (uint64_t)item * UINT64_C(0xD1342543DE82EF95);
    next_random(&state);
    for (size_t c = 0; c < ranking->criteria; c++)
        weights[c] = ranking->weights[c] * (1 + ranking->vary * (2 * next_share(&state) - 1));
    order(ranking, weights, d->standings + at);
    for (size_t i = 0; i < ranking->count; i++) {
        size_t who = at + d->standings[at + i].index;
        int place = (int)i + 1;
        if (d->low[who] == 0 || place < d->low[who])
            d->low[who] = place;
        if (place > d->high[who])
            d->high[who] = place;
    }
    return true;
}

static void gather(const drawing *d, int threads, lf_ranked *out)
{
    size_t count = d->ranking->count;
    for (size_t i = 0; i < count; i++)
        for (int t = 0; t < threads; t++) {
            size_t at = (size_t)t * count + i;
            if (d->low[at] != 0 && d->low[at] < out[i].place_low)
                out[i].place_low = d->low[at];
            if (d->high[at] > out[i].place_high)
                out[i].place_high = d->high[at];
        }
}

bool lf_rank(lf_context *ctx, const lf_ranking *ranking, lf_ranked *out)
{
    size_t threads = (size_t)(ctx->threads > 0 ? ctx->threads : 1);
    size_t count = ranking->count;
    drawing d = {.ranking = ranking,
                 .standings = calloc(count * threads + 1, sizeof *d.standings),
                 .low = calloc(count * threads + 1, sizeof *d.low),
                 .high = calloc(count * threads + 1, sizeof *d.high),
                 .weights = calloc(ranking->criteria * threads + 1, sizeof *d.weights)};
    bool done = (d.standings && d.low && d.high && d.weights) || lf_fail_memory(ctx);
    if (done) {
        order(ranking, ranking->weights, d.standings);
        for (size_t i = 0; i < count; i++) {
            int place = (int)i + 1;
            out[d.standings[i].index] = (lf_ranked){d.standings[i].score, place, place, place};
        }
        done = lf_parallel(ctx, (size_t)ranking->draws, draw, &d);
        gather(&d, (int)threads, out);
    }
    free(d.standings);
    free(d.low);
    free(d.high);
    free(d.weights);
    return done;
}
