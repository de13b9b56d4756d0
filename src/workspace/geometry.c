/* Between well-known binary and SpatiaLite's blobs. See workspace.h. */
#include "workspace/connection.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <spatialite/gaiageo.h>

/*
 * SpatiaLite's blob is little-endian WKB with other brackets: 0x00 0x01, SRID, bounding box and
 * 0x7C in the place of the first byte order mark, 0x69 in the place of the others, and 0xFE behind.
 * The coordinates lie where they lay, so a blob is a copy with new marks.
 */
enum {
    BLOB_START = 0x00,
    BLOB_LITTLE_ENDIAN = 0x01,
    BLOB_BOX_END = 0x7C,
    BLOB_PART = 0x69,
    BLOB_END = 0xFE,
    BLOB_HEADER = 39, /* up to and with BLOB_BOX_END */
    WKB_LINESTRING = 2,
    WKB_POLYGON = 3,
    WKB_COLLECTION = 7,
    WKB_Z = 1000
};

/* A walk through WKB that has been copied to its place in the blob. */
typedef struct wkb_walk {
    unsigned char *at;
    size_t left;
    bool with_z;
    double min_x, min_y, max_x, max_y;
} wkb_walk;

static uint32_t get_u32(const unsigned char *from)
{
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 |
           (uint32_t)from[3] << 24;
}

static void put_u32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(value >> 8 * i);
}

