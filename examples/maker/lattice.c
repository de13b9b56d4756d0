/*
 * The lattice: 70 × 60 blocks of about 200 m, bent so that the square eleven blocks from the
 * centre becomes the round inner ring, and shaken so that no two blocks are alike.
 */
#include "streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Large parks as blocks of cells: column and row of the south-west cell, size, fence. */
static const struct {
    int column, row, columns, rows;
    bool fenced;
    const char *name;
} LARGE_PARKS[] = {
    {36, 37, 3, 2, true, "清江植物园"},   {27, 22, 3, 1, false, "滨江公园"},
    {64, 36, 3, 3, false, "东湖公园"},    {13, 41, 3, 2, false, "白鹭山森林公园"},
    {31, 8, 2, 2, false, "江南中央公园"}, {30, 35, 1, 1, false, "人民公园"},
    {38, 51, 2, 2, true, "北塘湿地公园"}, {59, 11, 2, 1, false, "临港公园"},
};

static double ring_pull(double cells)
{
    double t = 1 - fabs(cells - MK_RING_CELLS) / 9;
    return t <= 0 ? 0 : 0.8 * t * t * (3 - 2 * t);
}

static mk_point bent(int i, int j)
{
    double dx = i - MK_CENTRE_COLUMN, dy = j - MK_CENTRE_ROW;
    double square = fmax(fabs(dx), fabs(dy)), round = sqrt(dx * dx + dy * dy);
    double pull = ring_pull(square);
    double scale = round > 0 ? 1 - pull + pull * square / round : 1;
    return (mk_point){MK_CENTRE.x + dx * scale * MK_PITCH_M, MK_CENTRE.y + dy * scale * MK_PITCH_M};
}

static mk_point shaken(uint64_t seed, mk_point p)
{
    double x =
        p.x + 75 * mk_noise(seed + 1, p.x, p.y, 1500) + 16 * mk_noise(seed + 2, p.x, p.y, 230);
    double y =
        p.y + 75 * mk_noise(seed + 3, p.x, p.y, 1500) + 16 * mk_noise(seed + 4, p.x, p.y, 230);
    return (mk_point){mk_round(x, 0.01), mk_round(y, 0.01)};
}

static void place_large_parks(mk_city *city)
{
    for (size_t k = 0; k < sizeof LARGE_PARKS / sizeof *LARGE_PARKS; k++) {
        int i0 = LARGE_PARKS[k].column, j0 = LARGE_PARKS[k].row;
        int i1 = i0 + LARGE_PARKS[k].columns, j1 = j0 + LARGE_PARKS[k].rows;
        mk_plot *park = mk_plots_new(&city->parks);
        strcpy(park->name, LARGE_PARKS[k].name);
        park->fenced = LARGE_PARKS[k].fenced;
        for (int i = i0; i < i1; i++)
            mk_path_add(&park->ring, city->corner[j0][i]);
        for (int j = j0; j < j1; j++)
            mk_path_add(&park->ring, city->corner[j][i1]);
        for (int i = i1; i > i0; i--)
            mk_path_add(&park->ring, city->corner[j1][i]);
        for (int j = j1; j > j0; j--)
            mk_path_add(&park->ring, city->corner[j][i0]);
        mk_ring_inset(&park->ring, 10);
        for (int j = j0; j < j1; j++)
            for (int i = i0; i < i1; i++)
                city->cell[j][i].use = MK_PARK;
    }
}

/* Moves a corner onto a barrier's line. */
static void snap(mk_city *city, int barrier, int i, int j)
{
    const mk_path *line = &city->terrain.barrier[barrier].line;
    mk_beside beside = mk_path_beside(line, city->corner[j][i]);
    if (beside.distance_m < 150) {
        mk_point on = mk_path_at(line, beside.along_m, NULL);
        city->corner[j][i] = (mk_point){mk_round(on.x, 0.01), mk_round(on.y, 0.01)};
    }
}

static double off_line(const mk_city *city, int barrier, int i, int j)
{
    return mk_path_beside(&city->terrain.barrier[barrier].line, city->corner[j][i]).distance_m;
}

/* Puts the corner where the boundary steps from one row (or column) to the next between two
 * corners that lie on a barrier's line. */
static void bridge_step(mk_city *city, int barrier, mk_point a, mk_point b, int i, int j)
{
    city->corner[j][i] = mk_between(a, b, 0.5);
    snap(city, barrier, i, j);
}

/* The nearest corner of every column goes onto the river: boundaries can run down its middle. */
static void snap_to_river(mk_city *city)
{
    int before = 0;
    for (int i = 1; i < MK_COLUMNS; i++) {
        int best = 1;
        for (int j = 1; j < MK_ROWS; j++)
            if (off_line(city, MK_RIVER, i, j) < off_line(city, MK_RIVER, i, best))
                best = j;
        snap(city, MK_RIVER, i, best);
        if (before && abs(before - best) == 1)
            bridge_step(city, MK_RIVER, city->corner[before][i - 1], city->corner[best][i], i,
                        before);
        before = best;
    }
}

/* The same for creek and expressway, row by row. */
static void snap_to_upright(mk_city *city, int barrier)
{
    int before = 0;
    for (int j = 1; j < MK_ROWS; j++) {
        int best = 1;
        for (int i = 1; i < MK_COLUMNS; i++)
            if (off_line(city, barrier, i, j) < off_line(city, barrier, best, j))
                best = i;
        if (off_line(city, barrier, best, j) > 150) {
            before = 0; /* south of the creek's mouth */
            continue;
        }
        snap(city, barrier, best, j);
        if (before && abs(before - best) == 1)
            bridge_step(city, barrier, city->corner[j - 1][before], city->corner[j][best], before,
                        j);
        before = best;
    }
}

/* Moves corners off the strip just outside a bank, where a street would end at the street along
 * the water without meeting it. */
static void clear_banks(mk_city *city)
{
    for (int j = 1; j < MK_ROWS; j++) {
        for (int i = 1; i < MK_COLUMNS; i++) {
            int barrier = 0;
            mk_point *corner = &city->corner[j][i], left;
            double clear = mk_terrain_clear(&city->terrain, *corner, &barrier);
            if (clear < 0 || clear > 30)
                continue;
            const mk_path *line = &city->terrain.barrier[barrier].line;
            mk_beside beside = mk_path_beside(line, *corner);
            mk_path_at(line, beside.along_m, &left);
            double away = beside.side * (38 - clear);
            *corner = (mk_point){mk_round(corner->x + left.x * away, 0.01),
                                 mk_round(corner->y + left.y * away, 0.01)};
        }
    }
}

void mk_lattice_make(mk_city *city)
{
    for (int j = 0; j <= MK_ROWS; j++)
        for (int i = 0; i <= MK_COLUMNS; i++)
            city->corner[j][i] = shaken(city->seed, bent(i, j));
    snap_to_river(city);
    snap_to_upright(city, MK_CREEK);
    snap_to_upright(city, MK_EXPRESSWAY);
    clear_banks(city);
    for (int j = 0; j < MK_ROWS; j++)
        for (int i = 0; i < MK_COLUMNS; i++)
            city->cell[j][i].middle = mk_city_in_cell(city, i, j, 0.5, 0.5);
    place_large_parks(city);
}
