/*
 * Heights of the ground: a raster sampled at points of the city's plane, and lines draped on it.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_TERRAIN_H
#define LF_LOAD_TERRAIN_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "load/frame.h"
#include "load/gdal.h"

typedef struct lf_terrain {
    GDALDatasetH dataset; /* owned */
    GDALRasterBandH band;
    OGRCoordinateTransformationH to_dem; /* owned; the city's plane to the raster's CRS */
    double inverse[6];                   /* raster CRS to pixel and line */
    int width, height;
    double scale, offset; /* raster value to metres */
    bool has_nodata;
    double nodata;
    double cell_m; /* size of a cell in the city's plane */
    float **tiles; /* read when first touched; owned */
    int tiles_across, tiles_down;
} lf_terrain;

/*
 * Opens a raster. Errors: network, no such file, no CRS, no georeference, heights in an unknown
 * unit. Memory: the tiles that are touched, 256 × 256 heights each.
 */
bool lf_terrain_open(lf_context *ctx, const char *path, const lf_frame *frame, lf_quiet *quiet,
                     lf_terrain *out);
void lf_terrain_close(lf_terrain *terrain);

/*
 * Heights in metres at `count` points of the city's plane, bilinear between cell centres; NaN
 * outside the raster or beside a cell without data. x and y are overwritten. False on a read error.
 */
bool lf_terrain_heights(lf_context *ctx, lf_terrain *terrain, size_t count, double *x, double *y,
                        double *height_m);

/*
 * A LINESTRING Z over `line`: vertices added so that none lie further apart than a cell, heights
 * from the raster. With `bridged` (bridge or tunnel) heights run straight from end to end instead.
 * *out is NULL when a height that is needed is unknown. Linear in the vertices.
 */
bool lf_terrain_drape(lf_context *ctx, lf_terrain *terrain, OGRGeometryH line, bool bridged,
                      OGRGeometryH *out);

#endif
