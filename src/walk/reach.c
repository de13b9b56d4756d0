/*
 * Cumulative opportunities: puts neighbouring origins together, searches and counts.
 * See reach.h for what it promises, lanes.h for the fast way; limits beyond 16 bits take one
 * search an origin.
 */
#include "walk/reach.h"
#include "base/parallel.h"
#include "walk/lanes.h"
#include "walk/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Scratch of one worker; one of the two ways is used. */
typedef struct reach_scratch {
    bool open;
    bool out_of_memory;
    lf_lanes lanes;
    lf_search search;
    uint64_t *seen; /* one bit a rank, all clear between origins */
    double *sum;    /* limit_count × LF_LANES */
} reach_scratch;

typedef struct reach_job {
    const lf_graph *graph;
    const lf_place *origins;
    size_t origin_count;
    const lf_opportunity *opportunities;
    const uint32_t *limits_dm;
    size_t limit_count;
    uint32_t limit_dm; /* the longest */
    uint32_t *order;   /* owned; origins along the Hilbert curve */
    lf_offers offers;  /* owned */
    bool has_core;     /* many origins: the fast way searches `core` and not the whole network */
    lf_core core;      /* owned */
    reach_scratch *scratch;
    int workers;
    double *out;
} reach_job;

/* ---- preparation ---- */

/* Making a core takes about as long as searching from one origin for every so many nodes. */
enum { NODES_PER_ORIGIN = 50 };

/* Answers do not depend on whether there is a core. */
static bool make_core(reach_job *job)
{
    const lf_graph *graph = job->graph;

    if (job->limit_dm > LF_REACH_FAST_DM ||
        job->origin_count < graph->node_count / NODES_PER_ORIGIN)
        return true;
    job->has_core = lf_core_make(&job->core, &graph->forward, graph->node_count, job->limit_dm);
    return job->has_core;
}

/* Counting sort of the origins by the rank of their edge's start. */
static bool order_origins(reach_job *job)
{
    const lf_graph *graph = job->graph;
    uint32_t *next = calloc((size_t)graph->node_count + 1, sizeof *next);

    job->order = malloc((job->origin_count + 1) * sizeof *job->order);
    if (next == NULL || job->order == NULL) {
        free(next);
        return false;
    }
    for (size_t o = 0; o < job->origin_count; o++)
        next[graph->span[job->origins[o].edge].from + 1]++;
    for (size_t r = 0; r < graph->node_count; r++)
        next[r + 1] += next[r];
    for (size_t o = 0; o < job->origin_count; o++)
        job->order[next[graph->span[job->origins[o].edge].from]++] = (uint32_t)o;
    free(next);
    return true;
}

static bool open_scratch(const reach_job *job, reach_scratch *scratch)
{
    const uint32_t nodes = job->graph->node_count;

    scratch->open = true;
    if (job->limit_count > SIZE_MAX / sizeof(double) / LF_LANES)
        return false;
    scratch->sum = malloc((job->limit_count + 1) * LF_LANES * sizeof *scratch->sum);
    if (scratch->sum == NULL)
        return false;
    if (job->limit_dm <= LF_REACH_FAST_DM)
        return lf_lanes_make(&scratch->lanes, nodes, job->limit_dm);
    scratch->seen = calloc((size_t)nodes / 64 + 1, sizeof *scratch->seen);
    return scratch->seen != NULL && lf_search_make(&scratch->search, nodes);
}

static void close_scratch(reach_scratch *scratch)
{
    if (!scratch->open)
        return;
    lf_lanes_free(&scratch->lanes);
    lf_search_free(&scratch->search);
    free(scratch->seen);
    free(scratch->sum);
}

/* ---- opportunities on an origin's own edge ---- */

/*
 * Adds those within a limit along the edge but not over its ends (at_from and at_to: what the
 * origin spends to get to these), which have been counted already. sum[k * stride] for limit k.
 */
