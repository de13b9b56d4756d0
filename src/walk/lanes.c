/*
 * The 32-lane search. Plain loops of fixed length that the compiler turns into vector code; where
 * the platform allows, each is compiled for several processors and chosen when the program starts.
 * See lanes.h.
 */
#include "walk/lanes.h"

#include <string.h>

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3") /* at -O2 the loops that matter stay scalar, ten times slower */
#define FOR_EACH_PROCESSOR                                                                         \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

enum {
    BUCKET_SHIFT = 6, /* 64 dm: measured */
    LINE = 64         /* bytes in a cache line: the lanes of one node */
};

bool lf_lanes_make(lf_lanes *lanes, uint32_t node_count, uint32_t limit_dm)
{
    const size_t count = (size_t)node_count + 1;

    *lanes = (lf_lanes){.node_count = node_count, .bias = LF_REACH_FAST_DM - limit_dm};
    lanes->cost = aligned_alloc(LINE, count * LINE);
    lanes->waiting = malloc(count * sizeof *lanes->waiting);
    lanes->seen = calloc(count / 64 + 1, sizeof *lanes->seen);
    lanes->ahead = calloc(count / 64 + 1, sizeof *lanes->ahead);
    if (lanes->cost == NULL || lanes->waiting == NULL || lanes->seen == NULL ||
        lanes->ahead == NULL || !lf_buckets_fit(&lanes->queue, limit_dm, BUCKET_SHIFT)) {
        lf_lanes_free(lanes);
        return false;
    }
    memset(lanes->cost, 0xFF, count * LINE);
    memset(lanes->waiting, 0xFF, count * sizeof *lanes->waiting);
    return true;
}

void lf_lanes_free(lf_lanes *lanes)
{
    if (lanes == NULL)
        return;
    free(lanes->cost);
    free(lanes->waiting);
    free(lanes->seen);
    free(lanes->ahead);
    lf_buckets_free(&lanes->queue);
    *lanes = (lf_lanes){0};
}

static inline void mark(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << i % 64;
}

/* Queues a node for its smallest cost that has not been passed on yet; LF_LANE_FAR queues nothing.
   One test for both, because it is taken at random and slow to guess wrong. */
static inline void enqueue(lf_lanes *lanes, uint32_t rank, uint16_t cost)
{
    if (cost >= lanes->waiting[rank])
        return;
    lanes->waiting[rank] = cost;
    lf_buckets_add(&lanes->queue, cost - lanes->bias, (uint64_t)cost << 32 | rank);
}

void lf_lanes_seed(lf_lanes *lanes, uint32_t rank, int lane, uint64_t cost_dm)
{
    uint16_t *cost = &lanes->cost[(size_t)rank * LF_LANES + (size_t)lane];

    if (cost_dm + lanes->bias >= *cost)
        return;
    *cost = (uint16_t)(cost_dm + lanes->bias);
    enqueue(lanes, rank, *cost);
}

/* Walks on by `step` in all lanes. */
static inline void shorten(const uint16_t *restrict tail, uint16_t *restrict head, uint16_t step)
{
    const uint16_t most = (uint16_t)(LF_LANE_FAR - step);

    for (int l = 0; l < LF_LANES; l++) {
        const uint16_t way = (uint16_t)((tail[l] < most ? tail[l] : most) + step);

        head[l] = way < head[l] ? way : head[l];
    }
}

/*
 * Walks on by `step` in all lanes; returns the smallest cost that got better, or LF_LANE_FAR.
 * Two loops, because each alone is of a form that compilers turn into vector code.
 */
static inline uint16_t relax(const uint16_t *restrict tail, uint16_t *restrict head, uint16_t step)
{
    const uint16_t most = (uint16_t)(LF_LANE_FAR - step);
    uint16_t gain[LF_LANES];
    uint16_t best = LF_LANE_FAR;

    for (int l = 0; l < LF_LANES; l++) {
        const uint16_t capped = tail[l] < most ? tail[l] : most;
        const uint16_t way = (uint16_t)(capped + step);

        gain[l] = way < head[l] ? way : LF_LANE_FAR;
        head[l] = way < head[l] ? way : head[l];
    }
    for (int l = 0; l < LF_LANES; l++)
        best = gain[l] < best ? gain[l] : best;
    return best;
}

static inline void pass_on(lf_lanes *lanes, const lf_arcs *arcs, uint32_t rank, uint32_t limit_dm)
{
    const uint16_t *tail = __builtin_assume_aligned(&lanes->cost[(size_t)rank * LF_LANES], LINE);

    for (uint32_t a = arcs->first[rank]; a < arcs->first[rank + 1]; a++) {
        const lf_arc arc = arcs->arc[a];
        uint16_t *head = __builtin_assume_aligned(&lanes->cost[(size_t)arc.head * LF_LANES], LINE);
        uint16_t best;

        if (arc.cost_dm > limit_dm)
            continue; /* before it is narrowed to 16 bits */
        best = relax(tail, head, (uint16_t)arc.cost_dm);
        enqueue(lanes, arc.head, best);
    }
}

