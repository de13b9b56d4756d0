/*
 * What the ground is like under a polygon: mean height and mean slope, from the terrain raster.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_GROUND_H
#define LF_LOAD_GROUND_H

#include "load/terrain.h"

typedef struct lf_ground {
    double height_m;    /* mean of the samples; NaN where the raster does not cover one of them */
    double slope_share; /* mean of the samples' steepest slope, rise over run; NaN likewise */
} lf_ground;

/*
 * Samples the raster at the middles of a square grid over `polygon` (in the city's plane), a cell
 * of the raster apart, or wider so that there are at most some 1,000 of them; only those inside
 * count, and `x`, `y` (a point inside) where there is none. The slope is that of the plane through
 * the heights half a cell to each side (central differences). False on a read error only.
 */
bool lf_ground_of_polygon(lf_context *ctx, lf_terrain *terrain, OGRGeometryH polygon, double x,
                          double y, lf_ground *out);

#endif
