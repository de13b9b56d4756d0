/*
 * A queue of buckets, each holding what costs about the same: R. B. Dial, "Algorithm 360:
 * Shortest-path forest with topological ordering", 1969. Because a bucket is some decimetres wide,
 * an entry may still be improved by another of its own bucket; searches must therefore be ready to
 * take a node up again (label-correcting within the bucket).
 *
 * Private to src/walk. Knows the C library only. Must not know what an entry means.
 */
#ifndef LF_WALK_BUCKETS_H
#define LF_WALK_BUCKETS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* More buckets than this would cost more to walk over than wider ones cost in repeated work. */
enum { LF_BUCKETS_MOST = 16384, LF_BUCKET_FIRST_CAPACITY = 32 };

typedef struct lf_bucket {
    uint64_t *entry; /* owned */
    size_t count, capacity;
} lf_bucket;

/* Zero-initialise. Buckets keep their memory from search to search. */
typedef struct lf_buckets {
    lf_bucket *bucket; /* owned */
    size_t count;
    unsigned shift; /* a bucket is 2^shift decimetres wide */
    bool failed;    /* memory ran out: entries are missing, the search must be given up */
} lf_buckets;

static inline void lf_buckets_free(lf_buckets *queue)
{
    for (size_t b = 0; b < queue->count; b++)
        free(queue->bucket[b].entry);
    free(queue->bucket);
    *queue = (lf_buckets){0};
}

/* Makes room for costs 0 … limit_dm, in buckets of at least 2^shift dm. False: out of memory. */
static inline bool lf_buckets_fit(lf_buckets *queue, uint32_t limit_dm, unsigned shift)
{
    lf_bucket *bucket;
    size_t count;

    while ((limit_dm >> shift) >= LF_BUCKETS_MOST)
        shift++;
    queue->shift = shift;
    count = ((size_t)limit_dm >> shift) + 1;
    if (count <= queue->count)
        return true;
    bucket = realloc(queue->bucket, count * sizeof *bucket);
    if (bucket == NULL)
        return false;
    for (size_t b = queue->count; b < count; b++)
        bucket[b] = (lf_bucket){0};
    queue->bucket = bucket;
    queue->count = count;
    return true;
}

/* The slow part of adding, kept out of the callers' loops. */
__attribute__((noinline)) static bool lf_bucket_grow(lf_bucket *bucket)
{
    const size_t capacity = bucket->capacity ? bucket->capacity * 2 : LF_BUCKET_FIRST_CAPACITY;
    uint64_t *entry = realloc(bucket->entry, capacity * sizeof *entry);

    if (entry == NULL)
        return false;
    bucket->entry = entry;
    bucket->capacity = capacity;
    return true;
}

static inline void lf_buckets_add(lf_buckets *queue, uint32_t cost_dm, uint64_t entry)
{
    lf_bucket *bucket = &queue->bucket[cost_dm >> queue->shift];

    if (bucket->count == bucket->capacity && !lf_bucket_grow(bucket)) {
        queue->failed = true;
        return;
    }
    bucket->entry[bucket->count++] = entry;
}

/* Empties the queue after a search that was given up. */
static inline void lf_buckets_clear(lf_buckets *queue)
{
    for (size_t b = 0; b < queue->count; b++)
        queue->bucket[b].count = 0;
    queue->failed = false;
}

#endif
