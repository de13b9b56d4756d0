/*
 * Boundaries (see quarters.h). Every area grows from a seed cell, step by step over neighbouring
 * cells, nearest first; rivers and the expressway make a step dear. So areas hang together, tile,
 * and end at rivers where that is possible.
 */
#include "quarters.h"

#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const MK_DISTRICT_NAMES[MK_DISTRICTS] = {"城中区", "江南区", "白溪区",
                                                     "北塘区", "东湖区", "临港区"};
static const mk_point DISTRICT_SEEDS[MK_DISTRICTS] = {{6600, 6500},  {5200, 1900},  {1900, 6900},
                                                      {7400, 10500}, {12500, 7600}, {11400, 1500}};
/* Growth is slower where this is larger: it evens out how far districts reach. */
static const double DISTRICT_EFFORT[MK_DISTRICTS] = {1.15, 1, 1, 1, 1, 1};

const mk_group MK_GROUP_LIST[MK_GROUPS] = {{"ZT1", "中心组团"},
                                           {"ZT2", "江南组团"},
                                           {"ZT3", "西岭组团"},
                                           {"ZT4", "北塘组团"},
                                           {"ZT5", "东部组团"}};
static const int GROUP_OF_DISTRICT[MK_DISTRICTS] = {0, 1, 2, 3, 4, 4};

typedef struct growth {
    mk_city *city;
    int label[MK_CELLS]; /* -1: not yet, -2: not of this region */
    double cost[MK_CELLS];
    bool done[MK_CELLS];
    const double *effort; /* per label, or NULL */
} growth;

static mk_cell *cell_of(mk_city *city, int index)
{
    return &city->cell[index / MK_COLUMNS][index % MK_COLUMNS];
}

static void spread(growth *g, int from)
{
    static const int STEP_I[] = {1, -1, 0, 0}, STEP_J[] = {0, 0, 1, -1};
    int i = from % MK_COLUMNS, j = from / MK_COLUMNS;
    const mk_cell *here = cell_of(g->city, from);
    for (int s = 0; s < 4; s++) {
        int ni = i + STEP_I[s], nj = j + STEP_J[s];
        if (ni < 0 || nj < 0 || ni >= MK_COLUMNS || nj >= MK_ROWS)
            continue;
        int to = nj * MK_COLUMNS + ni;
        if (g->done[to] || g->label[to] == -2)
            continue;
        const mk_cell *there = cell_of(g->city, to);
        double step = mk_distance(here->middle, there->middle);
        if (g->effort)
            step *= g->effort[g->label[from]];
        else /* within a district: smaller areas where more people live */
            step *= 0.25 + mk_terrain_density(there->middle);
        step += mk_terrain_barrier_cost(&g->city->terrain, here->middle, there->middle);
        if (g->cost[from] + step < g->cost[to]) {
            g->cost[to] = g->cost[from] + step;
            g->label[to] = g->label[from];
        }
    }
}

static void grow_all(growth *g)
{
    for (;;) {
        int next = -1;
        for (int c = 0; c < MK_CELLS; c++)
            if (g->label[c] >= 0 && !g->done[c] && (next < 0 || g->cost[c] < g->cost[next]))
                next = c;
        if (next < 0)
            return;
        g->done[next] = true;
        spread(g, next);
    }
}

static void plant(growth *g, mk_point seed, int label)
{
    int best = -1;
    for (int c = 0; c < MK_CELLS; c++) {
        if (g->label[c] != -1)
            continue;
        if (best < 0 || mk_distance(cell_of(g->city, c)->middle, seed) <
                            mk_distance(cell_of(g->city, best)->middle, seed))
            best = c;
    }
    if (best < 0)
        mk_stop("no cell is left for a seed");
    g->label[best] = label;
    g->cost[best] = 0;
}

static void clear_growth(growth *g, mk_city *city, const bool *region)
{
    *g = (growth){.city = city};
    for (int c = 0; c < MK_CELLS; c++) {
        g->label[c] = !region || region[c] ? -1 : -2;
        g->cost[c] = INFINITY;
    }
}

static double weight(mk_point p)
{
    return 0.02 + mk_terrain_density(p) * mk_terrain_density(p);
}

/* The first seeds: each as far as possible from those before, weighed by density. */
static void first_seeds(mk_city *city, const bool *region, mk_point *seed, int count)
{
    for (int k = 0; k < count; k++) {
        double best = -1;
        for (int c = 0; c < MK_CELLS; c++) {
            if (!region[c])
                continue;
            mk_point p = cell_of(city, c)->middle;
            double least = k ? INFINITY : 1;
            for (int s = 0; s < k; s++)
                least = fmin(least, mk_distance(p, seed[s]));
            double score = least * sqrt(weight(p));
            if (score > best) {
                best = score;
                seed[k] = p;
            }
        }
    }
}

