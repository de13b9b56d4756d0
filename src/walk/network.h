/*
 * The walking network of a city: streets cut at their junctions, with the shape and the cost of
 * every stretch, ready for the searches of nearest.h and reach.h.
 *
 * An edge runs from one junction (or dead end) to the next; vertices where only two pieces of
 * street meet are no junctions, so an edge may run along several streets. Along an edge the costs
 * are added up in metres as they are and rounded to whole decimetres once, at the place asked for;
 * so many short segments cost the same as one long one. An edge of any length costs at least one
 * decimetre.
 *
 * Reads the workspace only in lf_network_read. Must not know categories, homes or limits.
 */
#ifndef LF_WALK_NETWORK_H
#define LF_WALK_NETWORK_H

#include "walk/findings.h"
#include "walk/graph.h"
#include "walk/streets.h"

typedef struct lf_network_options {
    double speed_m_per_min;        /* level walking */
    double stairs_speed_m_per_min; /* along stairs, both ways; slope does not count twice */
    bool slope;                    /* false: terrain does not matter */
    double touch_tolerance_m;      /* see junctions.h; ground metres */
    double near_miss_m;
    double min_component_m; /* shorter pieces of network are not joined to; ground metres */
    double ground_scale;    /* ground length / length in the map plane, for distances off the
                               streets; streets bring their own */
} lf_network_options;

/* A point of an edge's shape with what it costs to get there from the edge's first point, and
   (back) from it to the first point. Effort is in metres of level walking. */
typedef struct lf_edge_point {
    double x_m, y_m;
    double length_m; /* ground */
    double forward_m;
    double back_m;
} lf_edge_point;

/* A place on the network: on segment `point` … `point + 1` of a shape, `t` (0 … 1) along it. */
typedef struct lf_join {
    uint32_t point;
    double t;
    double access_m; /* between the network and the thing itself, ground metres */
} lf_join;

typedef struct lf_network {
    lf_streets streets;
    lf_node *node;
    size_t node_count;
    lf_edge *edge; /* in decimetres, as lf_graph_make wants them */
    size_t edge_count;
    uint32_t *first_point; /* shape of edge e: point[first_point[e]] … point[first_point[e+1]-1] */
    lf_edge_point *point;
    uint32_t *point_edge;   /* edge of every point */
    uint32_t *point_street; /* street of the segment that begins at a point */
    lf_components components;
    bool *joinable;       /* by component: long enough to be joined to */
    uint32_t *first_edge; /* edges at node n: edge_at[first_edge[n]] … edge_at[first_edge[n+1]-1] */
    uint32_t *edge_at;
    lf_findings findings;
    double ground_scale;
    bool effort_is_length; /* no slope, stairs, factor anywhere: time adds nothing to distance */
    size_t touches_joined, crossings_joined;
    size_t sloped_edges, stairs_edges, oneway_edges;
    size_t steep_segments; /* slopes beyond LF_STEEPEST_SLOPE, taken as that */
    double length_m;       /* of all edges, ground */
} lf_network;

/* Steeper ground than this comes of a coarse elevation model, not of a street. */
#define LF_STEEPEST_SLOPE 0.6

/*
 * Effort of a metre at a slope (rise / run, positive uphill) in metres of level walking. After
 * W. Tobler, "Three presentations on geographical analysis and modeling", 1993: speed is
 * 6 exp(-3.5 |s + 0.05|) km/h; here relative to level ground, so that the base speed is the
 * city's own. Slopes beyond LF_STEEPEST_SLOPE are taken as that.
 */
double lf_tobler_effort(double slope);

/* Reads the options of the city from the settings. */
bool lf_network_options_read(lf_context *ctx, lf_workspace *workspace, lf_network_options *out);

/* Builds the network of the workspace's streets. No streets make a network without edges. Tells
   how many edges there are and how many got a slope. Free with lf_network_free. */
bool lf_network_read(lf_context *ctx, lf_workspace *workspace, const lf_network_options *options,
                     lf_network *out);

/* The same from streets in memory; takes them over, also when it fails (then they are freed). */
bool lf_network_make(lf_context *ctx, lf_streets *streets, const lf_network_options *options,
                     lf_network *out);
void lf_network_free(lf_network *network);

/* The join as the searches want it, in the weight the graph was made for. */
lf_place lf_network_place(const lf_network *network, const lf_join *join, lf_weight weight);
/* The point on the street. */
void lf_network_point(const lf_network *network, const lf_join *join, double *x_m, double *y_m);
/* The street a join lies on. */
const char *lf_network_street_id(const lf_network *network, const lf_join *join);
/* Level of that street: 0 on the ground, above 0 a bridge, below 0 a tunnel. */
int lf_network_level(const lf_network *network, uint32_t point);
/* Whether the edge belongs to a piece of network long enough to be joined to. */
bool lf_network_is_joinable(const lf_network *network, uint32_t edge);

/* A length in whole decimetres, never beyond what the searches can add up. */
uint32_t lf_decimetres(double length_m);

#endif
