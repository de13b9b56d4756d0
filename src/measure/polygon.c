/* See polygon.h. */
#include "measure/polygon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading WKB
 * --------------------------------------------------------------------------------- */

typedef struct reader {
    const unsigned char *at, *end;
    bool broken;
} reader;

static void take(reader *in, void *out, size_t count)
{
    if ((size_t)(in->end - in->at) < count) {
        in->broken = true;
        memset(out, 0, count);
        return;
    }
    memcpy(out, in->at, count);
    in->at += count;
}

static uint32_t take_count(reader *in, bool little)
{
    unsigned char b[4];
    take(in, b, 4);
    return little ? b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24
                  : b[3] | (uint32_t)b[2] << 8 | (uint32_t)b[1] << 16 | (uint32_t)b[0] << 24;
}

static double take_real(reader *in, bool little)
{
    uint64_t bits = 0;
    uint32_t first = take_count(in, little), second = take_count(in, little);
    bits = little ? (uint64_t)second << 32 | first : (uint64_t)first << 32 | second;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static bool add_edge(lf_context *ctx, lf_polygon *out, size_t *room, const double a[2],
                     const double b[2])
{
    if (a[1] == b[1])
        return true;
    if (out->edge_count == *room) {
        size_t more = *room ? *room * 2 : 64;
        lf_edge *grown = realloc(out->edges, more * sizeof *grown);
        if (!grown)
            return lf_fail_memory(ctx);
        out->edges = grown;
        *room = more;
    }
    /* Always from the lower end, so that both neighbours of a border compute the same crossing. */
    const double *low = a[1] < b[1] ? a : b, *high = a[1] < b[1] ? b : a;
    out->edges[out->edge_count++] = (lf_edge){low[0], low[1], high[0], high[1]};
    return true;
}

static bool take_ring(lf_context *ctx, reader *in, bool little, int dimensions, lf_polygon *out,
                      size_t *room)
{
    uint32_t points = take_count(in, little);
    double before[2] = {0, 0};
    for (uint32_t i = 0; i < points && !in->broken; i++) {
        double here[2] = {take_real(in, little), 0};
        here[1] = take_real(in, little);
        for (int more = 2; more < dimensions; more++)
            take_real(in, little);
        if (i > 0 && !add_edge(ctx, out, room, before, here))
            return false;
        memcpy(before, here, sizeof before);
    }
    return true;
}

static bool take_shape(lf_context *ctx, reader *in, int depth, lf_polygon *out, size_t *room)
{
    unsigned char order = 0;
    take(in, &order, 1);
    bool little = order == 1;
    uint32_t type = take_count(in, little), kind = type % 1000;
    int dimensions = type / 1000 == 3 ? 4 : type >= 1000 ? 3 : 2;
    uint32_t parts = take_count(in, little);
    if (in->broken || depth > 1 || (kind != 3 && kind != 6))
        return lf_fail(ctx, "a polygon or multipolygon was expected (WKB type %u)", (unsigned)type);
    for (uint32_t i = 0; i < parts && !in->broken; i++)
        if (!(kind == 3 ? take_ring(ctx, in, little, dimensions, out, room)
                        : take_shape(ctx, in, depth + 1, out, room)))
            return false;
    return true;
}

/* ---- bands
 * --------------------------------------------------------------------------------------- */

static void find_box(lf_polygon *polygon)
{
    polygon->x_min = polygon->y_min = INFINITY;
    polygon->x_max = polygon->y_max = -INFINITY;
    for (size_t i = 0; i < polygon->edge_count; i++) {
        const lf_edge *edge = &polygon->edges[i];
        polygon->x_min = fmin(polygon->x_min, fmin(edge->x0, edge->x1));
        polygon->x_max = fmax(polygon->x_max, fmax(edge->x0, edge->x1));
        polygon->y_min = fmin(polygon->y_min, edge->y0);
        polygon->y_max = fmax(polygon->y_max, edge->y1);
    }
}

static size_t band_of(const lf_polygon *polygon, double y)
{
    double at = (y - polygon->y_min) / polygon->band_height;
    if (!(at > 0))
        return 0;
    return at >= (double)polygon->bands ? polygon->bands - 1 : (size_t)at;
}

static bool make_bands(lf_context *ctx, lf_polygon *polygon)
{
    /* The cap bounds the memory of a shape made of many long edges. */
    polygon->bands = polygon->edge_count < 8      ? 1
                     : polygon->edge_count > 4096 ? 1024
                                                  : polygon->edge_count / 4;
    polygon->band_height = (polygon->y_max - polygon->y_min) / (double)polygon->bands;
    polygon->band_start = calloc(polygon->bands + 2, sizeof *polygon->band_start);
    if (!polygon->band_start)
        return lf_fail_memory(ctx);
    size_t *start = polygon->band_start, total = 0;
    for (size_t i = 0; i < polygon->edge_count; i++)
        for (size_t b = band_of(polygon, polygon->edges[i].y0),
                    last = band_of(polygon, polygon->edges[i].y1);
             b <= last; b++, total++)
            start[b + 2]++;
    for (size_t b = 2; b < polygon->bands + 2; b++)
        start[b] += start[b - 1];
    if (!(polygon->band_edges = malloc((total + 1) * sizeof *polygon->band_edges)))
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < polygon->edge_count; i++)
        for (size_t b = band_of(polygon, polygon->edges[i].y0),
                    last = band_of(polygon, polygon->edges[i].y1);
             b <= last; b++)
            polygon->band_edges[start[b + 1]++] = i;
    return true;
}

bool lf_polygon_read(lf_context *ctx, const void *wkb, size_t size, lf_polygon *out)
{
    *out = (lf_polygon){0};
    reader in = {wkb, (const unsigned char *)wkb + size, false};
    size_t room = 0;
    if (!take_shape(ctx, &in, 0, out, &room))
        return false;
    if (in.broken)
        return lf_fail(ctx, "a polygon's WKB is shorter than it says");
    find_box(out);
    return make_bands(ctx, out);
}

void lf_polygon_free(lf_polygon *polygon)
{
    if (!polygon)
        return;
    free(polygon->edges);
    free(polygon->band_start);
    free(polygon->band_edges);
    *polygon = (lf_polygon){0};
}

bool lf_polygon_holds(const lf_polygon *polygon, double x, double y)
{
    if (polygon->edge_count == 0 || y < polygon->y_min || y > polygon->y_max ||
        x < polygon->x_min || x > polygon->x_max)
        return false;
    size_t band = band_of(polygon, y);
    bool inside = false;
    for (size_t i = polygon->band_start[band]; i < polygon->band_start[band + 1]; i++) {
        const lf_edge *e = &polygon->edges[polygon->band_edges[i]];
        if (y >= e->y0 && y < e->y1 &&
            x < e->x0 + (e->x1 - e->x0) * ((y - e->y0) / (e->y1 - e->y0)))
            inside = !inside;
    }
    return inside;
}