/* Lloyd's steps: every seed moves to the weighted middle of the cells nearest to it. */
static void settle_seeds(mk_city *city, const bool *region, mk_point *seed, int count)
{
    enum { MOST = 8, ROUNDS = 12 };
    for (int round = 0; round < ROUNDS; round++) {
        double x[MOST] = {0}, y[MOST] = {0}, sum[MOST] = {0};
        for (int c = 0; c < MK_CELLS; c++) {
            if (!region[c])
                continue;
            mk_point p = cell_of(city, c)->middle;
            int near = 0;
            for (int s = 1; s < count; s++)
                if (mk_distance(p, seed[s]) < mk_distance(p, seed[near]))
                    near = s;
            x[near] += p.x * weight(p);
            y[near] += p.y * weight(p);
            sum[near] += weight(p);
        }
        for (int s = 0; s < count; s++)
            if (sum[s] > 0)
                seed[s] = (mk_point){x[s] / sum[s], y[s] / sum[s]};
    }
}

/* Divides a region into `count` parts; label[] of the cells tells which. */
static void divide(mk_city *city, const bool *region, int count, growth *g)
{
    mk_point seed[8];
    first_seeds(city, region, seed, count);
    settle_seeds(city, region, seed, count);
    clear_growth(g, city, region);
    for (int s = 0; s < count; s++)
        plant(g, seed[s], s);
    grow_all(g);
}

static mk_area *new_area(mk_areas *areas)
{
    areas->at = mk_grow(areas->at, &areas->room, areas->count, sizeof *areas->at);
    memset(&areas->at[areas->count], 0, sizeof *areas->at);
    return &areas->at[areas->count++];
}

static void make_districts(mk_city *city)
{
    growth g;
    clear_growth(&g, city, NULL);
    g.effort = DISTRICT_EFFORT;
    for (int d = 0; d < MK_DISTRICTS; d++) {
        mk_area *area = new_area(&city->districts);
        snprintf(area->id, sizeof area->id, "9901%02d", d + 1);
        snprintf(area->name, sizeof area->name, "%s", MK_DISTRICT_NAMES[d]);
        plant(&g, DISTRICT_SEEDS[d], d);
    }
    grow_all(&g);
    for (int c = 0; c < MK_CELLS; c++)
        cell_of(city, c)->district = g.label[c];
}

static double total_weight(mk_city *city, const bool *region)
{
    double sum = 0;
    for (int c = 0; c < MK_CELLS; c++)
        if (region[c])
            sum += weight(cell_of(city, c)->middle);
    return sum;
}

/* Divides every area of one level into areas of the next, more of them where more people live. */
static void subdivide(mk_city *city, mk_level from, const mk_areas *parents, mk_areas *children,
                      int least, int most, double per_area)
{
    growth g;
    bool region[MK_CELLS];
    for (size_t p = 0; p < parents->count; p++) {
        for (int c = 0; c < MK_CELLS; c++)
            region[c] = mk_quarters_of(cell_of(city, c), from) == (int)p;
        int count = (int)(total_weight(city, region) / per_area + 0.5);
        count = count < least ? least : count > most ? most : count;
        divide(city, region, count, &g);
        for (int c = 0; c < MK_CELLS; c++) {
            if (!region[c])
                continue;
            int label = (int)children->count + g.label[c];
            if (from == MK_DISTRICT)
                cell_of(city, c)->subdistrict = label;
            else
                cell_of(city, c)->community = label;
        }
        for (int k = 0; k < count; k++) {
            mk_area *area = new_area(children);
            memcpy(area->parent, parents->at[p].id, sizeof area->parent);
            snprintf(area->id, sizeof area->id, "%.9s%03d", parents->at[p].id, k + 1);
            mk_name_place(children->count + (from == MK_DISTRICT ? 300 : 0),
                          from == MK_DISTRICT ? "街道" : "社区", area->name);
        }
    }
}

int mk_quarters_of(const mk_cell *cell, mk_level level)
{
    switch (level) {
    case MK_DISTRICT:
        return cell->district;
    case MK_SUBDISTRICT:
        return cell->subdistrict;
    case MK_COMMUNITY:
        return cell->community;
    case MK_GROUP:
        return GROUP_OF_DISTRICT[cell->district];
    }
    return -1;
}

void mk_quarters_make(mk_city *city)
{
    make_districts(city);
    subdivide(city, MK_DISTRICT, &city->districts, &city->subdistricts, 3, 5, 22);
    subdivide(city, MK_SUBDISTRICT, &city->subdistricts, &city->communities, 3, 5, 5.5);
}

void mk_zones_mark(mk_city *city)
{
    static const struct {
        mk_point middle;
        double radius_m;
    } ZONES[] = {
        {{8200, 5600}, 850}, {{6400, 2300}, 900}, {{12500, 6500}, 950}, {{7600, 10300}, 900}};
    for (int c = 0; c < MK_CELLS; c++) {
        mk_cell *cell = cell_of(city, c);
        for (size_t z = 0; z < sizeof ZONES / sizeof *ZONES; z++) {
            double wobble =
                1 + 0.25 * mk_noise(city->seed + 31, cell->middle.x, cell->middle.y, 700);
            if (mk_distance(cell->middle, ZONES[z].middle) < ZONES[z].radius_m * wobble)
                cell->key_zone = (int)z + 1;
        }
        mk_point p = cell->middle;
        bool south_east = p.x > 10900 && p.x < 13700 && p.y < 1850 && p.y > 250;
        cell->industrial = south_east && cell->district == 5;
    }
}
