/* Between well-known binary and SpatiaLite's blobs. See workspace.h. */
#include "workspace/connection.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <spatialite/gaiageo.h>

bool lf_blob_from_wkb(lf_context *ctx, int srid, const void *wkb, size_t wkb_size, bool with_z,
                      void **out, size_t *out_size)
{
    unsigned char *blob = NULL;
    int size = 0;
    *out = NULL;
    if (wkb_size > UINT_MAX)
        return lf_fail(ctx, "a geometry is larger than 4 GiB");
    gaiaGeomCollPtr shape = gaiaFromWkb(wkb, (unsigned)wkb_size);
    if (shape == NULL)
        return lf_fail(ctx, "a geometry's well-known binary cannot be read");
    bool fits = (shape->DimensionModel == GAIA_XY_Z) == with_z;
    shape->Srid = srid;
    if (fits)
        gaiaToSpatiaLiteBlobWkb(shape, &blob, &size);
    gaiaFreeGeomColl(shape);
    if (!fits)
        return lf_fail(ctx, "a geometry has %s heights", with_z ? "no" : "unexpected");
    if (blob == NULL)
        return lf_fail_memory(ctx);
    *out = blob;
    *out_size = (size_t)size;
    return true;
}

static gaiaGeomCollPtr parse(lf_context *ctx, const void *blob, size_t blob_size)
{
    gaiaGeomCollPtr shape = NULL;
    if (blob != NULL && blob_size <= UINT_MAX)
        shape = gaiaFromSpatiaLiteBlobWkb(blob, (unsigned)blob_size);
    if (shape == NULL)
        lf_fail(ctx, "a geometry of the workspace cannot be read");
    return shape;
}

bool lf_blob_to_wkb(lf_context *ctx, const void *blob, size_t blob_size, void **out,
                    size_t *out_size)
{
    unsigned char *wkb = NULL;
    int size = 0;
    *out = NULL;
    gaiaGeomCollPtr shape = parse(ctx, blob, blob_size);
    if (shape == NULL)
        return false;
    gaiaToWkb(shape, &wkb, &size);
    gaiaFreeGeomColl(shape);
    if (wkb == NULL)
        return lf_fail_memory(ctx);
    *out = wkb;
    *out_size = (size_t)size;
    return true;
}

bool lf_blob_line(lf_context *ctx, const void *blob, size_t blob_size, double **xyz, size_t *count)
{
    *xyz = NULL;
    *count = 0;
    gaiaGeomCollPtr shape = parse(ctx, blob, blob_size);
    if (shape == NULL)
        return false;
    gaiaLinestringPtr line = shape->FirstLinestring;
    bool ok = line != NULL && line->Next == NULL && line->Points > 0;
    if (!ok)
        lf_fail(ctx, "a street of the workspace is not a single line");
    double *points = ok ? malloc((size_t)line->Points * 3 * sizeof *points) : NULL;
    for (int i = 0; points != NULL && i < line->Points; i++) {
        size_t width = line->DimensionModel == GAIA_XY       ? 2
                       : line->DimensionModel == GAIA_XY_Z_M ? 4
                                                             : 3;
        const double *from = line->Coords + (size_t)i * width;
        points[3 * i] = from[0];
        points[3 * i + 1] = from[1];
        points[3 * i + 2] = line->DimensionModel == GAIA_XY_Z || width == 4 ? from[2] : 0.0;
    }
    if (points != NULL) {
        *xyz = points;
        *count = (size_t)line->Points;
    } else if (ok)
        ok = lf_fail_memory(ctx);
    gaiaFreeGeomColl(shape);
    return ok;
}
