/* The metro (see transit.h). */
#include "transit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const mk_line MK_LINE_LIST[MK_LINES] = {
    {"L1", "1号线", "运营", 2014}, {"L2", "2号线", "运营", 2019}, {"L3", "3号线", "在建", 2027}};

/* Wished places; each station moves to the nearest street corner. `again` is the station of an
 * earlier line that this one shares, counted from 1. */
static const struct {
    int line;
    mk_point near;
    int year, again;
    const char *name;
} STOPS[] = {
    {0, {1500, 6450}, 2021, 0, "西岭"},   {0, {2900, 6750}, 2014, 0, "白溪西"},
    {0, {4900, 6500}, 2014, 0, "文庙"},   {0, {6600, 6600}, 2014, 0, "清江广场"},
    {0, {8100, 5700}, 2014, 0, "金桥"},   {0, {9300, 3560}, 2014, 0, "望江门"},
    {0, {11500, 5000}, 2021, 0, "东屏"},  {0, {12600, 6500}, 2021, 0, "东湖"},
    {1, {7300, 10700}, 2023, 0, "北塘"},  {1, {6900, 9300}, 2019, 0, "梅园"},
    {1, {6600, 8000}, 2019, 0, "植物园"}, {1, {6600, 6600}, 0, 4, ""},
    {1, {6600, 5100}, 2019, 0, "南门"},   {1, {6600, 2700}, 2019, 0, "江南中心"},
    {1, {6300, 1100}, 2019, 0, "锦坪"},   {2, {2900, 8300}, 2027, 0, "白鹭山"},
    {2, {5400, 9900}, 2027, 0, "柳渡"},   {2, {7300, 10700}, 0, 9, ""},
    {2, {9300, 9900}, 2027, 0, "高新园"}, {2, {12000, 9200}, 2027, 0, "星湖"},
    {2, {12600, 6500}, 0, 8, ""},         {2, {12800, 4500}, 2027, 0, "枫岸"},
    {2, {12100, 1900}, 2027, 0, "临港"},
};

/* The best corner near a place: streets of some rank meet there, three at least. */
static size_t corner_near(const mk_city *city, mk_point p)
{
    size_t best = 0;
    double least = INFINITY;
    int *streets = calloc(city->node_count, sizeof *streets);
    if (!streets)
        mk_stop("out of memory");
    for (size_t e = 0; e < city->edge_count; e++) {
        mk_kind kind = city->edge[e].kind;
        if (kind == MK_ALLEY || kind == MK_PATH || kind == MK_STAIRS || city->edge[e].bridge)
            continue;
        streets[city->edge[e].from]++;
        streets[city->edge[e].to]++;
    }
    for (size_t n = 0; n < city->node_count; n++) {
        double distance = mk_distance(p, city->node[n]);
        if (streets[n] >= 3 && distance < least) {
            least = distance;
            best = n;
        }
    }
    free(streets);
    return best;
}

/* Up to four entrances: on the streets that meet at the station, some way from the corner and
 * beside the carriageway. */
static void make_entrances(mk_city *city, mk_random *random, size_t index)
{
    const mk_station station = city->station[index];
    size_t wanted = 2 + mk_random_below(random, 3), made = 0;
    for (size_t e = 0; e < city->edge_count && made < wanted; e++) {
        const mk_edge *edge = &city->edge[e];
        if ((edge->from != station.node && edge->to != station.node) || edge->bridge)
            continue;
        mk_point far = city->node[edge->from == station.node ? edge->to : edge->from];
        double length = mk_distance(station.at, far);
        double along = fmin(mk_random_between(random, 45, 80), length * 0.8);
        mk_point on = mk_between(station.at, far, along / length);
        double side = mk_random_chance(random, 0.5) ? 14 : -14;
        mk_entrance *entrance = MK_NEW(city, entrance);
        entrance->at = (mk_point){on.x - (far.y - station.at.y) / length * side,
                                  on.y + (far.x - station.at.x) / length * side};
        snprintf(entrance->id, sizeof entrance->id, "%.8s-%u", station.id, (unsigned)made + 1);
        snprintf(entrance->name, sizeof entrance->name, "%.30s%c口", station.name,
                 (char)('A' + made));
        snprintf(entrance->owner, sizeof entrance->owner, "%s", station.id);
        made++;
    }
}

void mk_transit_make(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "transit");
    for (size_t k = 0; k < sizeof STOPS / sizeof *STOPS; k++) {
        if (STOPS[k].again) {
            mk_station *shared = &city->station[STOPS[k].again - 1];
            strcat(shared->lines, "/");
            strcat(shared->lines, MK_LINE_LIST[STOPS[k].line].name);
            mk_path_add(&city->metro[STOPS[k].line], shared->at);
            continue;
        }
        mk_station *station = MK_NEW(city, station);
        station->node = corner_near(city, STOPS[k].near);
        station->at = city->node[station->node];
        station->year = STOPS[k].year;
        snprintf(station->id, sizeof station->id, "ZD%02zu", city->station_count);
        snprintf(station->name, sizeof station->name, "%s站", STOPS[k].name);
        snprintf(station->lines, sizeof station->lines, "%s", MK_LINE_LIST[STOPS[k].line].name);
        mk_path_add(&city->metro[STOPS[k].line], station->at);
    }
    for (size_t s = 0; s < city->station_count; s++)
        make_entrances(city, &random, s);
}

double mk_transit_distance(const mk_city *city, mk_point p, int year)
{
    double least = INFINITY;
    for (size_t s = 0; s < city->station_count; s++)
        if (city->station[s].year <= year)
            least = fmin(least, mk_distance(p, city->station[s].at));
    return least;
}
