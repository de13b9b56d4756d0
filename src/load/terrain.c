/* Heights of the ground. See terrain.h. */
#include "load/terrain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_error.h>

#include "load/locate.h"

enum { TILE = 256 };
/* A segment is split only when it is clearly longer than a cell: finer than the raster is no gain.
 */
#define LONGEST_IN_CELLS 1.25
#define FOOT_M           0.3048
#define US_SURVEY_FOOT_M (1200.0 / 3937.0)

/* ---- opening ---- */

static double metres_per_unit(const char *unit)
{
    if (unit == NULL || unit[0] == '\0' || lf_same_word(unit, "m") || lf_same_word(unit, "metre") ||
        lf_same_word(unit, "meter") || lf_same_word(unit, "metres") || lf_same_word(unit, "meters"))
        return 1.0;
    if (lf_same_word(unit, "ft") || lf_same_word(unit, "foot") || lf_same_word(unit, "feet"))
        return FOOT_M;
    return lf_same_word(unit, "US survey foot") || lf_same_word(unit, "us-ft") ? US_SURVEY_FOOT_M
                                                                               : NAN;
}

static bool take_band(lf_context *ctx, const char *path, lf_terrain *out)
{
    int has_scale = 0;
    int has_nodata = 0;
    out->band = GDALGetRasterBand(out->dataset, 1);
    if (out->band == NULL)
        return lf_fail(ctx, "dem: %s has no band", path);
    double unit = metres_per_unit(GDALGetRasterUnitType(out->band));
    if (isnan(unit))
        return lf_fail(ctx, "dem: %s counts heights in '%s'; metres or feet are expected", path,
                       GDALGetRasterUnitType(out->band));
    double scale = GDALGetRasterScale(out->band, &has_scale);
    out->scale = (has_scale && scale != 0.0 ? scale : 1.0) * unit;
    out->offset = GDALGetRasterOffset(out->band, NULL) * unit;
    out->nodata = GDALGetRasterNoDataValue(out->band, &has_nodata);
    out->has_nodata = has_nodata != 0;
    return true;
}

static bool take_place(lf_context *ctx, const char *path, const lf_frame *frame, lf_terrain *out)
{
    double forward[6];
    OGRSpatialReferenceH srs = GDALGetSpatialRef(out->dataset);
    if (GDALGetGeoTransform(out->dataset, forward) != CE_None ||
        !GDALInvGeoTransform(forward, out->inverse))
        return lf_fail(ctx, "dem: %s does not say where it lies (no georeference)", path);
    if (srs == NULL)
        return lf_fail(ctx, "dem: %s has no CRS", path);
    OGRSpatialReferenceH own = OSRClone(srs);
    OSRSetAxisMappingStrategy(own, OAMS_TRADITIONAL_GIS_ORDER);
    out->to_dem = OCTNewCoordinateTransformation(frame->srs, own);
    OGRCoordinateTransformationH to_city = OCTNewCoordinateTransformation(own, frame->srs);
    double column = out->width / 2.0;
    double row = out->height / 2.0;
    double xs[3] = {column, column + 1.0, column};
    double ys[3] = {row, row, row + 1.0};
    for (int i = 0; i < 3; i++) {
        double x = xs[i];
        double y = ys[i];
        GDALApplyGeoTransform(forward, x, y, &xs[i], &ys[i]);
    }
    bool ok = out->to_dem != NULL && to_city != NULL && OCTTransform(to_city, 3, xs, ys, NULL);
    out->cell_m = sqrt(hypot(xs[1] - xs[0], ys[1] - ys[0]) * hypot(xs[2] - xs[0], ys[2] - ys[0]));
    OSRDestroySpatialReference(own);
    if (to_city != NULL)
        OCTDestroyCoordinateTransformation(to_city);
    return (ok && out->cell_m > 0.0 && isfinite(out->cell_m)) ||
           lf_fail(ctx, "dem: %s cannot be placed in EPSG:%d", path, frame->srid);
}