static double get_double(const unsigned char *from)
{
    uint64_t bits = (uint64_t)get_u32(from) | (uint64_t)get_u32(from + 4) << 32;
    double value = 0.0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void put_double(unsigned char *to, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    put_u32(to, (uint32_t)bits);
    put_u32(to + 4, (uint32_t)(bits >> 32));
}

static bool take_u32(wkb_walk *walk, uint32_t *out)
{
    if (walk->left < 4)
        return false;
    *out = get_u32(walk->at);
    walk->at += 4;
    walk->left -= 4;
    return true;
}

static bool take_points(wkb_walk *walk, uint32_t count)
{
    size_t width = walk->with_z ? 24 : 16;
    if (count == 0 || walk->left / width < count)
        return false;
    for (uint32_t i = 0; i < count; i++, walk->at += width) {
        double x = get_double(walk->at);
        double y = get_double(walk->at + 8);
        walk->min_x = x < walk->min_x ? x : walk->min_x;
        walk->min_y = y < walk->min_y ? y : walk->min_y;
        walk->max_x = x > walk->max_x ? x : walk->max_x;
        walk->max_y = y > walk->max_y ? y : walk->max_y;
    }
    walk->left -= count * width;
    return true;
}

/* What follows the type of a point (1), line (2) or polygon (3). */
static bool take_simple(wkb_walk *walk, uint32_t type)
{
    uint32_t rings = 1;
    uint32_t points = 1;
    if (type == WKB_POLYGON && (!take_u32(walk, &rings) || rings == 0))
        return false;
    for (uint32_t i = 0; i < rings; i++)
        if ((type >= WKB_LINESTRING && !take_u32(walk, &points)) || !take_points(walk, points))
            return false;
    return true;
}

/* Byte order and type of a geometry or of a part, whose mark becomes `mark`. */
static bool take_type(wkb_walk *walk, unsigned char mark, uint32_t *type)
{
    if (walk->left < 5 || *walk->at != BLOB_LITTLE_ENDIAN)
        return false;
    *walk->at++ = mark;
    walk->left--;
    return take_u32(walk, type);
}

static bool take_geometry(wkb_walk *walk, uint32_t type)
{
    uint32_t parts = 0;
    if (type < WKB_POLYGON + 1)
        return type > 0 && take_simple(walk, type);
    if (type > WKB_COLLECTION || !take_u32(walk, &parts) || parts == 0)
        return false;
    for (uint32_t i = 0; i < parts; i++) {
        uint32_t part = 0;
        if (!take_type(walk, BLOB_PART, &part) || (part >= WKB_Z) != walk->with_z)
            return false;
        part %= WKB_Z;
        bool fits = part > 0 && part <= WKB_POLYGON &&
                    (type == WKB_COLLECTION || part + WKB_POLYGON == type);
        if (!fits || !take_simple(walk, part))
            return false;
    }
    return true;
}

static void put_header(unsigned char *blob, int srid, const wkb_walk *walk)
{
    blob[0] = BLOB_START;
    blob[1] = BLOB_LITTLE_ENDIAN;
    put_u32(blob + 2, (uint32_t)srid);
    put_double(blob + 6, walk->min_x);
    put_double(blob + 14, walk->min_y);
    put_double(blob + 22, walk->max_x);
    put_double(blob + 30, walk->max_y);
}

bool lf_blob_from_wkb(lf_context *ctx, int srid, const void *wkb, size_t wkb_size, bool with_z,
                      void **out, size_t *out_size)
{
    uint32_t type = 0;
    *out = NULL;
    if (wkb_size > INT_MAX - BLOB_HEADER)
        return lf_fail(ctx, "a geometry is larger than 2 GiB");
    size_t size = BLOB_HEADER - 1 + wkb_size + 1;
    unsigned char *blob = malloc(size);
    if (blob == NULL)
        return lf_fail_memory(ctx);
    memcpy(blob + BLOB_HEADER - 1, wkb, wkb_size);
    wkb_walk walk = {.at = blob + BLOB_HEADER - 1,
                     .left = wkb_size,
                     .with_z = with_z,
                     .min_x = INFINITY,
                     .min_y = INFINITY,
                     .max_x = -INFINITY,
                     .max_y = -INFINITY};
    bool ok = take_type(&walk, BLOB_BOX_END, &type) ||
              lf_fail(ctx, "a geometry's well-known binary cannot be read");
    if (ok && (type >= WKB_Z) != with_z)
        ok = lf_fail(ctx, "a geometry has %s heights", with_z ? "no" : "unexpected");
    if (ok && (type / WKB_Z > 1 || !take_geometry(&walk, type % WKB_Z) || walk.left > 0))
        ok = lf_fail(ctx, "a geometry's well-known binary cannot be read");
    if (!ok) {
        free(blob);
        return false;
    }
    put_header(blob, srid, &walk);
    blob[size - 1] = BLOB_END;
    *out = blob;
    *out_size = size;
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

/* The points of a plain line; false for anything else, which SpatiaLite may know better. */
static bool read_plain_line(const unsigned char *blob, size_t size, uint32_t *count, size_t *width)
{
    enum { TYPE = BLOB_HEADER, COUNT = TYPE + 4, POINTS = COUNT + 4 };
    if (size < POINTS + 1 || blob[0] != BLOB_START || blob[1] != BLOB_LITTLE_ENDIAN ||
        blob[BLOB_HEADER - 1] != BLOB_BOX_END || blob[size - 1] != BLOB_END)
        return false;
    uint32_t type = get_u32(blob + TYPE);
    *width = type == WKB_LINESTRING ? 16 : 24;
    *count = get_u32(blob + COUNT);
    return (type == WKB_LINESTRING || type == WKB_LINESTRING + WKB_Z) && *count > 0 &&
           (size - POINTS - 1) / *width == *count && (size - POINTS - 1) % *width == 0;
}

static bool copy_plain_line(lf_context *ctx, const unsigned char *blob, uint32_t count,
                            size_t width, double **xyz)
{
    const unsigned char *from = blob + BLOB_HEADER + 8;
    double *points = malloc((size_t)count * 3 * sizeof *points);
    if (points == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < count; i++, from += width) {
        points[3 * i] = get_double(from);
        points[3 * i + 1] = get_double(from + 8);
        points[3 * i + 2] = width == 24 ? get_double(from + 16) : 0.0;
    }
    *xyz = points;
    return true;
}

bool lf_blob_line(lf_context *ctx, const void *blob, size_t blob_size, double **xyz, size_t *count)
{
    uint32_t points_there = 0;
    size_t point_size = 0;
    *xyz = NULL;
    *count = 0;
    if (blob != NULL && read_plain_line(blob, blob_size, &points_there, &point_size)) {
        *count = points_there;
        return copy_plain_line(ctx, blob, points_there, point_size, xyz);
    }
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
