/* The city's frame. See frame.h. */
#include "load/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ogr_core.h>

/* Half the side of the cross on which the scale is measured: small against any zone, large against
 * the rounding of coordinates. */
#define SCALE_ARM_M     500.0
#define SCALE_TOLERANCE 0.001
#define METRE_TOLERANCE 1e-9

OGRSpatialReferenceH lf_srs_from_text(const char *text)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    if (srs == NULL || OSRSetFromUserInput(srs, text) != OGRERR_NONE) {
        OSRDestroySpatialReference(srs);
        return NULL;
    }
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

/* The stated area of use and a margin of one width, at most six degrees: cities at a zone's edge
 * and neighbouring zones are fine, another country is not. */
static void take_area(lf_frame *frame)
{
    double west = 0.0;
    double south = 0.0;
    double east = 0.0;
    double north = 0.0;
    frame->has_area = OSRGetAreaOfUse(frame->srs, &west, &south, &east, &north, NULL) &&
                      west > -1000.0 && west < east;
    double margin = fmin(6.0, fmax(1.0, east - west));
    frame->west = west - margin;
    frame->east = east + margin;
    frame->south = south - 1.5;
    frame->north = north + 1.5;
}

static bool take_plane(lf_context *ctx, lf_frame *frame)
{
    frame->geographic = OSRIsGeographic(frame->srs);
    if (!frame->geographic && !OSRIsProjected(frame->srs))
        return lf_fail(ctx, "crs EPSG:%d is not a projected CRS; one in metres is expected",
                       frame->srid);
    double metres = OSRGetLinearUnits(frame->srs, NULL);
    if (!frame->geographic && fabs(metres - 1.0) > METRE_TOLERANCE)
        return lf_fail(ctx, "crs EPSG:%d counts in units of %g m; a CRS in metres is expected",
                       frame->srid, metres);
    return true;
}

static bool take_ellipsoid(lf_context *ctx, lf_frame *frame)
{
    OGRErr axis_error = OGRERR_NONE;
    OGRErr flattening_error = OGRERR_NONE;
    double axis_m = OSRGetSemiMajor(frame->srs, &axis_error);
    double inverse = OSRGetInvFlattening(frame->srs, &flattening_error);
    if (axis_error != OGRERR_NONE || flattening_error != OGRERR_NONE)
        return lf_fail(ctx, "crs EPSG:%d has no ellipsoid", frame->srid);
    geod_init(&frame->ellipsoid, axis_m, inverse == 0.0 ? 0.0 : 1.0 / inverse);
    OGRSpatialReferenceH own = OSRCloneGeogCS(frame->srs);
    if (own == NULL)
        return lf_fail(ctx, "crs EPSG:%d has no geographic base", frame->srid);
    OSRSetAxisMappingStrategy(own, OAMS_TRADITIONAL_GIS_ORDER);
    frame->to_degrees = OCTNewCoordinateTransformation(frame->srs, own);
    OSRDestroySpatialReference(own);
    return frame->to_degrees != NULL ||
           lf_fail(ctx, "crs EPSG:%d cannot be turned into degrees", frame->srid);
}

bool lf_frame_open(lf_context *ctx, int srid, lf_frame *out)
{
    char text[32];
    *out = (lf_frame){.srid = srid};
    snprintf(text, sizeof text, "EPSG:%d", srid);
    out->srs = lf_srs_from_text(text);
    if (out->srs == NULL)
        return lf_fail(ctx, "crs EPSG:%d is not known to PROJ", srid);
    out->degrees = lf_srs_from_text("EPSG:4326");
    if (out->degrees == NULL)
        return lf_fail(ctx, "PROJ's database proj.db cannot be read");
    if (!take_plane(ctx, out) || !take_ellipsoid(ctx, out))
        return false;
    take_area(out);
    return true;
}

void lf_frame_close(lf_frame *frame)
{
    if (frame->to_degrees != NULL)
        OCTDestroyCoordinateTransformation(frame->to_degrees);
    OSRDestroySpatialReference(frame->srs);
    OSRDestroySpatialReference(frame->degrees);
    *frame = (lf_frame){0};
}

