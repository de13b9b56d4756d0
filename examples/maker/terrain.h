/*
 * The ground of Qingjiang: heights, the two rivers and the expressway, and how densely people
 * live where. Everything is a function of the place; nothing is stored but the barriers' lines.
 */
#ifndef MAKER_TERRAIN_H
#define MAKER_TERRAIN_H

#include "plane.h"

#include <stdint.h>

#define MK_WIDTH_M  14000.0
#define MK_HEIGHT_M 12000.0

enum { MK_RIVER, MK_CREEK, MK_EXPRESSWAY, MK_BARRIERS };

/* What streets cannot cross but at bridges and underpasses. */
typedef struct mk_barrier {
    mk_path line;
    double half_m; /* half its own width */
    double edge_m; /* from the line to the street that runs along it */
} mk_barrier;

typedef struct mk_terrain {
    uint64_t seed;
    mk_barrier barrier[MK_BARRIERS];
} mk_terrain;

mk_terrain mk_terrain_make(uint64_t seed);
void mk_terrain_free(mk_terrain *terrain);

/* Height above the sea in metres: a plain, and hills in the north-west with a plateau on top. */
double mk_terrain_height(const mk_terrain *terrain, mk_point p);
/* Metres to the nearest barrier's edge street; negative between the two edge streets. */
double mk_terrain_clear(const mk_terrain *terrain, mk_point p, int *barrier);
/* How many barriers lie between two points, as a sum of costs for drawing boundaries. */
double mk_terrain_barrier_cost(const mk_terrain *terrain, mk_point a, mk_point b);
/* How densely built a place is, from 0 to 1: the centre, three lesser centres, thin between. */
double mk_terrain_density(mk_point p);
/* The wetland in the south-west, where there are no streets at all. */
bool mk_terrain_wetland(mk_point p);
extern const mk_point MK_CENTRE;

#endif
