/*
 * Straight-line twins: the nearest place as the crow flies, and all things within a distance.
 *
 * Distances are plane distances × the ground scale. To polygons they go to the nearest point of the
 * polygon (0 inside). Knows shapes and cells. Must not know the network.
 */
#ifndef LF_WALK_STRAIGHT_H
#define LF_WALK_STRAIGHT_H

#include "walk/cells.h"
#include "walk/things.h"

/* Some things of a layer, findable by where they are. Read-only once made. */
typedef struct lf_straight {
    const lf_things *things; /* borrowed */
    lf_cells cells;          /* indices into things */
    double ground_scale;
    double limit_m; /* nothing farther is found */
} lf_straight;

/* Indexes the things of one category (or all with LF_NO_CATEGORY) for searches up to limit_m. */
bool lf_straight_make(lf_context *ctx, const lf_things *things, uint32_t category,
                      double ground_scale, double limit_m, lf_straight *out);
void lf_straight_free(lf_straight *straight);

/*
 * The nearest thing to a shape (a point or polygons) within the limit; between equals (to a tenth
 * of a millimetre, so that rounding does not choose) the lower index. False: none.
 */
bool lf_straight_nearest(const lf_straight *straight, const lf_shape *from, uint32_t *index,
                         double *distance_m);

/* A thing within a distance. */
typedef struct lf_straight_near {
    uint32_t index;
    double distance_m;
} lf_straight_near;

typedef struct lf_straight_list {
    lf_straight_near *item;
    size_t count, capacity;
} lf_straight_list;

/* Replaces the list by all things within the limit of a shape, in the order of their indices.
   False: out of memory. */
bool lf_straight_within(const lf_straight *straight, const lf_shape *from, lf_straight_list *list);

/* Sums of a weight within limits of points. */
typedef struct lf_straight_sums {
    lf_cells cells;
    double *x, *y, *weight; /* in the order of cells.item, owned */
    double *cell_sum;       /* of every cell, owned */
    double ground_scale;
} lf_straight_sums;

/* Indexes the points that stand for the things, with their weights (NaN counts 0). */
bool lf_straight_sums_make(lf_context *ctx, const lf_things *things, double ground_scale,
                           double limit_m, lf_straight_sums *out);
void lf_straight_sums_free(lf_straight_sums *sums);
/* Sum of the weights at most limit_m from a point. */
double lf_straight_sum(const lf_straight_sums *sums, double x_m, double y_m, double limit_m);

#endif
