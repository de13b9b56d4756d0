/*
 * Outlines of places: reading, inside or outside, distances.
 *
 * Knows the workspace's geometry blobs. Must not know what the place is.
 */
#include "walk/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"
#include "walk/segment.h"

enum { WKB_POINT = 1, WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

/* Well-known binary being read, and the shape it grows into. */
typedef struct reader {
    const unsigned char *at, *end;
    bool swap;      /* the numbers' bytes stand the other way round */
    int dimensions; /* numbers to a point */
    lf_shape *shape;
    size_t xy_count, xy_capacity; /* points */
    size_t first_capacity;
    bool bad, no_memory;
} reader;

void lf_shape_free(lf_shape *shape)
{
    if (shape == NULL)
        return;
    free(shape->xy);
    free(shape->first);
    *shape = (lf_shape){0};
}

static void find_bounds(lf_shape *shape, size_t count)
{
    shape->x0 = shape->y0 = INFINITY;
    shape->x1 = shape->y1 = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        shape->x0 = fmin(shape->x0, shape->xy[2 * i]);
        shape->x1 = fmax(shape->x1, shape->xy[2 * i]);
        shape->y0 = fmin(shape->y0, shape->xy[2 * i + 1]);
        shape->y1 = fmax(shape->y1, shape->xy[2 * i + 1]);
    }
}

bool lf_shape_point(lf_context *ctx, double x, double y, lf_shape *out)
{
    *out = (lf_shape){.xy = malloc(2 * sizeof *out->xy)};
    if (out->xy == NULL)
        return lf_fail_memory(ctx);
    out->xy[0] = x;
    out->xy[1] = y;
    find_bounds(out, 1);
    return true;
}

/* ---- well-known binary ---- */

static void read_bytes(reader *in, void *out, size_t size)
{
    unsigned char *bytes = out;

    if ((size_t)(in->end - in->at) < size) {
        in->bad = true;
        memset(out, 0, size);
        return;
    }
    for (size_t i = 0; i < size; i++)
        bytes[i] = in->at[in->swap ? size - 1 - i : i];
    in->at += size;
}

static uint32_t read_count(reader *in)
{
    uint32_t value;

    read_bytes(in, &value, sizeof value);
    return value;
}

/* Byte order and type; tells the dimensions (ISO and extended codes). Returns the plain type. */
static uint32_t read_head(reader *in)
{
    const uint16_t one = 1;
    unsigned char order, little;
    uint32_t type;

    memcpy(&little, &one, 1);
    in->swap = false;
    read_bytes(in, &order, 1);
    in->swap = (order == 1) != (little == 1);
    type = read_count(in);
    in->dimensions =
        2 + ((type & UINT32_C(0x80000000)) != 0) + ((type & UINT32_C(0x40000000)) != 0);
    type &= UINT32_C(0x0fffffff);
    if (type >= 3000)
        in->dimensions = 4;
    else if (type >= 1000)
        in->dimensions = 3;
    return type % 1000;
}

static void read_point(reader *in)
{
    double number[4] = {0};

    for (int d = 0; d < in->dimensions; d++)
        read_bytes(in, &number[d], sizeof number[d]);
    if (in->bad)
        return;
    if (!LF_ROOM(in->shape->xy, 2 * in->xy_count + 1, in->xy_capacity)) {
        in->no_memory = true;
        return;
    }
    in->shape->xy[2 * in->xy_count] = number[0];
    in->shape->xy[2 * in->xy_count + 1] = number[1];
    in->xy_count++;
}

static void read_polygon(reader *in)
{
    const uint32_t rings = read_count(in);

    for (uint32_t r = 0; r < rings && !in->bad && !in->no_memory; r++) {
        const uint32_t points = read_count(in);

        if (!LF_ROOM(in->shape->first, in->shape->ring_count + 1, in->first_capacity)) {
            in->no_memory = true;
            return;
        }
        in->shape->first[in->shape->ring_count] = (uint32_t)in->xy_count;
        for (uint32_t p = 0; p < points && !in->bad && !in->no_memory; p++)
            read_point(in);
        in->shape->first[++in->shape->ring_count] = (uint32_t)in->xy_count;
    }
}

static void read_geometry(reader *in)
{
    const uint32_t type = read_head(in);
    uint32_t parts;

    if (type == WKB_POINT) {
        read_point(in);
    } else if (type == WKB_POLYGON) {
        read_polygon(in);
    } else if (type == WKB_MULTIPOLYGON) {
        parts = read_count(in);
        for (uint32_t p = 0; p < parts && !in->bad && !in->no_memory; p++) {
            if (read_head(in) != WKB_POLYGON)
                in->bad = true;
            else
                read_polygon(in);
        }
    } else {
        in->bad = true;
    }
}

bool lf_shape_from_wkb(lf_context *ctx, const void *wkb, size_t size, lf_shape *out)
{
    reader in = {.at = wkb, .end = (const unsigned char *)wkb + size, .shape = out};

    *out = (lf_shape){0};
    read_geometry(&in);
    if (!in.no_memory && !in.bad && in.xy_count > 0) {
        find_bounds(out, in.xy_count);
        return true;
    }
    lf_shape_free(out);
    return in.no_memory ? lf_fail_memory(ctx)
                        : lf_fail(ctx, "a geometry is neither a point nor polygons");
}

