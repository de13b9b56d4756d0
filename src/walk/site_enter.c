/*
 * Where a candidate site meets the streets: as it is drawn, and moved by the doubt of its position.
 *
 * Part of the walk of candidate sites.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/site.h"

/* ---- moving well-known binary ---- */

/* A cursor over a MULTIPOLYGON or POLYGON in the machine's own byte order, without heights. */
typedef struct mover {
    unsigned char *at, *end;
    double dx, dy;
    bool bad;
} mover;

static uint32_t take_number(mover *in, bool with_order)
{
    uint32_t value = 0;
    const size_t skip = with_order ? 1 : 0;

    if ((size_t)(in->end - in->at) < skip + sizeof value) {
        in->bad = true;
        return 0;
    }
    memcpy(&value, in->at + skip, sizeof value);
    in->at += skip + sizeof value;
    return value;
}

static void move_ring(mover *in)
{
    const uint32_t points = take_number(in, false);

    if (in->bad || (size_t)(in->end - in->at) / (2 * sizeof(double)) < points) {
        in->bad = true;
        return;
    }
    for (uint32_t p = 0; p < points; p++) {
        double xy[2];

        memcpy(xy, in->at, sizeof xy);
        xy[0] += in->dx;
        xy[1] += in->dy;
        memcpy(in->at, xy, sizeof xy);
        in->at += sizeof xy;
    }
}

static void move_polygons(mover *in)
{
    enum { POLYGON = 3, MULTIPOLYGON = 6 };
    const uint32_t type = take_number(in, true);
    uint32_t polygons = 1;

    if (type == MULTIPOLYGON)
        polygons = take_number(in, false);
    else if (type != POLYGON)
        in->bad = true;
    for (uint32_t p = 0; p < polygons && !in->bad; p++) {
        uint32_t rings;

        if (type == MULTIPOLYGON && take_number(in, true) != POLYGON)
            in->bad = true;
        rings = in->bad ? 0 : take_number(in, false);
        for (uint32_t r = 0; r < rings && !in->bad; r++)
            move_ring(in);
    }
}

/* ---- one position ---- */

/* The outline and its binary elsewhere; the site itself stays as it is, to the last bit. */
typedef struct moved_site {
    lf_shape shape;
    unsigned char *wkb;
} moved_site;

static void moved_free(moved_site *moved)
{
    free(moved->shape.xy);
    free(moved->wkb);
}

static bool move_site(lf_context *ctx, const lf_site *site, double dx, double dy, moved_site *out)
{
    const size_t numbers = 2 * (size_t)site->shape.first[site->shape.ring_count];
    mover in = {.dx = dx, .dy = dy};

    *out = (moved_site){.shape = site->shape, .wkb = malloc(site->wkb_size + 1)};
    out->shape.xy = malloc((numbers + 1) * sizeof *out->shape.xy);
    if (out->wkb == NULL || out->shape.xy == NULL)
        return lf_fail_memory(ctx);
    memcpy(out->wkb, site->wkb, site->wkb_size);
    in.at = out->wkb;
    in.end = out->wkb + site->wkb_size;
    move_polygons(&in);
    if (in.bad)
        return lf_fail(ctx, "its polygon cannot be moved");
    for (size_t i = 0; i < numbers; i += 2) {
        out->shape.xy[i] = site->shape.xy[i] + dx;
        out->shape.xy[i + 1] = site->shape.xy[i + 1] + dy;
    }
    out->shape.x0 += dx;
    out->shape.x1 += dx;
    out->shape.y0 += dy;
    out->shape.y1 += dy;
    return true;
}

static bool enter_moved(lf_site_worker *worker, lf_site *site, double dx, double dy)
{
    moved_site moved;
    const bool done = move_site(&worker->ctx, site, dx, dy, &moved) &&
                      lf_access_add_wkb(&worker->ctx, worker->finder, moved.wkb, site->wkb_size,
                                        &moved.shape, &site->access);

    moved_free(&moved);
    return done;
}

bool lf_site_enter(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    static const double diagonal = 0.70710678118654752;
    static const double way[LF_SITE_POSITIONS][2] = {{0, 0},
                                                     {0, 1},
                                                     {diagonal, diagonal},
                                                     {1, 0},
                                                     {diagonal, -diagonal},
                                                     {0, -1},
                                                     {-diagonal, -diagonal},
                                                     {-1, 0},
                                                     {-diagonal, diagonal}};
    const double plane_m = walk->position_m / walk->job.network.ground_scale;
    bool done = lf_access_add_wkb(&worker->ctx, worker->finder, site->wkb, site->wkb_size,
                                  &site->shape, &site->access);

    for (size_t p = 1; done && p < LF_SITE_POSITIONS; p++) {
        site->position_first[p] = site->access.count;
        done =
            !(plane_m > 0) || enter_moved(worker, site, way[p][0] * plane_m, way[p][1] * plane_m);
    }
    site->position_first[LF_SITE_POSITIONS] = site->access.count;
    return done;
}

lf_place lf_site_place(const lf_walk_audit *walk, const lf_site *site, size_t access,
                       lf_weight weight)
{
    return lf_network_place(&walk->job.network, &site->access.item[access].join, weight);
}