bool lf_terrain_open(lf_context *ctx, const char *path, const lf_frame *frame, lf_quiet *quiet,
                     lf_terrain *out)
{
    char *name = NULL;
    *out = (lf_terrain){0};
    if (!lf_locate(ctx, path, NULL, &name))
        return false;
    lf_quiet_clear(quiet);
    out->dataset = GDALOpenEx(name, GDAL_OF_RASTER | GDAL_OF_READONLY, NULL, NULL, NULL);
    free(name);
    if (out->dataset == NULL)
        return lf_fail(ctx, "dem: %s: no driver reads it (%s)", path,
                       lf_quiet_reason(quiet, "not a raster format that is known"));
    out->width = GDALGetRasterXSize(out->dataset);
    out->height = GDALGetRasterYSize(out->dataset);
    out->tiles_across = (out->width + TILE - 1) / TILE;
    out->tiles_down = (out->height + TILE - 1) / TILE;
    out->tiles = calloc((size_t)out->tiles_across * (size_t)out->tiles_down, sizeof *out->tiles);
    if (out->tiles == NULL)
        return lf_fail_memory(ctx);
    return take_band(ctx, path, out) && take_place(ctx, path, frame, out);
}

void lf_terrain_close(lf_terrain *terrain)
{
    size_t tiles = (size_t)terrain->tiles_across * (size_t)terrain->tiles_down;
    for (size_t i = 0; terrain->tiles != NULL && i < tiles; i++)
        free(terrain->tiles[i]);
    free(terrain->tiles);
    if (terrain->to_dem != NULL)
        OCTDestroyCoordinateTransformation(terrain->to_dem);
    if (terrain->dataset != NULL)
        GDALClose(terrain->dataset);
    *terrain = (lf_terrain){0};
}

/* ---- sampling ---- */

static float *tile_at(lf_context *ctx, lf_terrain *terrain, int column, int row)
{
    int across = column / TILE;
    int down = row / TILE;
    float **tile = &terrain->tiles[(size_t)down * (size_t)terrain->tiles_across + (size_t)across];
    if (*tile != NULL)
        return *tile;
    int left = across * TILE;
    int top = down * TILE;
    int width = terrain->width - left < TILE ? terrain->width - left : TILE;
    int height = terrain->height - top < TILE ? terrain->height - top : TILE;
    float *heights = calloc((size_t)TILE * TILE, sizeof *heights);
    if (heights == NULL) {
        lf_fail_memory(ctx);
        return NULL;
    }
    if (GDALRasterIO(terrain->band, GF_Read, left, top, width, height, heights, width, height,
                     GDT_Float32, 0, TILE * (int)sizeof *heights) != CE_None) {
        lf_fail(ctx, "dem: heights cannot be read at column %d, row %d: %s", left, top,
                CPLGetLastErrorMsg());
        free(heights);
        return NULL;
    }
    *tile = heights;
    return heights;
}

/* One cell in metres, NaN without data. */
static bool cell_height(lf_context *ctx, lf_terrain *terrain, int column, int row, double *out)
{
    const float *tile = tile_at(ctx, terrain, column, row);
    if (tile == NULL)
        return false;
    float value = tile[(size_t)(row % TILE) * TILE + (size_t)(column % TILE)];
    bool unknown = isnan(value) || (terrain->has_nodata && value == (float)terrain->nodata);
    *out = unknown ? NAN : (double)value * terrain->scale + terrain->offset;
    return true;
}

static int clamp(int value, int limit)
{
    return value < 0 ? 0 : value >= limit ? limit - 1 : value;
}

/* column and row in cells, 0.5 being the middle of the first; the outer half cell is flat. */
static bool bilinear(lf_context *ctx, lf_terrain *terrain, double column, double row, double *out)
{
    *out = NAN;
    if (!(column >= 0.0 && row >= 0.0 && column <= terrain->width && row <= terrain->height))
        return true;
    double left = floor(column - 0.5);
    double top = floor(row - 0.5);
    double across = column - 0.5 - left;
    double down = row - 0.5 - top;
    int columns[2] = {clamp((int)left, terrain->width), clamp((int)left + 1, terrain->width)};
    int rows[2] = {clamp((int)top, terrain->height), clamp((int)top + 1, terrain->height)};
    double corner[4];
    for (int i = 0; i < 4; i++)
        if (!cell_height(ctx, terrain, columns[i % 2], rows[i / 2], &corner[i]))
            return false;
    double upper = corner[0] + (corner[1] - corner[0]) * across;
    double lower = corner[2] + (corner[3] - corner[2]) * across;
    *out = upper + (lower - upper) * down;
    return true;
}