bool lf_shape_from_blob(lf_context *ctx, const void *blob, size_t size, lf_shape *out)
{
    void *wkb = NULL;
    size_t wkb_size = 0;
    bool done;

    *out = (lf_shape){0};
    if (!lf_blob_to_wkb(ctx, blob, size, &wkb, &wkb_size))
        return false;
    done = lf_shape_from_wkb(ctx, wkb, wkb_size, out);
    free(wkb);
    return done;
}

/* ---- inside, outside, how far ---- */

/* The last point of a ring, which repeats its first: segments begin at the points before it. */
static uint32_t ring_end(const lf_shape *shape, size_t ring)
{
    return shape->first[ring + 1] > 0 ? shape->first[ring + 1] - 1 : 0;
}

bool lf_shape_holds(const lf_shape *shape, double x, double y)
{
    bool inside = false;

    if (shape->ring_count == 0 || x < shape->x0 || x > shape->x1 || y < shape->y0 || y > shape->y1)
        return false;
    for (size_t r = 0; r < shape->ring_count; r++)
        for (uint32_t i = shape->first[r]; i < ring_end(shape, r); i++) {
            const double *a = shape->xy + 2 * i, *b = a + 2;

            if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
                inside = !inside;
        }
    return inside;
}

double lf_shape_distance(const lf_shape *shape, double x, double y)
{
    double best2 = INFINITY;

    if (shape->ring_count == 0)
        return sqrt((x - shape->xy[0]) * (x - shape->xy[0]) +
                    (y - shape->xy[1]) * (y - shape->xy[1]));
    if (lf_shape_holds(shape, x, y))
        return 0;
    for (size_t r = 0; r < shape->ring_count; r++)
        for (uint32_t i = shape->first[r]; i < ring_end(shape, r); i++) {
            const double *a = shape->xy + 2 * i;

            best2 = fmin(best2, lf_foot_on(a[0], a[1], a[2], a[3], x, y).distance2);
        }
    return sqrt(best2);
}

/* Whether two segments share a point in their insides. */
static bool segments_cross(const double *a, const double *b)
{
    const double b0 = lf_cross(a[0], a[1], a[2], a[3], b[0], b[1]);
    const double b1 = lf_cross(a[0], a[1], a[2], a[3], b[2], b[3]);
    const double a0 = lf_cross(b[0], b[1], b[2], b[3], a[0], a[1]);
    const double a1 = lf_cross(b[0], b[1], b[2], b[3], a[2], a[3]);

    return b0 * b1 < 0 && a0 * a1 < 0;
}

/* The smallest distance from the vertices of `from` to `to`; 0 as soon as boundaries cross. */
static double boundary_gap(const lf_shape *from, const lf_shape *to)
{
    double best = INFINITY;

    for (size_t r = 0; r < from->ring_count; r++)
        for (uint32_t i = from->first[r]; i < ring_end(from, r) && best > 0; i++) {
            const double *a = from->xy + 2 * i;

            best = fmin(best, lf_shape_distance(to, a[0], a[1]));
            for (size_t s = 0; s < to->ring_count; s++)
                for (uint32_t j = to->first[s]; j < ring_end(to, s); j++)
                    if (segments_cross(a, to->xy + 2 * j))
                        return 0;
        }
    return best;
}

double lf_shape_gap(const lf_shape *a, const lf_shape *b)
{
    if (a->ring_count == 0)
        return lf_shape_distance(b, a->xy[0], a->xy[1]);
    if (b->ring_count == 0)
        return lf_shape_distance(a, b->xy[0], b->xy[1]);
    return fmin(boundary_gap(a, b), boundary_gap(b, a));
}

bool lf_shape_sample_boundary(lf_context *ctx, const lf_shape *shape, double step, double **xy,
                              size_t *count)
{
    double *points = NULL;
    size_t filled = 0, capacity = 0;

    for (size_t r = 0; r < shape->ring_count; r++) {
        double due_m =
            0; /* how far along the ring the next sample stands, from the segment's start */

        for (uint32_t i = shape->first[r]; i < ring_end(shape, r); i++) {
            const double *a = shape->xy + 2 * i;
            const double length_m = hypot(a[2] - a[0], a[3] - a[1]);

            for (; due_m < length_m || (due_m == 0 && i == shape->first[r]); due_m += step) {
                const double t = length_m > 0 ? due_m / length_m : 0;

                if (!LF_ROOM(points, 2 * filled + 1, capacity)) {
                    free(points);
                    return lf_fail_memory(ctx);
                }
                points[2 * filled] = a[0] + t * (a[2] - a[0]);
                points[2 * filled + 1] = a[1] + t * (a[3] - a[1]);
                filled++;
            }
            due_m -= length_m;
        }
    }
    *xy = points;
    *count = filled;
    return true;
}
