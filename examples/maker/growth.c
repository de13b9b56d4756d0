/*
 * Growth areas and lesser centres (see growth.h). A growth area is what lies around the place of a
 * district where most of its planned sites are, hills, wetland and red lines left out.
 */
#include "growth.h"

#include "estates.h"
#include "names.h"

#include <stdio.h>
#include <string.h>

#define REACH_M 800.0
#define APART_M 1700.0

static bool can_grow(const mk_city *city, const mk_cell *cell, int district)
{
    return cell->district == district && cell->red_line == 0 && cell->growth == 0 &&
           !mk_terrain_wetland(cell->middle) &&
           mk_terrain_height(&city->terrain, cell->middle) < 150;
}

static size_t sites_around(const mk_city *city, mk_point p, int district)
{
    size_t count = 0;
    for (size_t k = 0; k < city->sites.count; k++) {
        const mk_plot *site = &city->sites.at[k];
        count +=
            site->district == district && mk_distance(mk_ring_middle(&site->ring), p) < REACH_M;
    }
    return count;
}

static bool is_apart(const mk_point *chosen, size_t count, mk_point p)
{
    for (size_t k = 0; k < count; k++)
        if (mk_distance(chosen[k], p) < APART_M)
            return false;
    return true;
}

/* The place of a district with the most sites around it, away from those chosen before; false
 * where no place is left. */
static bool best_place(const mk_city *city, int district, const mk_point *chosen, size_t count,
                       mk_point *best)
{
    double most = -1;
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            const mk_cell *cell = &city->cell[j][i];
            if (!can_grow(city, cell, district) || !is_apart(chosen, count, cell->middle))
                continue;
            double score = (double)sites_around(city, cell->middle, district) +
                           mk_terrain_density(cell->middle);
            if (score > most) {
                most = score;
                *best = cell->middle;
            }
        }
    }
    return most >= 0;
}

static void mark(mk_city *city, mk_point middle, int district, int number)
{
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            mk_cell *cell = &city->cell[j][i];
            double wobble =
                1 + 0.2 * mk_noise(city->seed + 53, cell->middle.x, cell->middle.y, 600);
            if (can_grow(city, cell, district) &&
                mk_distance(cell->middle, middle) < REACH_M * wobble)
                cell->growth = number;
        }
    }
}

/* The ratio planned for an area: about that of its sites, a little more or less. */
static double cap_of(mk_city *city, int number, mk_random *random)
{
    double floor_m2 = 0, land_m2 = 0;
    for (size_t k = 0; k < city->sites.count; k++) {
        const mk_plot *site = &city->sites.at[k];
        double land = mk_ring_area(&site->ring);
        if (mk_city_cell(city, mk_ring_middle(&site->ring))->growth != number)
            continue;
        floor_m2 += land * site->far;
        land_m2 += land;
    }
    double mean = land_m2 > 0 ? floor_m2 / land_m2 : 2;
    return mk_round(mean * mk_random_between(random, 0.94, 1.16), 0.1);
}

void mk_growth_make(mk_city *city)
{
    static const size_t WANTED[MK_DISTRICTS] = {2, 3, 2, 3, 3, 2};
    mk_random random = mk_random_make(city->seed, "growth areas");
    for (int d = 0; d < MK_DISTRICTS; d++) {
        mk_point chosen[4];
        for (size_t k = 0; k < WANTED[d] && best_place(city, d, chosen, k, &chosen[k]); k++) {
            mk_areas *areas = &city->growth_areas;
            areas->at = mk_grow(areas->at, &areas->room, areas->count, sizeof *areas->at);
            mk_area *area = &areas->at[areas->count++];
            memset(area, 0, sizeof *area);
            mark(city, chosen[k], d, (int)areas->count);
            snprintf(area->id, sizeof area->id, "TZ%02zu", areas->count);
            mk_name_place(areas->count + 700, "拓展区", area->name);
            memcpy(area->parent, city->districts.at[d].id, sizeof area->parent);
            area->far_cap = cap_of(city, (int)areas->count, &random);
        }
    }
}

const mk_home *mk_main_home(const mk_city *city, int community)
{
    const mk_home *most = NULL;
    for (size_t h = 0; h < city->home_count; h++) {
        const mk_home *home = &city->home[h];
        if (city->cell[home->cell / MK_COLUMNS][home->cell % MK_COLUMNS].community == community &&
            !mk_terrain_wetland(home->at) && (!most || home->residents > most->residents))
            most = home;
    }
    return most;
}

static void add_centre(mk_city *city, mk_point near, const char *area, const char *kind)
{
    size_t edge = 0;
    mk_city_street(city, near, NULL, &edge);
    mk_plot *anchor = mk_plots_new(&city->anchors);
    mk_path_add(&anchor->ring, mk_beside_edge(city, edge, 0.6, 20));
    snprintf(anchor->id, sizeof anchor->id, "MD%02zu", city->anchors.count);
    snprintf(anchor->name, sizeof anchor->name, "%.40s中心", area);
    snprintf(anchor->kind, sizeof anchor->kind, "%s", kind);
}

/* A centre for every street, and for the first community of every second one: beside the largest
 * estate. */
void mk_centres_make(mk_city *city)
{
    size_t streets = 0;
    for (size_t c = 0; c < city->communities.count; c++) {
        const mk_area *area = &city->communities.at[c];
        bool first = c == 0 || strcmp(area->parent, city->communities.at[c - 1].parent) != 0;
        const mk_home *home = first ? mk_main_home(city, (int)c) : NULL;
        if (!first)
            continue;
        const mk_area *street = &city->subdistricts.at[streets++];
        if (!home)
            continue;
        add_centre(city, home->at, street->name, "街道中心");
        if (streets % 2 == 0)
            add_centre(city, home->at, area->name, "社区中心");
    }
}
