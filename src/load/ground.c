/* Mean height and slope under a polygon. See ground.h. */
#include "load/ground.h"

#include <math.h>

enum {
    SIDE_MOST = 32, /* samples along the longer side */
    PROBES = 5      /* the middle, then west, east, south, north of it */
};

typedef struct ground_sum {
    double height_m, slope_share;
    size_t count;
} ground_sum;

static bool probe(lf_context *ctx, lf_terrain *terrain, double x, double y, ground_sum *sum)
{
    const double half = terrain->cell_m / 2;
    double xs[PROBES] = {x, x - half, x + half, x, x};
    double ys[PROBES] = {y, y, y, y - half, y + half};
    double heights[PROBES];
    if (!lf_terrain_heights(ctx, terrain, PROBES, xs, ys, heights))
        return false;
    sum->height_m += heights[0];
    sum->slope_share += hypot(heights[2] - heights[1], heights[4] - heights[3]) / terrain->cell_m;
    sum->count++;
    return true;
}

static bool is_inside(OGRPreparedGeometryH prepared, double x, double y)
{
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, x, y);
    bool inside = OGRPreparedGeometryContains(prepared, point) != 0;
    OGR_G_DestroyGeometry(point);
    return inside;
}

static bool probe_grid(lf_context *ctx, lf_terrain *terrain, OGRGeometryH polygon,
                       OGRPreparedGeometryH prepared, ground_sum *sum)
{
    OGREnvelope box;
    OGR_G_GetEnvelope(polygon, &box);
    double longer = fmax(box.MaxX - box.MinX, box.MaxY - box.MinY);
    double step = fmax(terrain->cell_m, longer / SIDE_MOST);
    /* Even spacing each way: a last row hanging over the edge would weigh one side more. */
    size_t across = (size_t)fmax(1.0, ceil((box.MaxX - box.MinX) / step));
    size_t down = (size_t)fmax(1.0, ceil((box.MaxY - box.MinY) / step));
    for (size_t row = 0; row < down; row++)
        for (size_t column = 0; column < across; column++) {
            double x = box.MinX + ((double)column + 0.5) * (box.MaxX - box.MinX) / (double)across;
            double y = box.MinY + ((double)row + 0.5) * (box.MaxY - box.MinY) / (double)down;
            if (is_inside(prepared, x, y) && !probe(ctx, terrain, x, y, sum))
                return false;
        }
    return true;
}

bool lf_ground_of_polygon(lf_context *ctx, lf_terrain *terrain, OGRGeometryH polygon, double x,
                          double y, lf_ground *out)
{
    ground_sum sum = {0};
    bool ok = true;
    OGRPreparedGeometryH prepared = OGRCreatePreparedGeometry(polygon);
    if (prepared != NULL)
        ok = probe_grid(ctx, terrain, polygon, prepared, &sum);
    OGRDestroyPreparedGeometry(prepared);
    if (ok && sum.count == 0)
        ok = probe(ctx, terrain, x, y, &sum);
    if (ok)
        *out = (lf_ground){sum.height_m / (double)sum.count, sum.slope_share / (double)sum.count};
    return ok;
}
