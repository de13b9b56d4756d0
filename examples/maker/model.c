/* Looking things up in the model (see model.h). */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

mk_plot *mk_plots_new(mk_plots *plots)
{
    plots->at = mk_grow(plots->at, &plots->room, plots->count, sizeof *plots->at);
    memset(&plots->at[plots->count], 0, sizeof *plots->at);
    return &plots->at[plots->count++];
}

static bool cell_holds(const mk_city *city, int i, int j, mk_point p)
{
    mk_point corner[4] = {city->corner[j][i], city->corner[j][i + 1], city->corner[j + 1][i + 1],
                          city->corner[j + 1][i]};
    return mk_ring_holds(&(mk_path){corner, 4, 4}, p);
}

mk_cell *mk_city_cell(mk_city *city, mk_point p)
{
    mk_cell *nearest = &city->cell[0][0];
    double least = INFINITY;
    int near_i = (int)(p.x / MK_PITCH_M), near_j = (int)(p.y / MK_PITCH_M);
    for (int j = near_j - 4; j <= near_j + 4; j++) {
        for (int i = near_i - 4; i <= near_i + 4; i++) {
            if (i < 0 || j < 0 || i >= MK_COLUMNS || j >= MK_ROWS)
                continue;
            if (cell_holds(city, i, j, p))
                return &city->cell[j][i];
            double distance = mk_distance(p, city->cell[j][i].middle);
            if (distance < least) {
                least = distance;
                nearest = &city->cell[j][i];
            }
        }
    }
    return nearest;
}

mk_point mk_city_in_cell(const mk_city *city, int column, int row, double u, double v)
{
    mk_point south = mk_between(city->corner[row][column], city->corner[row][column + 1], u);
    mk_point north =
        mk_between(city->corner[row + 1][column], city->corner[row + 1][column + 1], u);
    return mk_between(south, north, v);
}

double mk_city_street(const mk_city *city, mk_point p, mk_point *on, size_t *edge)
{
    double least = INFINITY;
    for (size_t e = 0; e < city->edge_count; e++) {
        if (city->edge[e].gone)
            continue;
        mk_point a = city->node[city->edge[e].from], b = city->node[city->edge[e].to];
        double share, distance = mk_segment_distance(p, a, b, &share);
        if (distance >= least)
            continue;
        least = distance;
        if (on)
            *on = mk_between(a, b, share);
        if (edge)
            *edge = e;
    }
    return least;
}

static void plots_free(mk_plots *plots)
{
    for (size_t i = 0; i < plots->count; i++)
        mk_path_free(&plots->at[i].ring);
    free(plots->at);
}

void mk_city_free(mk_city *city)
{
    mk_terrain_free(&city->terrain);
    mk_plots *plots[] = {&city->parks, &city->anchors, &city->limits, &city->sites, &city->lots};
    for (size_t i = 0; i < sizeof plots / sizeof *plots; i++)
        plots_free(plots[i]);
    for (int line = 0; line < 3; line++)
        mk_path_free(&city->metro[line]);
    void *lists[] = {city->node,           city->edge,
                     city->districts.at,   city->subdistricts.at,
                     city->communities.at, city->growth_areas.at,
                     city->station,        city->entrance,
                     city->home,           city->workplace,
                     city->facility};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]);
}
