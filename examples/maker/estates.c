/*
 * Estates and workplaces (see estates.h). Estates stand beside streets, more of them where the
 * city is dense; floor area ratios rise at stations and with the year. East of the expressway
 * people live and few work.
 */
#include "estates.h"

#include "names.h"
#include "quarters.h"
#include "streets.h"
#include "transit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const MK_CLASS_NAMES[MK_CLASSES] = {"商品住房", "安置房", "公租房", "保障性租赁住房",
                                                "人才住房"};

mk_point mk_beside_edge(const mk_city *city, size_t edge, double share, double side_m)
{
    mk_point a = city->node[city->edge[edge].from], b = city->node[city->edge[edge].to];
    double length = mk_distance(a, b);
    mk_point on = mk_between(a, b, share);
    return (mk_point){mk_round(on.x - (b.y - a.y) / length * side_m, 0.1),
                      mk_round(on.y + (b.x - a.x) / length * side_m, 0.1)};
}

/* Cumulated weights of street pieces, so that a draw costs a binary search. */
typedef struct mk_draw {
    double *sum;
    size_t count;
} mk_draw;

static double home_weight(mk_city *city, const mk_edge *edge)
{
    mk_point a = city->node[edge->from], b = city->node[edge->to], m = mk_between(a, b, 0.5);
    if (edge->gone || edge->bridge || edge->tunnel || edge->kind == MK_PATH ||
        edge->kind == MK_MOUNTAIN || edge->line == MK_LONE_LANE)
        return 0;
    const mk_cell *cell = mk_city_cell(city, m);
    double density = mk_terrain_density(m), height = mk_terrain_height(&city->terrain, m);
    if (cell->industrial)
        return 0;
    double near = mk_transit_distance(city, m, 2024) < 700 ? 1.5 : 1;
    double hill = height > 150 ? 0.3 : 1;
    return mk_distance(a, b) * density * sqrt(density) * near * hill;
}

static mk_draw make_draw(mk_city *city)
{
    mk_draw draw = {malloc(city->edge_count * sizeof(double)), city->edge_count};
    double total = 0;
    if (!draw.sum)
        mk_stop("out of memory");
    for (size_t e = 0; e < city->edge_count; e++)
        draw.sum[e] = total += home_weight(city, &city->edge[e]);
    return draw;
}

