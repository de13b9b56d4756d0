/*
 * The street network as the searches read it: junctions, the street pieces between them, and
 * places somewhere along a piece.
 *
 * All costs are whole decimetres: of ground length, or of "level walking" (the length of level
 * street that takes the same time; stairs and slopes make it differ by direction). Whole numbers
 * keep a place that lies exactly on a limit inside it, on every machine.
 *
 * Knows base only. Must not know geometry libraries, databases, layers or what is being searched.
 */
#ifndef LF_WALK_GRAPH_H
#define LF_WALK_GRAPH_H

#include "base/context.h"

/* As an effort of lf_edge: this direction cannot be walked. */
#define LF_NO_WAY UINT32_MAX

/* A cost beyond every limit. A few of them added together do not overflow 64 bits. */
#define LF_FAR (UINT64_C(1) << 62)

typedef struct lf_node {
    double x_m, y_m; /* any metric plane; used only to order the nodes in memory */
} lf_node;

/* A street piece between two junctions, drawn from `from` to `to`. They may be the same node. */
typedef struct lf_edge {
    uint32_t from, to;           /* indices into the caller's nodes */
    uint32_t length_dm;          /* ground length, decimetres */
    uint32_t effort_forward_dm;  /* level decimetres from → to, or LF_NO_WAY */
    uint32_t effort_backward_dm; /* level decimetres to → from, or LF_NO_WAY */
} lf_edge;

typedef enum lf_weight {
    LF_BY_LENGTH, /* walkable directions cost length_dm */
    LF_BY_EFFORT  /* walkable directions cost their effort */
} lf_weight;

/*
 * A place along an edge, in the weight the graph was made for. forward_dm grows and backward_dm
 * falls on the way from `from` to `to`; the one of a direction that cannot be walked is ignored.
 */
typedef struct lf_place {
    uint32_t edge;
    uint32_t forward_dm; /* from edge.from to the place, walking forward: at most the edge's cost */
    uint32_t backward_dm; /* from edge.to to the place, walking backward: at most the edge's cost */
    uint32_t access_dm;   /* between the street and the thing itself, level decimetres */
} lf_place;

/* One walkable direction out of a node. */
typedef struct lf_arc {
    uint32_t head;    /* rank of the node it leads to */
    uint32_t cost_dm; /* never LF_NO_WAY */
} lf_arc;

/* Arcs of node r: arc[first[r]] … arc[first[r + 1] - 1]. */
typedef struct lf_arcs {
    uint32_t *first;
    lf_arc *arc;
} lf_arcs;

/* An edge with its ends as ranks and its costs in the weight chosen (or LF_NO_WAY). */
typedef struct lf_span {
    uint32_t from, to;
    uint32_t forward_dm, backward_dm;
} lf_span;

/*
 * A network made for one weight. Nodes are renumbered by `rank` along a Hilbert curve, so that
 * neighbours on the ground are neighbours in memory; callers keep their own numbers throughout and
 * only the searches see ranks. Read-only once made; threads may share it.
 */
typedef struct lf_graph {
    uint32_t node_count;
    uint32_t edge_count;
    uint32_t *rank;  /* rank of the caller's node */
    uint32_t *node;  /* the caller's node at a rank */
    lf_span *span;   /* by the caller's edge number */
    lf_arcs forward; /* along the walk: what is reached from here */
    lf_arcs reverse; /* against the walk: who gets here */
} lf_graph;

/*
 * Builds the network. Neither array is kept. Fails (usage) when an edge names no node or a
 * coordinate is not finite, and when there are too many nodes or edges for 32-bit numbers.
 * O(nodes + edges). Free with lf_graph_free.
 *
 * Hilbert order: D. Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück", 1891.
 */
bool lf_graph_make(lf_context *ctx, const lf_node *nodes, size_t node_count, const lf_edge *edges,
                   size_t edge_count, lf_weight weight, lf_graph **out);
void lf_graph_free(lf_graph *graph);

/* Fails (usage), naming the place, when one lies on no edge or beyond the end of its edge. */
bool lf_graph_check_places(lf_context *ctx, const lf_graph *graph, const lf_place *places,
                           size_t count);

/* False when the place lies on no edge of the graph or beyond its end. */
bool lf_graph_has_place(const lf_graph *graph, const lf_place *place);

/* The parts of a network that no walk joins, whichever direction streets allow. */
typedef struct lf_components {
    uint32_t count;
    uint32_t node_count;
    uint32_t *of_node;   /* component of each of the caller's nodes; numbered by first node */
    uint32_t *nodes;     /* nodes in each component */
    uint64_t *length_dm; /* walkable ground length in each component, decimetres */
} lf_components;

/*
 * Finds the components. An edge joins its ends when at least one direction can be walked. Fails as
 * lf_graph_make does. Almost O(nodes + edges): union-find with path halving (R. E. Tarjan, 1975).
 */
bool lf_components_make(lf_context *ctx, size_t node_count, const lf_edge *edges, size_t edge_count,
                        lf_components *out);
void lf_components_free(lf_components *components);

/* ---- costs between a place and the ends of its edge, for the searches ---- */

/* From the thing itself, over its access leg, to the edge's `to`; LF_FAR when there is no way. */
static inline uint64_t lf_place_leave_to(const lf_span *span, const lf_place *place)
{
    if (span->forward_dm == LF_NO_WAY)
        return LF_FAR;
    return (uint64_t)span->forward_dm - place->forward_dm + place->access_dm;
}

/* As above, to the edge's `from`. */
static inline uint64_t lf_place_leave_from(const lf_span *span, const lf_place *place)
{
    if (span->backward_dm == LF_NO_WAY)
        return LF_FAR;
    return (uint64_t)span->backward_dm - place->backward_dm + place->access_dm;
}

/* From the edge's `from` to the thing itself, over its access leg; LF_FAR when there is no way. */
static inline uint64_t lf_place_enter_from(const lf_span *span, const lf_place *place)
{
    if (span->forward_dm == LF_NO_WAY)
        return LF_FAR;
    return (uint64_t)place->forward_dm + place->access_dm;
}

/* As above, from the edge's `to`. */
static inline uint64_t lf_place_enter_to(const lf_span *span, const lf_place *place)
{
    if (span->backward_dm == LF_NO_WAY)
        return LF_FAR;
    return (uint64_t)place->backward_dm + place->access_dm;
}

/*
 * From one thing to another on the same edge without leaving it, both access legs counted; LF_FAR
 * when the edge cannot be walked that way. Where one measure cannot tell the order of the two (a
 * costless direction), the other decides.
 */
static inline uint64_t lf_place_direct(const lf_span *span, const lf_place *start,
                                       const lf_place *goal)
{
    const bool forward = span->forward_dm != LF_NO_WAY;
    const bool backward = span->backward_dm != LF_NO_WAY;
    const bool ahead = (!forward || goal->forward_dm >= start->forward_dm) &&
                       (!backward || goal->backward_dm <= start->backward_dm);
    const bool behind = (!forward || goal->forward_dm <= start->forward_dm) &&
                        (!backward || goal->backward_dm >= start->backward_dm);
    uint64_t cost = LF_FAR;

    if (forward && ahead)
        cost = (uint64_t)goal->forward_dm - start->forward_dm;
    if (backward && behind && (uint64_t)goal->backward_dm - start->backward_dm < cost)
        cost = (uint64_t)goal->backward_dm - start->backward_dm;
    return cost + start->access_dm + goal->access_dm;
}

#endif