static void add_along(const reach_job *job, const lf_place *origin, uint64_t at_from,
                      uint64_t at_to, double *sum, size_t stride)
{
    const lf_span *span = &job->graph->span[origin->edge];
    const uint32_t *first = job->offers.along_first;

    for (uint32_t i = first[origin->edge]; i < first[origin->edge + 1]; i++) {
        const lf_opportunity *goal = &job->opportunities[job->offers.along[i]];
        const uint64_t direct = lf_place_direct(span, origin, &goal->place);
        const uint64_t over_from = at_from + lf_place_enter_from(span, &goal->place);
        const uint64_t over_to = at_to + lf_place_enter_to(span, &goal->place);
        const uint64_t around = over_from < over_to ? over_from : over_to;

        for (size_t k = 0; k < job->limit_count; k++) {
            if (direct <= job->limits_dm[k] && around > job->limits_dm[k])
                sum[k * stride] += goal->weight;
        }
    }
}

/* ---- the fast way: 32 origins at once ---- */

static bool reach_together(const reach_job *job, reach_scratch *scratch, const uint32_t *origins,
                           int count)
{
    const lf_graph *graph = job->graph;
    lf_lanes *lanes = &scratch->lanes;

    for (int l = 0; l < count; l++) {
        const lf_place *origin = &job->origins[origins[l]];
        const lf_span *span = &graph->span[origin->edge];

        lf_lanes_seed(lanes, span->to, l, lf_place_leave_to(span, origin));
        lf_lanes_seed(lanes, span->from, l, lf_place_leave_from(span, origin));
    }
    if (!lf_lanes_run(lanes, job->has_core ? &job->core.up : &graph->forward, job->limit_dm))
        return false;
    if (job->has_core)
        lf_lanes_spread(lanes, &job->core);
    memset(scratch->sum, 0, job->limit_count * LF_LANES * sizeof *scratch->sum);
    lf_lanes_sum(lanes, &job->offers, job->limits_dm, job->limit_count, scratch->sum);
    for (int l = 0; l < count; l++) {
        const lf_place *origin = &job->origins[origins[l]];
        const lf_span *span = &graph->span[origin->edge];

        add_along(job, origin, lf_lanes_cost(lanes, span->from, l),
                  lf_lanes_cost(lanes, span->to, l), scratch->sum + l, LF_LANES);
        for (size_t k = 0; k < job->limit_count; k++)
            job->out[origins[l] * job->limit_count + k] = scratch->sum[k * LF_LANES + (size_t)l];
    }
    lf_lanes_clear(lanes);
    return true;
}

/* ---- the wide way: one origin ---- */

static uint64_t cost_at(const lf_search *search, uint32_t rank)
{
    return search->label[rank] == LF_NO_LABEL ? LF_FAR : lf_label_cost(search->label[rank]);
}

static void mark(uint64_t *seen, uint32_t rank)
{
    seen[rank / 64] |= UINT64_C(1) << rank % 64;
}

/* As lf_lanes_sum: in the order of ranks, every node with offers in possible reach once. */
static void sum_wide(const reach_job *job, reach_scratch *scratch, double *sum)
{
    const lf_offers *offers = &job->offers;
    const lf_search *search = &scratch->search;

    for (size_t i = 0; i < search->touched_count; i++) {
        const uint32_t rank = search->touched[i];

        mark(scratch->seen, rank);
        for (uint32_t j = offers->wake_first[rank]; j < offers->wake_first[rank + 1]; j++)
            mark(scratch->seen, offers->wake[j]);
    }
    for (size_t w = 0; w <= search->node_count / 64; w++) {
        for (uint64_t bits = scratch->seen[w]; bits != 0; bits &= bits - 1) {
            const uint32_t rank = (uint32_t)(w * 64 + (size_t)__builtin_ctzll(bits));

            for (uint32_t i = offers->offer_first[rank]; i < offers->offer_first[rank + 1]; i++) {
                const lf_offer *offer = &offers->offer[i];
                uint64_t cost = cost_at(search, rank) + offer->first_dm;

                if (offer->second != LF_NO_SECOND &&
                    cost_at(search, offer->second) + offer->second_dm < cost)
                    cost = cost_at(search, offer->second) + offer->second_dm;
                for (size_t k = 0; k < job->limit_count; k++)
                    sum[k] += cost <= job->limits_dm[k] ? offer->weight : 0.0;
            }
        }
        scratch->seen[w] = 0;
    }
}

