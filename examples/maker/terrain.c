/* The ground of Qingjiang (see terrain.h). */
#include "terrain.h"

#include "random.h"

#include <math.h>

const mk_point MK_CENTRE = {6600, 6600};

static const mk_point RIVER[] = {{-500, 4400},  {1500, 4000},  {3200, 3400},
                                 {5000, 3500},  {6800, 3750},  {8600, 3500},
                                 {10200, 2900}, {12000, 3300}, {14500, 4100}};
static const mk_point CREEK[] = {{5300, 12500}, {4800, 11000}, {4200, 9600}, {3750, 8200},
                                 {4000, 6800},  {3700, 5400},  {3500, 4300}, {3500, 3450}};
static const mk_point EXPRESSWAY[] = {
    {10900, -500}, {10500, 2500}, {10200, 5000}, {10500, 8000}, {11300, 12500}};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

mk_terrain mk_terrain_make(uint64_t seed)
{
    mk_terrain terrain = {.seed = seed};
    terrain.barrier[MK_RIVER] = (mk_barrier){mk_path_curve(RIVER, COUNT(RIVER), 24), 80, 115};
    terrain.barrier[MK_CREEK] = (mk_barrier){mk_path_curve(CREEK, COUNT(CREEK), 20), 28, 55};
    terrain.barrier[MK_EXPRESSWAY] =
        (mk_barrier){mk_path_curve(EXPRESSWAY, COUNT(EXPRESSWAY), 20), 18, 40};
    return terrain;
}

void mk_terrain_free(mk_terrain *terrain)
{
    for (int b = 0; b < MK_BARRIERS; b++)
        mk_path_free(&terrain->barrier[b].line);
}

static double ease(double t)
{
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

double mk_terrain_height(const mk_terrain *terrain, mk_point p)
{
    double wobble = 420 * mk_noise(terrain->seed + 11, p.x, p.y, 1300);
    double from_corner = mk_distance(p, (mk_point){300, 11700}) + wobble;
    double hill = 800 * ease((4700 - from_corner) / 3300);
    double rough = 14 * mk_noise(terrain->seed + 12, p.x, p.y, 450) * ease(hill / 60);
    double plain = 46 + 5 * mk_noise(terrain->seed + 13, p.x, p.y, 2600) + (p.x + p.y) / 4000;
    return plain + hill + rough;
}

double mk_terrain_clear(const mk_terrain *terrain, mk_point p, int *barrier)
{
    double least = INFINITY;
    for (int b = 0; b < MK_BARRIERS; b++) {
        const mk_barrier *one = &terrain->barrier[b];
        double clear = mk_path_beside(&one->line, p).distance_m - one->edge_m;
        if (clear < least) {
            least = clear;
            if (barrier)
                *barrier = b;
        }
    }
    return least;
}

double mk_terrain_barrier_cost(const mk_terrain *terrain, mk_point a, mk_point b)
{
    static const double COST[MK_BARRIERS] = {9000, 4000, 3000};
    double cost = 0;
    for (int i = 0; i < MK_BARRIERS; i++) {
        const mk_path *line = &terrain->barrier[i].line;
        /* The creek ends in the river: south of its mouth it parts nothing. */
        if (i == MK_CREEK && a.y < 3450 && b.y < 3450)
            continue;
        if (mk_path_beside(line, a).side != mk_path_beside(line, b).side)
            cost += COST[i];
    }
    return cost;
}

static double bump(mk_point p, mk_point middle, double radius_m)
{
    double share = mk_distance(p, middle) / radius_m;
    return 1 / (1 + share * share * share);
}

double mk_terrain_density(mk_point p)
{
    double sum = bump(p, MK_CENTRE, 2700) + 0.6 * bump(p, (mk_point){6300, 1900}, 1300) +
                 0.8 * bump(p, (mk_point){12500, 6700}, 2000) +
                 0.45 * bump(p, (mk_point){7300, 10400}, 1200) +
                 0.4 * bump(p, (mk_point){1900, 6500}, 1200) +
                 0.45 * bump(p, (mk_point){12200, 2500}, 1100);
    return sum > 1 ? 1 : sum;
}

bool mk_terrain_wetland(mk_point p)
{
    return mk_distance(p, (mk_point){150, 150}) < 3350;
}