bool lf_frame_holds(const lf_frame *frame, double lon, double lat)
{
    if (!frame->has_area)
        return fabs(lat) <= 90.0;
    return lat >= frame->south && lat <= frame->north && lon >= frame->west && lon <= frame->east;
}

void lf_frame_suggest(double lon, double lat, char *out, size_t out_size)
{
    bool china = lon >= 73.5 && lon < 136.5 && lat >= 3.0 && lat <= 54.0;
    if (china) {
        /* EPSG 4534 … 4554 are the 3-degree zones by meridian, 4513 … 4533 with zone numbers. */
        int step = (int)lround((lon - 75.0) / 3.0);
        snprintf(out, out_size,
                 "EPSG:%d (CGCS2000 3-degree zone, central meridian %d° E; with zone numbers "
                 "EPSG:%d)",
                 4534 + step, 75 + 3 * step, 4513 + step);
        return;
    }
    int zone = (int)floor((lon + 180.0) / 6.0) + 1;
    zone = zone < 1 ? 1 : zone > 60 ? 60 : zone;
    snprintf(out, out_size, "EPSG:%d (UTM zone %d%c on WGS84)", (lat < 0.0 ? 32700 : 32600) + zone,
             zone, lat < 0.0 ? 'S' : 'N');
}

double lf_frame_ground_scale(const lf_frame *frame, double x, double y)
{
    double xs[4] = {x - SCALE_ARM_M, x + SCALE_ARM_M, x, x};
    double ys[4] = {y, y, y - SCALE_ARM_M, y + SCALE_ARM_M};
    double east_west_m = 0.0;
    double north_south_m = 0.0;
    if (frame->geographic || !OCTTransform(frame->to_degrees, 4, xs, ys, NULL))
        return NAN;
    geod_inverse(&frame->ellipsoid, ys[0], xs[0], ys[1], xs[1], &east_west_m, NULL, NULL);
    geod_inverse(&frame->ellipsoid, ys[2], xs[2], ys[3], xs[3], &north_south_m, NULL, NULL);
    return (east_west_m + north_south_m) / (4.0 * SCALE_ARM_M);
}

double lf_frame_line_scale(const lf_frame *frame, const double *xy, size_t count)
{
    double *degrees = malloc((count == 0 ? 1 : count) * 2 * sizeof *degrees);
    double plane_m = 0.0;
    double ground_m = 0.0;
    if (degrees == NULL)
        return NAN;
    for (size_t i = 0; i < count; i++) {
        degrees[i] = xy[2 * i];
        degrees[count + i] = xy[2 * i + 1];
    }
    bool ok = OCTTransform(frame->to_degrees, (int)count, degrees, degrees + count, NULL);
    for (size_t i = 1; ok && i < count; i++) {
        double step_m = 0.0;
        geod_inverse(&frame->ellipsoid, degrees[count + i - 1], degrees[i - 1], degrees[count + i],
                     degrees[i], &step_m, NULL, NULL);
        ground_m += step_m;
        plane_m += hypot(xy[2 * i] - xy[2 * i - 2], xy[2 * i + 1] - xy[2 * i - 1]);
    }
    free(degrees);
    return ok && plane_m > 0.0 ? ground_m / plane_m : NAN;
}

bool lf_frame_check(lf_context *ctx, const lf_frame *frame, double x, double y)
{
    char zone[160];
    double lon = x;
    double lat = y;
    if (!OCTTransform(frame->to_degrees, 1, &lon, &lat, NULL))
        return lf_fail(ctx, "crs EPSG:%d does not hold at x %.0f, y %.0f", frame->srid, x, y);
    lf_frame_suggest(lon, lat, zone, sizeof zone);
    if (frame->geographic)
        return lf_fail(ctx,
                       "crs EPSG:%d is in degrees, but distances need a projected CRS in "
                       "metres: use %s",
                       frame->srid, zone);
    double ground = lf_frame_ground_scale(frame, x, y);
    if (isfinite(ground) && fabs(1.0 / ground - 1.0) <= SCALE_TOLERANCE)
        return true;
    return lf_fail(ctx,
                   "crs EPSG:%d is off in length by %.2f %% at lon %.3f, lat %.3f (0.1 %% is "
                   "allowed): use %s",
                   frame->srid, fabs(1.0 / ground - 1.0) * 100.0, lon, lat, zone);
}
