/*
 * Where streets meet: at shared vertices, where an end touches another line, and (only where the
 * source asks for it) where lines cross.
 *
 * Pure memory. Must not know the workspace, costs or searches.
 */
#ifndef LF_WALK_JUNCTIONS_H
#define LF_WALK_JUNCTIONS_H

#include "walk/findings.h"
#include "walk/streets.h"

typedef struct lf_junction_rules {
    double touch_tolerance_m; /* how near an end must come to another line to join it, ground */
    double near_miss_m;       /* dangling ends nearer than this to a line are reported, ground */
    double ground_scale;      /* ground length / length in the map plane */
} lf_junction_rules;

/* A vertex of a street, or a point put between two of them where another street meets it. */
typedef struct lf_stop {
    double x_m, y_m, z_m;
    uint32_t node; /* LF_NO_NODE: the street just passes */
} lf_stop;

#define LF_NO_NODE UINT32_MAX

/* The stops of line l of the streets: stop[first[l]] … stop[first[l + 1] - 1]; the first and the
   last have a node. Nodes are numbered in the order in which the lines come to them. */
typedef struct lf_junctions {
    lf_stop *stop;
    uint32_t *first;
    size_t line_count;
    uint32_t node_count;
    size_t touches_joined;
    size_t crossings_joined;
} lf_junctions;

/*
 * The rules, in the order of precedence:
 * - A vertex shared by streets (equal in both coordinates) joins those of one level. An end that
 *   finds none of its own level there joins all of them (a ramp), and ends join each other; two
 *   lines of different levels that merely pass through the same vertex do not join.
 * - An end within the tolerance of another line joins it (and splits it) when the levels are equal,
 *   or when it dangles (shares no vertex) and either comes down on a line at level 0 from another
 *   level or meets the other's end; otherwise it does not, as below a bridge.
 * - A crossing without a vertex joins when both streets ask for it, lie on one level and are
 * neither bridge nor tunnel. What does not join is added to the findings. Near O(vertices) for
 * streets of usual density.
 */
bool lf_junctions_make(lf_context *ctx, const lf_streets *streets, const lf_junction_rules *rules,
                       lf_findings *findings, lf_junctions *out);
void lf_junctions_free(lf_junctions *junctions);

#endif