static size_t draw_edge(const mk_draw *draw, mk_random *random)
{
    double wanted = mk_random_unit(random) * draw->sum[draw->count - 1];
    size_t low = 0, high = draw->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (draw->sum[middle] > wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool in_park(const mk_city *city, mk_point p)
{
    for (size_t k = 0; k < city->parks.count; k++)
        if (mk_ring_holds(&city->parks.at[k].ring, p))
            return true;
    return false;
}

static bool place_is_free(mk_city *city, mk_point p, double apart_m)
{
    const mk_cell *cell = mk_city_cell(city, p);
    if (cell->use == MK_PARK || cell->use == MK_SITE || cell->use == MK_LOT)
        return false;
    if (mk_terrain_clear(&city->terrain, p, NULL) < 8)
        return false;
    if (in_park(city, p))
        return false;
    for (size_t h = 0; h < city->home_count; h++)
        if (mk_distance(city->home[h].at, p) < apart_m)
            return false;
    return true;
}

static int draw_class(mk_city *city, mk_random *random, const mk_cell *cell, mk_point p)
{
    bool station = mk_transit_distance(city, p, 2024) < 800;
    bool far = mk_distance(p, MK_CENTRE) > 3800;
    double weights[MK_CLASSES] = {72, far ? 16 : 8, far ? 12 : 4, station || cell->key_zone ? 9 : 5,
                                  cell->key_zone ? 9 : 2};
    return (int)mk_random_weighted(random, weights, MK_CLASSES);
}

static int draw_year(mk_random *random, int class, mk_point p)
{
    double from_centre = mk_distance(p, MK_CENTRE);
    double low = class == MK_AFFORDABLE_RENTAL ? 2015
                 : class == MK_TALENT          ? 2012
                 : class == MK_PUBLIC_RENTAL   ? 2008
                                               : 1980 + fmin(from_centre / 300, 20);
    double pull = mk_random_unit(random);
    return (int)(low + (2024.99 - low) * (class == MK_MARKET_HOME ? sqrt(pull) * 0.999 : pull));
}

static void fill_counts(mk_city *city, mk_random *random, mk_home *home)
{
    static const double SIZE_M2[MK_CLASSES] = {0, 92, 50, 46, 78};
    double to_station = mk_transit_distance(city, home->at, 2024);
    double far = 0.9 + 0.03 * (home->year - 1980) + mk_random_between(random, -0.3, 0.5) +
                 (to_station < 500   ? 1.0
                  : to_station < 800 ? 0.5
                                     : 0) -
                 mk_distance(home->at, MK_CENTRE) / 9000;
    double height = mk_terrain_height(&city->terrain, home->at);
    home->far = mk_round(height > 150 ? 0.8 : fmax(far, 0.7), 0.01);
    double site = mk_random_between(random, 5000, 14000) + 900.0 * (home->year - 1980) / 4;
    double size = home->kind == MK_MARKET_HOME
                      ? 58 + (home->year - 1980) * 1.15 + mk_random_between(random, -8, 12)
                      : SIZE_M2[home->kind] + mk_random_between(random, -6, 6);
    home->dwellings =
        floor(site * home->far / size * (home->kind == MK_MARKET_HOME ? 1 : 0.8)) + 12;
    home->floor_area_m2 = floor(home->dwellings * size);
    home->households = floor(home->dwellings * mk_random_between(random, 0.80, 0.96));
    home->residents = floor(home->households * mk_random_between(random, 2.25, 2.75));
    home->workers = floor(home->residents * mk_random_between(random, 0.46, 0.58));
    if (home->rented)
        home->rent =
            mk_round((home->kind == MK_PUBLIC_RENTAL ? 9 : 19) + 8 * mk_terrain_density(home->at) +
                         mk_random_between(random, -2, 3),
                     0.1);
}

static void name_home(mk_random *random, mk_home *home)
{
    static const char *const OLD[] = {"新村", "里", "小区", "宿舍"};
    static const char *const MIDDLE[] = {"小区", "花园", "苑", "家园"};
    static const char *const LATE[] = {"府", "花园", "雅苑", "公馆", "庭", "华府"};
    static const char *const RENTED[MK_CLASSES] = {"", "安置小区", "公租房小区", "青年公寓",
                                                   "人才公寓"};
    const char *suffix = RENTED[home->kind];
    if (home->kind == MK_MARKET_HOME)
        suffix = home->year < 1998   ? OLD[mk_random_below(random, 4)]
                 : home->year < 2010 ? MIDDLE[mk_random_below(random, 4)]
                                     : LATE[mk_random_below(random, 6)];
    mk_name_any(random, suffix, home->name);
}

static mk_home *new_home(mk_city *city, mk_random *random, mk_point at)
{
    mk_cell *cell = mk_city_cell(city, at);
    mk_home *home = MK_NEW(city, home);
    snprintf(home->id, sizeof home->id, "XQ%04zu", city->home_count);
    home->at = at;
    home->cell = (int)(cell - &city->cell[0][0]);
    home->kind = draw_class(city, random, cell, at);
    home->rented = home->kind == MK_PUBLIC_RENTAL || home->kind == MK_AFFORDABLE_RENTAL ||
                   (home->kind == MK_TALENT && mk_random_chance(random, 0.5));
    home->year = draw_year(random, home->kind, at);
    fill_counts(city, random, home);
    name_home(random, home);
    return home;
}

static void name_special(mk_home *home, const char *name, int class, int year)
{
    snprintf(home->name, sizeof home->name, "%s", name);
    home->kind = class;
    home->rented = class == MK_PUBLIC_RENTAL;
    home->rent = home->rented ? 11.5 : 0;
    home->year = year;
}

/* Estates that show something: one across the river from a station, one that no street leads to,
 * one on a lane that hangs on nothing. */
static void special_homes(mk_city *city, mk_random *random)
{
    mk_point left, station = city->station[5].at;
    const mk_barrier *river = &city->terrain.barrier[MK_RIVER];
    mk_point on = mk_path_at(&river->line, mk_path_beside(&river->line, station).along_m, &left);
    mk_point south = {on.x - left.x * (river->edge_m + 45), on.y - left.y * (river->edge_m + 45)};
    mk_point bank;
    mk_city_street(city, south, &bank, NULL);
    if (mk_distance(bank, south) > 150)
        mk_stop("no street beside the estate across the river");
    mk_home *home =
        new_home(city, random, (mk_point){mk_round(south.x, 0.1), mk_round(south.y, 0.1)});
    name_special(home, "望江南岸安置小区", MK_RESETTLED, 2016);
    home = new_home(city, random, (mk_point){180, 190});
    name_special(home, "湿地管护站宿舍", MK_MARKET_HOME, 1988);
    home->dwellings = 12;
    home->households = 10;
    home->residents = 21;
    home->workers = 12;
    home->floor_area_m2 = 780;
    home->far = 0.5;
    home = new_home(city, random, (mk_point){2500, 2305});
    name_special(home, "渔村新村", MK_RESETTLED, 1996);
    home->dwellings = 36;
    home->households = 31;
    home->residents = 88;
    home->workers = 40;
    home->floor_area_m2 = 3240;
    home->far = 0.7;
}

/* A few houses on the plateau, for the summer. */
static void summer_homes(mk_city *city, mk_random *random)
{
    static const char *const NAMES[] = {"白鹭山避暑山庄", "云坪康养小镇", "松岭度假村",
                                        "望星台小区"};
    size_t made = 0;
    for (size_t e = 0; e < city->edge_count && made < 4; e += 3) {
        mk_point p = mk_beside_edge(city, e, 0.5, 34);
        if (mk_terrain_height(&city->terrain, p) < 790 || city->edge[e].kind == MK_MOUNTAIN ||
            !place_is_free(city, p, 160))
            continue;
        mk_home *home = new_home(city, random, p);
        name_special(home, NAMES[made], MK_MARKET_HOME, 2013 + (int)made);
        made++;
    }
}

void mk_homes_make(mk_city *city, size_t count)
{
    mk_random random = mk_random_make(city->seed, "homes");
    mk_draw draw = make_draw(city);
    special_homes(city, &random);
    summer_homes(city, &random);
    for (size_t tries = 0; city->home_count < count && tries < count * 200; tries++) {
        size_t edge = draw_edge(&draw, &random);
        double side = mk_random_between(&random, 28, 80);
        if (mk_random_chance(&random, 0.5))
            side = -side;
        mk_point p = mk_beside_edge(city, edge, mk_random_between(&random, 0.1, 0.9), side);
        if (place_is_free(city, p, 95))
            new_home(city, &random, p);
    }
    free(draw.sum);
}

static void new_workplace(mk_city *city, mk_random *random, mk_point at, double jobs,
                          const char *suffix)
{
    mk_workplace *workplace = MK_NEW(city, workplace);
    snprintf(workplace->id, sizeof workplace->id, "GW%04zu", city->workplace_count);
    mk_name_any(random, suffix, workplace->name);
    workplace->at = at;
    workplace->jobs = floor(jobs);
}

/* `count` workplaces of about `jobs` each beside streets within `radius_m` of a place, drawn
 * towards its middle. */
static void cluster(mk_city *city, mk_random *random, mk_point middle, double radius_m,
                    size_t count, double jobs, const char *suffix)
{
    for (size_t k = 0; k < count;) {
        size_t edge = mk_random_below(random, city->edge_count);
        double side = mk_random_chance(random, 0.5) ? 22 : -22;
        mk_point p = mk_beside_edge(city, edge, mk_random_between(random, 0.15, 0.85), side);
        double near = 1 - mk_distance(p, middle) / radius_m;
        if (near <= 0 || !mk_random_chance(random, near) || city->edge[edge].bridge ||
            mk_terrain_clear(&city->terrain, p, NULL) < 3 || in_park(city, p))
            continue;
        double size = mk_random_between(random, 0.2, 1.2) * mk_random_between(random, 0.4, 1.6);
        new_workplace(city, random, p, jobs * size * 1.4 + 4, suffix);
        k++;
    }
}

void mk_workplaces_make(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "workplaces");
    cluster(city, &random, MK_CENTRE, 1700, 150, 950, "大厦");
    cluster(city, &random, (mk_point){8150, 5600}, 1100, 60, 1250, "金融中心");
    cluster(city, &random, (mk_point){12300, 1200}, 1700, 75, 640, "制造厂");
    cluster(city, &random, (mk_point){8900, 10300}, 1700, 70, 850, "科技公司");
    cluster(city, &random, (mk_point){6400, 2300}, 1200, 45, 600, "商务楼");
    cluster(city, &random, (mk_point){1900, 6400}, 1500, 30, 420, "工坊");
    cluster(city, &random, (mk_point){12500, 6700}, 2000, 50, 430, "商场");
    for (size_t k = 0; city->workplace_count < 600; k++) {
        const mk_home *home = &city->home[mk_random_below(&random, city->home_count)];
        if (mk_terrain_wetland(home->at))
            continue;
        size_t edge = 0;
        mk_city_street(city, home->at, NULL, &edge);
        double share = mk_random_between(&random, 0.1, 0.9);
        mk_point p = mk_beside_edge(city, edge, share, mk_random_chance(&random, 0.5) ? 16 : -16);
        if (city->edge[edge].bridge || mk_terrain_clear(&city->terrain, p, NULL) < 0 ||
            in_park(city, p))
            continue;
        new_workplace(city, &random, p, mk_random_between(&random, 15, 170), "商铺");
    }
}
