/*
 * Facilities (see services.h): so many residents to each, community by community, fewer in the
 * new quarters of the east, so that coverage differs from district to district.
 */
#include "services.h"

#include "estates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const MK_CATEGORY_IDS[MK_CATEGORIES] = {
    "junior_school",     "health_centre",    "elderly_home", "culture_centre", "sport_ground",
    "primary_school",    "market",           "bus_stop",     "kindergarten",   "elderly_day_care",
    "community_station", "convenience_store"};

typedef struct mk_service {
    const char *spelling[3];       /* the category's names as data spell them */
    double residents;              /* served by one */
    double capacity, area_m2;      /* 0: capacity see ROOM; area not said */
    double district[MK_DISTRICTS]; /* how well each district is provided */
} mk_service;

static const mk_service SERVICES[] = {
    {{"初中", "初级中学", "初中"}, 14000, 1200, 24000, {1.1, 1, 0.9, 1, 0.6, 0.6}},
    {{"社区卫生服务中心", "卫生服务中心", "社区医院"}, 14000, 20, 1800, {1.2, 1, 1, 0.9, 0.5, 0.7}},
    {{"养老院", "敬老院", "养老院"}, 22000, 120, 4200, {1.2, 1, 1, 0.8, 0.4, 0.6}},
    {{"文化活动中心", "文化馆", "文化中心"}, 19000, 0, 3500, {1.3, 1, 0.7, 0.8, 0.5, 0.5}},
    {{"体育场", "体育馆", "大型多功能运动场地"}, 16000, 0, 9000, {1, 1, 0.8, 1.1, 0.8, 0.5}},
    {{"小学", "小学", "小学校"}, 5000, 1080, 14000, {1.15, 1, 0.9, 0.95, 0.65, 0.7}},
    {{"菜市场", "农贸市场", "生鲜超市"}, 4400, 0, 2000, {1.2, 1, 1, 0.9, 0.55, 0.6}},
    {{"幼儿园", "幼儿园", "托育"}, 2500, 270, 3600, {1.1, 1, 0.9, 1, 0.7, 0.6}},
    {{"日间照料中心", "托老所", "老年人日间照料中心"}, 2900, 30, 600, {1.2, 1, 0.9, 0.8, 0.4, 0.5}},
    {{"社区服务站", "党群服务中心", "社区综合服务站"}, 2800, 0, 700, {1, 1, 1, 1, 0.8, 0.9}},
    {{"便利店", "社区商业网点", "便民商店"}, 800, 0, 0, {1.2, 1, 0.8, 0.9, 0.7, 0.6}},
};

static mk_facility *new_facility(mk_city *city, mk_point at, const char *category)
{
    mk_facility *facility = MK_NEW(city, facility);
    snprintf(facility->id, sizeof facility->id, "SS%05zu", city->facility_count);
    snprintf(facility->category, sizeof facility->category, "%s", category);
    facility->at = at;
    return facility;
}

/* A home of the community, drawn by residents; NULL where nobody lives. */
static const mk_home *draw_home(mk_city *city, mk_random *random, int community)
{
    double total = 0;
    for (int pass = 0; pass < 2; pass++) {
        double rest = pass ? mk_random_unit(random) * total : 0;
        for (size_t h = 0; h < city->home_count; h++) {
            const mk_home *home = &city->home[h];
            if (city->cell[home->cell / MK_COLUMNS][home->cell % MK_COLUMNS].community !=
                    community ||
                mk_terrain_wetland(home->at))
                continue;
            if (!pass)
                total += home->residents;
            else if ((rest -= home->residents) < 0)
                return home;
        }
    }
    return NULL;
}

static void place_service(mk_city *city, mk_random *random, const mk_service *service,
                          const mk_area *area, int community)
{
    const mk_home *home = draw_home(city, random, community);
    if (!home)
        return;
    mk_point towards = {home->at.x + mk_random_between(random, -170, 170),
                        home->at.y + mk_random_between(random, -170, 170)};
    size_t edge = 0;
    mk_city_street(city, towards, NULL, &edge);
    if (city->edge[edge].bridge || city->edge[edge].tunnel)
        mk_city_street(city, home->at, NULL, &edge);
    double side = mk_random_chance(random, 0.5) ? 14 : -14;
    mk_point at = mk_beside_edge(city, edge, mk_random_between(random, 0.1, 0.9), side);
    const char *spelling = service->spelling[mk_random_below(random, 3)];
    mk_facility *facility = new_facility(city, at, spelling);
    size_t stem = strlen(area->name) - strlen("社区");
    snprintf(facility->name, sizeof facility->name, "%.*s%s", (int)stem, area->name, spelling);
    facility->year = 1985 + (int)mk_random_below(random, 40);
    if (service->capacity > 0)
        facility->capacity = mk_round(service->capacity * mk_random_between(random, 0.6, 1.4), 5);
    if (service->area_m2 > 0)
        facility->area_m2 = mk_round(service->area_m2 * mk_random_between(random, 0.6, 1.4), 10);
}

