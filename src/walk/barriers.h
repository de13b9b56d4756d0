/*
 * What a new link between two streets might have to cross: streets that cannot be walked, railways,
 * and constraints (a river, a red line).
 *
 * Reads the city's layers. Must not know networks or searches.
 */
#ifndef LF_WALK_BARRIERS_H
#define LF_WALK_BARRIERS_H

#include "walk/cells.h"
#include "workspace/workspace.h"

/* A piece of a line or of an outline. */
typedef struct lf_barrier_segment {
    double x0, y0, x1, y1;
    uint32_t barrier;
} lf_barrier_segment;

typedef struct lf_barriers {
    lf_barrier_segment *segment;
    size_t count, capacity;
    char **name; /* "streets: 绕城高速" … in the order of layers and ids */
    size_t name_count, name_capacity;
    lf_cells cells; /* segments */
} lf_barriers;

bool lf_barriers_read(lf_context *ctx, lf_workspace *workspace, lf_barriers *out);
void lf_barriers_free(lf_barriers *barriers);

/* Whether a straight line meets any. */
bool lf_barriers_meet(const lf_barriers *barriers, double x0, double y0, double x1, double y1);
/* The names of those it meets, with semicolons between, each once; NULL: none, or out of memory.
 * free() the result. */
char *lf_barriers_crossed(const lf_barriers *barriers, double x0, double y0, double x1, double y1);

#endif
