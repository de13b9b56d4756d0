/* Streets drawn badly on purpose (see streets.h); README.md of the city lists them. */
#include "streets.h"

#include <string.h>

enum { LONE_CROSSING_LINE = 9001 };

/* An end of the lane drawn `short_m` before the street it leads to. */
static void shorten(mk_city *city, mk_edge *lane, double short_m)
{
    mk_point a = city->node[lane->from], b = city->node[lane->to];
    double length = mk_distance(a, b);
    lane->to = mk_streets_node(city, mk_between(a, b, (length - short_m) / length));
}

void mk_streets_spoil(mk_city *city)
{
    size_t lanes = 0;
    for (size_t e = 0; e < city->edge_count; e++) {
        mk_edge *edge = &city->edge[e];
        if (edge->kind != MK_ALLEY)
            continue;
        lanes++;
        if (lanes == 60)
            shorten(city, edge, 0.3);
        if (lanes == 120)
            shorten(city, edge, 4);
        if (lanes != 180)
            continue;
        /* A second lane across the first, with no node where they meet. */
        mk_point a = city->node[edge->from], b = city->node[edge->to], m = mk_between(a, b, 0.5);
        mk_point across = {-(b.y - a.y) * 0.3, (b.x - a.x) * 0.3};
        size_t p = mk_streets_node(city, (mk_point){m.x - across.x, m.y - across.y});
        size_t q = mk_streets_node(city, (mk_point){m.x + across.x, m.y + across.y});
        mk_streets_join(city, p, q, MK_ALLEY, LONE_CROSSING_LINE, 0);
    }
    size_t p = mk_streets_node(city, (mk_point){2380, 2200});
    size_t q = mk_streets_node(city, (mk_point){2520, 2290});
    size_t r = mk_streets_node(city, (mk_point){2600, 2240});
    mk_streets_join(city, p, q, MK_ALLEY, MK_LONE_LANE, 0);
    mk_streets_join(city, q, r, MK_ALLEY, MK_LONE_LANE, 1);
}