bool lf_terrain_heights(lf_context *ctx, lf_terrain *terrain, size_t count, double *x, double *y,
                        double *height_m)
{
    int *known = malloc((count + 1) * sizeof *known);
    bool ok = true;
    if (known == NULL)
        return lf_fail_memory(ctx);
    OCTTransformEx(terrain->to_dem, (int)count, x, y, NULL, known);
    for (size_t i = 0; ok && i < count; i++) {
        double column = 0.0;
        double row = 0.0;
        height_m[i] = NAN;
        if (!known[i])
            continue;
        GDALApplyGeoTransform(terrain->inverse, x[i], y[i], &column, &row);
        ok = bilinear(ctx, terrain, column, row, &height_m[i]);
    }
    free(known);
    return ok;
}

/* ---- draping ---- */

/* A line as arrays: 5 columns of `room` numbers: x, y, copies of both for the raster, height. */
typedef struct drape {
    double *x, *y, *raster_x, *raster_y, *height_m;
    size_t count;
} drape;

static size_t steps_between(const lf_terrain *terrain, double ax, double ay, double bx, double by)
{
    double length_m = hypot(bx - ax, by - ay);
    return length_m <= LONGEST_IN_CELLS * terrain->cell_m
               ? 1
               : (size_t)ceil(length_m / terrain->cell_m);
}

static size_t count_dense(const lf_terrain *terrain, OGRGeometryH line)
{
    size_t count = 1;
    for (int i = 1; i < OGR_G_GetPointCount(line); i++)
        count += steps_between(terrain, OGR_G_GetX(line, i - 1), OGR_G_GetY(line, i - 1),
                               OGR_G_GetX(line, i), OGR_G_GetY(line, i));
    return count;
}

static void add_dense(const lf_terrain *terrain, OGRGeometryH line, drape *out)
{
    out->x[0] = OGR_G_GetX(line, 0);
    out->y[0] = OGR_G_GetY(line, 0);
    out->count = 1;
    for (int i = 1; i < OGR_G_GetPointCount(line); i++) {
        double from_x = out->x[out->count - 1];
        double from_y = out->y[out->count - 1];
        double to_x = OGR_G_GetX(line, i);
        double to_y = OGR_G_GetY(line, i);
        size_t steps = steps_between(terrain, from_x, from_y, to_x, to_y);
        for (size_t step = 1; step < steps; step++) {
            double share = (double)step / (double)steps;
            out->x[out->count] = from_x + (to_x - from_x) * share;
            out->y[out->count++] = from_y + (to_y - from_y) * share;
        }
        /* The line's own vertices stay exact: equal coordinates are what makes a junction. */
        out->x[out->count] = to_x;
        out->y[out->count++] = to_y;
    }
}

/* Heights of a bridge: straight along its length between its ends. */
static void straighten(drape *line)
{
    double total_m = 0.0;
    double gone_m = 0.0;
    size_t last = line->count - 1;
    double start = line->height_m[0];
    double rise = line->height_m[last] - start;
    for (size_t i = 1; i < line->count; i++)
        total_m += hypot(line->x[i] - line->x[i - 1], line->y[i] - line->y[i - 1]);
    for (size_t i = 1; i < last; i++) {
        gone_m += hypot(line->x[i] - line->x[i - 1], line->y[i] - line->y[i - 1]);
        line->height_m[i] = start + rise * (gone_m / total_m);
    }
}

static bool all_known(const drape *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (!isfinite(line->height_m[i]))
            return false;
    return true;
}

static OGRGeometryH line_of(const drape *line)
{
    OGRGeometryH draped = OGR_G_CreateGeometry(wkbLineString25D);
    if (draped != NULL)
        OGR_G_SetPoints(draped, (int)line->count, line->x, sizeof(double), line->y, sizeof(double),
                        line->height_m, sizeof(double));
    return draped;
}

bool lf_terrain_drape(lf_context *ctx, lf_terrain *terrain, OGRGeometryH line, bool bridged,
                      OGRGeometryH *out)
{
    size_t room = count_dense(terrain, line);
    double *numbers = calloc(room * 5, sizeof *numbers);
    *out = NULL;
    if (numbers == NULL)
        return lf_fail_memory(ctx);
    drape dense = {.x = numbers,
                   .y = numbers + room,
                   .raster_x = numbers + 2 * room,
                   .raster_y = numbers + 3 * room,
                   .height_m = numbers + 4 * room};
    add_dense(terrain, line, &dense);
    memcpy(dense.raster_x, dense.x, 2 * room * sizeof *numbers);
    bool ok = lf_terrain_heights(ctx, terrain, dense.count, dense.raster_x, dense.raster_y,
                                 dense.height_m);
    if (ok && bridged)
        straighten(&dense);
    if (ok && all_known(&dense))
        *out = line_of(&dense);
    free(numbers);
    return ok;
}