static bool reach_alone(const reach_job *job, reach_scratch *scratch, uint32_t number)
{
    const lf_place *origin = &job->origins[number];
    const lf_span *span = &job->graph->span[origin->edge];
    lf_search *search = &scratch->search;
    double *sum = job->out + number * job->limit_count;

    if (!lf_search_begin(search, job->limit_dm))
        return false;
    lf_search_seed(search, span->to, lf_place_leave_to(span, origin), 0, job->limit_dm);
    lf_search_seed(search, span->from, lf_place_leave_from(span, origin), 0, job->limit_dm);
    if (!lf_search_run(search, &job->graph->forward, job->limit_dm))
        return false;
    memset(sum, 0, job->limit_count * sizeof *sum);
    sum_wide(job, scratch, sum);
    add_along(job, origin, cost_at(search, span->from), cost_at(search, span->to), sum, 1);
    return true;
}

/* ---- all origins ---- */

static bool do_batch(void *user, size_t item, int worker)
{
    reach_job *job = user;
    reach_scratch *scratch = &job->scratch[worker];
    const uint32_t *origins = job->order + item * LF_LANES;
    const size_t left = job->origin_count - item * LF_LANES;
    const int count = left < LF_LANES ? (int)left : LF_LANES;
    bool ok = scratch->open || open_scratch(job, scratch);

    if (ok && job->limit_dm <= LF_REACH_FAST_DM)
        ok = reach_together(job, scratch, origins, count);
    else {
        for (int i = 0; ok && i < count; i++)
            ok = reach_alone(job, scratch, origins[i]);
    }
    if (!ok)
        scratch->out_of_memory = true;
    return ok;
}

static bool check_question(lf_context *ctx, const reach_job *job, size_t opportunity_count)
{
    if (job->origin_count >= UINT32_MAX || opportunity_count >= UINT32_MAX)
        return lf_fail(ctx, "too many origins or opportunities: %zu, %zu", job->origin_count,
                       opportunity_count);
    if (!lf_graph_check_places(ctx, job->graph, job->origins, job->origin_count))
        return false;
    for (size_t i = 0; i < opportunity_count; i++) {
        if (!lf_graph_check_places(ctx, job->graph, &job->opportunities[i].place, 1))
            return false;
        if (!isfinite(job->opportunities[i].weight))
            return lf_fail_usage(ctx, "opportunity %zu has no finite weight", i);
    }
    return true;
}

static bool run_batches(lf_context *ctx, reach_job *job)
{
    const size_t batches = (job->origin_count + LF_LANES - 1) / LF_LANES;

    if (lf_parallel_told(ctx, batches, do_batch, job))
        return true;
    for (int w = 0; w < job->workers; w++) {
        if (job->scratch[w].out_of_memory)
            return lf_fail_memory(ctx);
    }
    return false;
}

bool lf_reach_run(lf_context *ctx, const lf_graph *graph, const lf_place *origins,
                  size_t origin_count, const lf_opportunity *opportunities,
                  size_t opportunity_count, const uint32_t *limits_dm, size_t limit_count,
                  double *out)
{
    reach_job job = {.graph = graph,
                     .origins = origins,
                     .origin_count = origin_count,
                     .opportunities = opportunities,
                     .limits_dm = limits_dm,
                     .limit_count = limit_count,
                     .workers = ctx->threads > 0 ? ctx->threads : 1,
                     .out = out};
    bool ok = false;

    for (size_t k = 0; k < limit_count; k++) {
        if (limits_dm[k] > job.limit_dm)
            job.limit_dm = limits_dm[k];
    }
    if (!check_question(ctx, &job, opportunity_count))
        return false;
    job.scratch = calloc((size_t)job.workers, sizeof *job.scratch);
    if (job.scratch == NULL || !order_origins(&job) || !make_core(&job) ||
        !lf_offers_make(&job.offers, graph, opportunities, opportunity_count, job.limit_dm)) {
        lf_fail_memory(ctx);
        goto done;
    }
    ok = run_batches(ctx, &job);
done:
    for (int w = 0; job.scratch != NULL && w < job.workers; w++)
        close_scratch(&job.scratch[w]);
    free(job.scratch);
    free(job.order);
    lf_core_free(&job.core);
    lf_offers_free(&job.offers);
    return ok;
}
