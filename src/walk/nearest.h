/*
 * Nearest facility on foot: from every home to the nearest of many places, or everything around
 * one owner's places (its walk-shed). Costs are those of the walk from the home to the facility.
 *
 * An owner (a park, a station) may have many places (gates, entrances). The nearest is the
 * smallest (cost, owner): at equal cost the lower owner, so number owners by id. A limit is
 * inclusive and counts both access legs.
 *
 * Knows graph.h. Must not know layers, categories' meaning, speeds or geometry.
 */
#ifndef LF_WALK_NEAREST_H
#define LF_WALK_NEAREST_H

#include "walk/graph.h"

/* As an owner: nothing within the limit. Ask lf_is_found. */
#define LF_NO_OWNER UINT32_MAX

typedef struct lf_source {
    lf_place place;
    uint32_t owner; /* below LF_NO_OWNER */
} lf_source;

typedef struct lf_found {
    uint32_t cost_dm; /* meaningless unless found */
    uint32_t owner;   /* LF_NO_OWNER: none within the limit */
} lf_found;

static inline bool lf_is_found(lf_found found)
{
    return found.owner != LF_NO_OWNER;
}

/* A node in reach, in the caller's numbering. */
typedef struct lf_reached {
    uint32_t node;
    uint32_t cost_dm;
} lf_reached;

/* The outcome of one search and the scratch of the next; one thread at a time. */
typedef struct lf_nearest lf_nearest;

/*
 * Makes the scratch (about 12 bytes a node). The graph is borrowed until lf_nearest_free. Nothing
 * is in reach until the first search.
 */
bool lf_nearest_make(lf_context *ctx, const lf_graph *graph, lf_nearest **out);
void lf_nearest_free(lf_nearest *nearest);

/*
 * Searches from all sources at once as far as limit_dm; replaces the outcome of the last search.
 * The sources are copied. Fails (usage) on a place beyond its edge or an owner of LF_NO_OWNER.
 * Near O(reached nodes + sources log sources).
 *
 * Multi-source search after E. W. Dijkstra, 1959, with the bucket queue of R. B. Dial, 1969.
 */
bool lf_nearest_search(lf_context *ctx, lf_nearest *nearest, const lf_source *sources, size_t count,
                       uint32_t limit_dm);

/* The nearest owner of a thing at a place: along the network or along the place's own edge, with
   both access legs. The place must be on the graph. O(1), or O(log sources) on a source's edge. */
lf_found lf_nearest_at(const lf_nearest *nearest, const lf_place *place);

/* The nearest owner of one of the caller's nodes. */
lf_found lf_nearest_at_node(const lf_nearest *nearest, uint32_t node);

/* How many nodes the last search reached. */
size_t lf_nearest_reached_count(const lf_nearest *nearest);

/* Writes the reached nodes, in an order that depends on the input alone. `out` has room for
   lf_nearest_reached_count. */
void lf_nearest_reached(const lf_nearest *nearest, lf_reached *out);

/* One category: its sources, how far, whom to answer, where to. Nothing is owned. */
typedef struct lf_nearest_task {
    const lf_source *sources;
    size_t source_count;
    uint32_t limit_dm;
    const lf_place *targets; /* NULL: every node, in the caller's numbering */
    size_t target_count;     /* not read when targets is NULL */
    lf_found *out;           /* one for each target */
} lf_nearest_task;

/*
 * Works off many categories over the threads of the context; the answers do not depend on how
 * many. Fails (usage) as lf_nearest_search does, before anything is written.
 */
bool lf_nearest_run(lf_context *ctx, const lf_graph *graph, const lf_nearest_task *tasks,
                    size_t count);

/* The places of one owner. */
typedef struct lf_owner {
    const lf_place *places;
    size_t place_count;
} lf_owner;

/*
 * Told what one owner's search found; `nearest` is valid during the call only and `owner` is the
 * index in lf_nearest_each (also the owner in its answers). Called on several threads, in no
 * certain order, each owner once: write only what belongs to that owner or worker. False stops.
 */
typedef bool lf_shed_body(void *user, size_t owner, const lf_nearest *nearest, int worker);

/* A search of its own for every owner. The body's false makes this false with its own error
   unless the body's caller records one; memory and usage errors are recorded in the context. */
bool lf_nearest_each(lf_context *ctx, const lf_graph *graph, const lf_owner *owners, size_t count,
                     uint32_t limit_dm, lf_shed_body *body, void *user);

#endif
