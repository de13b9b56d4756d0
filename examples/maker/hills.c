/* The mountain road: hairpins up to the plateau, and stairs between them (see streets.h). */
#include "streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t *degrees(const mk_city *city)
{
    size_t *degree = calloc(city->node_count, sizeof *degree);
    if (!degree)
        mk_stop("out of memory");
    for (size_t e = 0; e < city->edge_count; e++) {
        degree[city->edge[e].from]++;
        degree[city->edge[e].to]++;
    }
    return degree;
}

/* The corner with streets nearest to a place, between two heights. */
static size_t nearest_corner(const mk_city *city, mk_point p, double low, double high)
{
    size_t *degree = degrees(city), best = 0;
    double least = INFINITY;
    for (size_t n = 0; n < (MK_COLUMNS + 1) * (MK_ROWS + 1); n++) {
        double height = mk_terrain_height(&city->terrain, city->node[n]);
        double distance = mk_distance(p, city->node[n]);
        if (degree[n] < 2 || height < low || height > high || distance >= least)
            continue;
        least = distance;
        best = n;
    }
    free(degree);
    return best;
}

static double turn(mk_point a, mk_point b, mk_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(mk_point a, mk_point b, mk_point c, mk_point d)
{
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/* Takes away the streets that a curve would cross without meeting them. */
static void clear_way(mk_city *city, const mk_path *curve)
{
    size_t kept = 0;
    for (size_t e = 0; e < city->edge_count; e++) {
        mk_point a = city->node[city->edge[e].from], b = city->node[city->edge[e].to];
        bool crossed = false;
        for (size_t i = 0; i + 1 < curve->count && !crossed; i++)
            crossed = cross(a, b, curve->at[i], curve->at[i + 1]);
        if (!crossed)
            city->edge[kept++] = city->edge[e];
    }
    city->edge_count = kept;
}

/* A road of hairpins up to the plateau, with stairs between bends of one side. */
void mk_mountain_road_make(mk_city *city)
{
    enum { MOUNTAIN_LINE = 400, STAIR_LINE = 410 };
    enum { LEGS = 11, STEPS = 5 };
    size_t foot = nearest_corner(city, (mk_point){3100, 8900}, 90, 235);
    size_t top = nearest_corner(city, city->node[foot], 780, 2000);
    mk_point a = city->node[foot], b = city->node[top], bend[LEGS + 1];
    double length = mk_distance(a, b);
    mk_point across = {-(b.y - a.y) / length, (b.x - a.x) / length};
    for (int k = 0; k <= LEGS; k++) {
        double reach = k == 0 || k == LEGS ? 0 : k == 1 || k == LEGS - 1 ? 160 : 330;
        mk_point on = mk_between(a, b, (double)k / LEGS);
        reach = k % 2 ? reach : -reach;
        bend[k] = (mk_point){on.x + across.x * reach, on.y + across.y * reach};
    }
    mk_path curve = mk_path_curve(bend, LEGS + 1, STEPS);
    clear_way(city, &curve);
    size_t from = foot, apex[LEGS + 1] = {foot};
    for (size_t i = 1; i < curve.count; i++) {
        size_t to = i + 1 == curve.count ? top : mk_streets_node(city, curve.at[i]);
        mk_streets_join(city, from, to, MK_MOUNTAIN, MOUNTAIN_LINE, (double)i);
        from = to;
        if (i % STEPS == 0)
            apex[i / STEPS] = to;
    }
    for (size_t k = 1; k + 2 < LEGS; k += 3)
        mk_streets_join(city, apex[k], apex[k + 2], MK_STAIRS, STAIR_LINE + k, 0);
    mk_path_free(&curve);
}
