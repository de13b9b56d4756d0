/*
 * The rows of layer streets as flat arrays: what the network is built from.
 *
 * Reads the workspace; must not know junctions, graphs or searches.
 */
#ifndef LF_WALK_STREETS_H
#define LF_WALK_STREETS_H

#include "workspace/workspace.h"

typedef struct lf_street {
    int64_t key;
    size_t id_offset;    /* into lf_streets.ids: read it through lf_street_id */
    double factor;       /* multiplies the effort */
    double ground_scale; /* ground length / length in the map plane */
    int level;           /* 0 ground; a bridge is at least 1, a tunnel at most -1 */
    int oneway_foot;     /* 1 along the line, -1 against it, 0 both */
    bool bridge, tunnel, stairs, crossings_join, draped;
} lf_street;

typedef struct lf_vertex {
    double x_m, y_m;
    double z_m; /* terrain height; NaN when unknown */
} lf_vertex;

/* A run of vertices of one street. A street has more than one where a segment was dropped. */
typedef struct lf_line {
    uint32_t street;
    uint32_t first, count; /* at least two vertices, neighbours differ in x or y */
} lf_line;

/* A segment that was left out because it is too long to be a street. */
typedef struct lf_dropped {
    uint32_t street;
    double x_m, y_m; /* where it begins */
    double length_m;
} lf_dropped;

typedef struct lf_streets {
    lf_street *street;
    lf_line *line;
    lf_vertex *vertex;
    lf_dropped *dropped;
    size_t street_count, street_capacity;
    size_t line_count, line_capacity;
    size_t vertex_count, vertex_capacity;
    size_t dropped_count, dropped_capacity;
    lf_text ids; /* every id with its terminator */
} lf_streets;

/* Longer segments are garbage of clipped extracts (a missing node taken as 0,0). */
#define LF_LONGEST_SEGMENT_M 100000.0

/*
 * Reads the walkable streets in byte order of their ids, so that the numbers of everything built
 * from them do not depend on the order of the source's rows. An empty layer gives no streets.
 */
bool lf_streets_read(lf_context *ctx, lf_workspace *workspace, lf_streets *out);

/*
 * Adds one street with its coordinates (x, y, z triples; z is taken only when `street` is draped).
 * Repeated points are merged; segments over LF_LONGEST_SEGMENT_M are dropped and listed. Copies
 * everything. A bridge at level 0 or below is put on level 1, a tunnel at level 0 or above on
 * level -1: so a level that nobody filled in does not join a bridge to the road under it.
 */
bool lf_streets_add(lf_context *ctx, lf_streets *streets, const lf_street *street, const char *id,
                    const double *xyz, size_t count);

/* Valid until the next lf_streets_add. */
const char *lf_street_id(const lf_streets *streets, uint32_t street);
void lf_streets_free(lf_streets *streets);

#endif