static void place_bus_stops(mk_city *city, mk_random *random)
{
    for (size_t e = 0; e < city->edge_count; e++) {
        const mk_edge *edge = &city->edge[e];
        bool served = edge->kind == MK_ARTERIAL || edge->kind == MK_RING ||
                      (edge->kind == MK_COLLECTOR && mk_random_chance(random, 0.5));
        mk_point a = city->node[edge->from], b = city->node[edge->to], m = mk_between(a, b, 0.5);
        double chance = mk_distance(a, b) / 520 * (0.15 + mk_terrain_density(m));
        if (!served || edge->bridge || edge->tunnel || !mk_random_chance(random, chance))
            continue;
        mk_facility *stop = new_facility(city, mk_beside_edge(city, e, 0.5, 11),
                                         mk_random_chance(random, 0.5) ? "公交站" : "公交车站");
        int community = mk_city_cell(city, m)->community;
        size_t stem = strlen(city->communities.at[community].name) - strlen("社区");
        snprintf(stop->name, sizeof stop->name, "%.*s路口", (int)stem,
                 city->communities.at[community].name);
    }
}

static void sum_population(mk_city *city)
{
    for (size_t h = 0; h < city->home_count; h++) {
        const mk_home *home = &city->home[h];
        const mk_cell *cell = &city->cell[home->cell / MK_COLUMNS][home->cell % MK_COLUMNS];
        city->communities.at[cell->community].population += home->residents;
        city->subdistricts.at[cell->subdistrict].population += home->residents;
        city->districts.at[cell->district].population += home->residents;
    }
}

/* Places of what is not counted in pupils or beds: visitors, stalls, bays. */
static const struct {
    const char *spelling[3];
    double capacity, step;
} ROOM[] = {{{"文化活动中心", "文化馆", "文化中心"}, 400, 10},
            {{"体育场", "体育馆", "大型多功能运动场地"}, 600, 10},
            {{"菜市场", "农贸市场", "生鲜超市"}, 90, 5},
            {{"社区服务站", "党群服务中心", "社区综合服务站"}, 60, 5},
            {{"便利店", "社区商业网点", "便民商店"}, 12, 1},
            {{"公交站", "公交车站", "公交站"}, 3, 1}};

static double room_of(const mk_facility *facility, mk_random *random)
{
    for (size_t k = 0; k < sizeof ROOM / sizeof *ROOM; k++)
        for (int s = 0; s < 3; s++)
            if (strcmp(facility->category, ROOM[k].spelling[s]) == 0)
                return fmax(
                    mk_round(ROOM[k].capacity * mk_random_between(random, 0.5, 1.6), ROOM[k].step),
                    ROOM[k].step);
    mk_stop("nothing says how many a %s holds", facility->category);
}

void mk_facilities_detail(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "facility details");
    for (size_t f = 0; f < city->facility_count; f++) {
        mk_facility *one = &city->facility[f];
        if (one->capacity <= 0)
            one->capacity = room_of(one, &random);
        if (one->year == 0)
            one->year = 1996 + (int)mk_random_below(&random, 29);
    }
    for (size_t k = 0; k < city->parks.count; k++) {
        mk_plot *park = &city->parks.at[k];
        park->capacity = mk_round(mk_ring_area(&park->ring) / 40, 10);
        park->opened_year = 1975 + (int)mk_random_below(&random, 49);
    }
}

static int district_of(const mk_area *area)
{
    return area->id[5] - '1'; /* 9901dd… */
}

void mk_facilities_make(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "facilities");
    sum_population(city);
    for (size_t s = 0; s < sizeof SERVICES / sizeof *SERVICES; s++) {
        for (size_t c = 0; c < city->communities.count; c++) {
            const mk_area *area = &city->communities.at[c];
            double wanted =
                area->population / SERVICES[s].residents * SERVICES[s].district[district_of(area)];
            size_t count = (size_t)(wanted + mk_random_unit(&random));
            for (size_t k = 0; k < count; k++)
                place_service(city, &random, &SERVICES[s], area, (int)c);
        }
    }
    place_bus_stops(city, &random);
}

/* Gates in the middle of some sides of a fenced park, ten metres from the street outside. */
static void add_gates(mk_city *city, const mk_plot *park, mk_random *random)
{
    size_t gates = 0;
    for (size_t k = 1; k < park->ring.count; k += 3) {
        mk_point a = park->ring.at[k], b = park->ring.at[(k + 1) % park->ring.count];
        mk_point p = mk_between(a, b, mk_random_between(random, 0.3, 0.7));
        if (mk_city_street(city, p, NULL, NULL) > 60)
            continue;
        mk_entrance *gate = MK_NEW(city, entrance);
        gate->at = p;
        snprintf(gate->id, sizeof gate->id, "%.8s-%zu", park->id, ++gates);
        snprintf(gate->owner, sizeof gate->owner, "%s", park->id);
        snprintf(gate->name, sizeof gate->name, "%.40s%zu号门", park->name, gates);
    }
}

void mk_park_gates_make(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "gates");
    for (size_t k = 0; k < city->parks.count; k++) {
        mk_plot *park = &city->parks.at[k];
        snprintf(park->id, sizeof park->id, "GY%02zu", k + 1);
        if (park->fenced)
            add_gates(city, park, &random);
    }
}
