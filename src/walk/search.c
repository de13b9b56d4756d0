/*
 * The bounded multi-source search with a bucket queue. See search.h and buckets.h.
 */
#include "walk/search.h"

#include <string.h>

enum {
    BUCKET_SHIFT = 6, /* 64 dm: measured; 32 to 128 differ little */
    /* Entries ahead whose memory is asked for: measured, 1.7 times faster on a million nodes. */
    AHEAD_OF_NODE = 12,
    AHEAD_OF_ARCS = 8,
    AHEAD_OF_HEADS = 4
};

bool lf_search_make(lf_search *search, uint32_t node_count)
{
    const size_t count = (size_t)node_count + 1;

    *search = (lf_search){.node_count = node_count};
    search->label = malloc(count * sizeof *search->label);
    search->touched = malloc(count * sizeof *search->touched);
    if (search->label == NULL || search->touched == NULL) {
        lf_search_free(search);
        return false;
    }
    memset(search->label, 0xFF, count * sizeof *search->label);
    return true;
}

void lf_search_free(lf_search *search)
{
    if (search == NULL)
        return;
    free(search->label);
    free(search->touched);
    lf_buckets_free(&search->queue);
    *search = (lf_search){0};
}

bool lf_search_begin(lf_search *search, uint32_t limit_dm)
{
    /* Few nodes are cheaper one by one, many by clearing all. */
    if (search->touched_count < search->node_count / 8) {
        for (size_t i = 0; i < search->touched_count; i++)
            search->label[search->touched[i]] = LF_NO_LABEL;
    } else {
        memset(search->label, 0xFF, search->node_count * sizeof *search->label);
    }
    search->touched_count = 0;
    if (search->queue.failed)
        lf_buckets_clear(&search->queue);
    return lf_buckets_fit(&search->queue, limit_dm, BUCKET_SHIFT);
}

/* Takes a better label up: notes the node the first time and queues it. */
static inline void improve(lf_search *search, uint32_t rank, uint64_t label)
{
    if (label >= search->label[rank])
        return;
    if (search->label[rank] == LF_NO_LABEL)
        search->touched[search->touched_count++] = rank;
    search->label[rank] = label;
    lf_buckets_add(&search->queue, lf_label_cost(label), (label & ~(uint64_t)UINT32_MAX) | rank);
}

void lf_search_seed(lf_search *search, uint32_t rank, uint64_t cost_dm, uint32_t owner,
                    uint32_t limit_dm)
{
    if (cost_dm <= limit_dm)
        improve(search, rank, cost_dm << 32 | owner);
}

/*
 * Asks early for the memory that entries further on will need: first the node, then its arcs, then
 * the labels these lead to. A front around the whole city fits no cache.
 */
static inline void look_ahead(const lf_search *search, const lf_arcs *arcs, const lf_bucket *bucket,
                              size_t i)
{
    const uint64_t *entry = bucket->entry + i;
    const size_t left = bucket->count - i;

    if (left > AHEAD_OF_NODE) {
        const uint32_t rank = (uint32_t)entry[AHEAD_OF_NODE];

        __builtin_prefetch(&search->label[rank]);
        __builtin_prefetch(&arcs->first[rank]);
    }
    if (left > AHEAD_OF_ARCS)
        __builtin_prefetch(&arcs->arc[arcs->first[(uint32_t)entry[AHEAD_OF_ARCS]]]);
    if (left > AHEAD_OF_HEADS) {
        const uint32_t rank = (uint32_t)entry[AHEAD_OF_HEADS];

        for (uint32_t a = arcs->first[rank]; a < arcs->first[rank + 1]; a++)
            __builtin_prefetch(&search->label[arcs->arc[a].head]);
    }
}

bool lf_search_run(lf_search *search, const lf_arcs *arcs, uint32_t limit_dm)
{
    const size_t last = limit_dm >> search->queue.shift;

    for (size_t b = 0; b <= last && !search->queue.failed; b++) {
        lf_bucket *bucket = &search->queue.bucket[b];

        for (size_t i = 0; i < bucket->count; i++) { /* grows while it is worked off */
            const uint32_t rank = (uint32_t)bucket->entry[i];
            const uint32_t cost_dm = (uint32_t)(bucket->entry[i] >> 32);
            const uint64_t label = search->label[rank];

            look_ahead(search, arcs, bucket, i);
            if (lf_label_cost(label) != cost_dm)
                continue; /* found a shorter way since it was queued */
            for (uint32_t a = arcs->first[rank]; a < arcs->first[rank + 1]; a++) {
                const lf_arc arc = arcs->arc[a];

                if (arc.cost_dm <= limit_dm - cost_dm)
                    improve(search, arc.head, label + ((uint64_t)arc.cost_dm << 32));
            }
        }
        bucket->count = 0;
    }
    return !search->queue.failed;
}
