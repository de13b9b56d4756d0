/*
 * The city's frame: its projected CRS, where that CRS holds, and how long a metre of the map is on
 * the ground. Also the choice of a zone for a place, for error messages.
 *
 * Inside the room load only (it hands out GDAL handles).
 */
#ifndef LF_LOAD_FRAME_H
#define LF_LOAD_FRAME_H

#include <geodesic.h>
#include <ogr_srs_api.h>

#include "base/text.h"

typedef struct lf_frame {
    int srid;
    bool geographic;              /* degrees: an error as soon as a place is known */
    OGRSpatialReferenceH srs;     /* owned; longitude/easting first */
    OGRSpatialReferenceH degrees; /* owned; WGS84, longitude first */
    OGRCoordinateTransformationH
        to_degrees; /* owned; the plane to the CRS's own longitude, latitude */
    struct geod_geodesic ellipsoid;
    bool has_area;                   /* west … north are known */
    double west, south, east, north; /* where the CRS may be used, with a margin, degrees */
} lf_frame;

/*
 * Takes the CRS with this EPSG code. Errors: unknown code, not in metres, neither projected nor
 * geographic. A geographic CRS passes here so that lf_frame_check can name the right zone for it.
 */
bool lf_frame_open(lf_context *ctx, int srid, lf_frame *out);
void lf_frame_close(lf_frame *frame);

/*
 * Checks the CRS at a point of the city (in the city's own coordinates): projected, and lengths
 * true within 0.1 %. The error names the zone to use instead.
 */
bool lf_frame_check(lf_context *ctx, const lf_frame *frame, double x, double y);

/* Ground length of a metre of the map around a point, mean of the two axes; NaN where the CRS
 * fails. */
double lf_frame_ground_scale(const lf_frame *frame, double x, double y);
/*
 * Ground length of a line divided by its length in the plane: geodesic on the CRS's ellipsoid
 * between successive vertices (xy holds count pairs). NaN where the CRS fails. Linear in the
 * vertices.
 */
double lf_frame_line_scale(const lf_frame *frame, const double *xy, size_t count);

/* True when the point (degrees) lies where the city's CRS may be used. */
bool lf_frame_holds(const lf_frame *frame, double lon, double lat);

/*
 * A CRS fit for a place, in words: "EPSG:4548 (CGCS2000 3-degree zone, central meridian 117° E;
 * with zone numbers EPSG:4527)" in China's longitudes and latitudes, else a UTM zone on WGS84.
 */
void lf_frame_suggest(double lon, double lat, char *out, size_t out_size);

/* A CRS from an EPSG code or user text with longitude/easting first; NULL when GDAL knows none. */
OGRSpatialReferenceH lf_srs_from_text(const char *text);

#endif