FOR_EACH_PROCESSOR
bool lf_lanes_run(lf_lanes *lanes, const lf_arcs *arcs, uint32_t limit_dm)
{
    const size_t last = limit_dm >> lanes->queue.shift;

    for (size_t b = 0; b <= last && !lanes->queue.failed; b++) {
        lf_bucket *bucket = &lanes->queue.bucket[b];

        for (size_t i = 0; i < bucket->count; i++) { /* grows while it is worked off */
            const uint32_t rank = (uint32_t)bucket->entry[i];

            if (lanes->waiting[rank] != bucket->entry[i] >> 32)
                continue; /* was queued again for less, and done */
            lanes->waiting[rank] = LF_LANE_FAR;
            mark(lanes->seen, rank);
            pass_on(lanes, arcs, rank, limit_dm);
        }
        bucket->count = 0;
    }
    return !lanes->queue.failed;
}

/* Lanes of a node `step` further on. */
static inline void walk_on(const uint16_t *tail, uint32_t step, uint16_t *way)
{
    const uint16_t most = (uint16_t)(LF_LANE_FAR - step);

    for (int l = 0; l < LF_LANES; l++)
        way[l] = (uint16_t)((tail[l] < most ? tail[l] : most) + step);
}

static inline void lanes_to_offer(const lf_lanes *lanes, const lf_offer *offer, uint32_t rank,
                                  uint16_t *way)
{
    uint16_t other[LF_LANES];

    walk_on(&lanes->cost[(size_t)rank * LF_LANES], offer->first_dm, way);
    if (offer->second == LF_NO_SECOND)
        return;
    walk_on(&lanes->cost[(size_t)offer->second * LF_LANES], offer->second_dm, other);
    for (int l = 0; l < LF_LANES; l++)
        way[l] = other[l] < way[l] ? other[l] : way[l];
}

static inline void add_within(const uint16_t *way, uint16_t limit, double weight, double *sum)
{
    for (int l = 0; l < LF_LANES; l++)
        sum[l] += way[l] <= limit ? weight : 0.0;
}

static inline void pass_down(lf_lanes *lanes, const lf_core *core, uint32_t rank)
{
    const uint16_t *tail = &lanes->cost[(size_t)rank * LF_LANES];

    for (uint32_t a = core->down.first[rank]; a < core->down.first[rank + 1]; a++) {
        const lf_arc arc = core->down.arc[a];

        shorten(tail, &lanes->cost[(size_t)arc.head * LF_LANES], (uint16_t)arc.cost_dm);
        mark(lanes->seen, arc.head);
        mark(lanes->ahead, core->position[arc.head]);
    }
}

FOR_EACH_PROCESSOR
void lf_lanes_spread(lf_lanes *lanes, const lf_core *core)
{
    const size_t words = lanes->node_count / 64 + 1;

    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = lanes->seen[w]; bits != 0; bits &= bits - 1)
            mark(lanes->ahead, core->position[w * 64 + (size_t)__builtin_ctzll(bits)]);
    }
    for (size_t w = 0; w < words; w++) {
        while (lanes->ahead[w] != 0) { /* positions further up are marked on the way */
            const size_t position = w * 64 + (size_t)__builtin_ctzll(lanes->ahead[w]);

            lanes->ahead[w] &= lanes->ahead[w] - 1;
            pass_down(lanes, core, core->at[position]);
        }
    }
}

/* Marks the nodes whose offers can be reached over a node seen. */
static void wake(lf_lanes *lanes, const lf_offers *offers)
{
    const size_t words = lanes->node_count / 64 + 1;

    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = lanes->seen[w]; bits != 0; bits &= bits - 1) {
            const size_t rank = w * 64 + (size_t)__builtin_ctzll(bits);

            for (uint32_t i = offers->wake_first[rank]; i < offers->wake_first[rank + 1]; i++)
                mark(lanes->seen, offers->wake[i]);
        }
    }
}

FOR_EACH_PROCESSOR
static void sum_seen(const lf_lanes *lanes, const lf_offers *offers, const uint32_t *limits_dm,
                     size_t limit_count, double *sum)
{
    const size_t words = lanes->node_count / 64 + 1;
    uint16_t way[LF_LANES];

    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = lanes->seen[w]; bits != 0; bits &= bits - 1) {
            const uint32_t rank = (uint32_t)(w * 64 + (size_t)__builtin_ctzll(bits));

            for (uint32_t i = offers->offer_first[rank]; i < offers->offer_first[rank + 1]; i++) {
                lanes_to_offer(lanes, &offers->offer[i], rank, way);
                for (size_t k = 0; k < limit_count; k++)
                    add_within(way, (uint16_t)(limits_dm[k] + lanes->bias), offers->offer[i].weight,
                               sum + k * LF_LANES);
            }
        }
    }
}

void lf_lanes_sum(lf_lanes *lanes, const lf_offers *offers, const uint32_t *limits_dm,
                  size_t limit_count, double *sum)
{
    wake(lanes, offers);
    sum_seen(lanes, offers, limits_dm, limit_count, sum);
}

void lf_lanes_clear(lf_lanes *lanes)
{
    const size_t words = lanes->node_count / 64 + 1;

    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = lanes->seen[w]; bits != 0; bits &= bits - 1) {
            const size_t rank = w * 64 + (size_t)__builtin_ctzll(bits);

            memset(&lanes->cost[rank * LF_LANES], 0xFF, LF_LANES * sizeof *lanes->cost);
        }
        lanes->seen[w] = 0;
    }
}
