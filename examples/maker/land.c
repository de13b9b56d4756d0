/*
 * Sites and lots (see land.h). They fill blocks, halves or quarters of blocks that no lane cuts,
 * and two blocks where no street parts them.
 */
#include "land.h"

#include "estates.h"
#include "names.h"
#include "transit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct mk_window {
    double u0, u1, v0, v1;
} mk_window;

static const mk_window WINDOWS[] = {{0.08, 0.47, 0.08, 0.92},
                                    {0.53, 0.92, 0.08, 0.92},
                                    {0.08, 0.92, 0.08, 0.92},
                                    {0.08, 0.46, 0.08, 0.46},
                                    {0.08, 0.92, 0.54, 0.92}};

static void window_ring(const mk_city *city, int i, int j, mk_window w, mk_path *ring)
{
    const double u[4] = {w.u0, w.u1, w.u1, w.u0}, v[4] = {w.v0, w.v0, w.v1, w.v1};
    for (int k = 0; k < 4; k++) {
        mk_point p = mk_city_in_cell(city, i, j, u[k], v[k]);
        mk_path_add(ring, (mk_point){mk_round(p.x, 0.01), mk_round(p.y, 0.01)});
    }
}

static bool block_is_free(const mk_city *city, int i, int j, double low_m, double high_m)
{
    if (i < 0 || j < 0 || i >= MK_COLUMNS || j >= MK_ROWS)
        return false;
    const mk_cell *cell = &city->cell[j][i];
    double height = mk_terrain_height(&city->terrain, cell->middle);
    if (cell->use != MK_FREE || cell->alley_east || cell->alley_north || height > 150 ||
        mk_terrain_wetland(cell->middle))
        return false;
    for (int k = 0; k < 25; k++) {
        mk_point p = mk_city_in_cell(city, i, j, k % 5 / 4.0, k / 5 / 4.0);
        if (mk_terrain_clear(&city->terrain, p, NULL) < 15)
            return false;
    }
    double street = mk_city_street(city, cell->middle, NULL, NULL);
    return street >= low_m && street <= high_m;
}

/* Draws a free block; blocks in key zones and dense quarters come more often. */
static bool draw_block(const mk_city *city, mk_random *random, int *i, int *j)
{
    for (int tries = 0; tries < 20000; tries++) {
        *i = (int)mk_random_below(random, MK_COLUMNS);
        *j = (int)mk_random_below(random, MK_ROWS);
        const mk_cell *cell = &city->cell[*j][*i];
        double want =
            (0.06 + 0.5 * mk_terrain_density(cell->middle)) * (cell->key_zone ? 1.8 : 0.4);
        if (mk_random_chance(random, want) && block_is_free(city, *i, *j, 0, 130))
            return true;
    }
    return false;
}

/* Two blocks side by side with no street between them, as one ring. */
static bool double_block(mk_city *city, int i, int j, mk_path *ring, mk_use use)
{
    if (!block_is_free(city, i + 1, j, 0, 200))
        return false;
    for (int k = 2; k <= 8; k++) {
        mk_point side = mk_city_in_cell(city, i, j, 1, k / 10.0);
        if (mk_city_street(city, side, NULL, NULL) < 25)
            return false;
    }
    const double u[6] = {0.08, 1, 1.92, 1.92, 1, 0.08}, v[6] = {0.08, 0.08, 0.08, 0.92, 0.92, 0.92};
    for (int k = 0; k < 6; k++) {
        int column = u[k] > 1 ? i + 1 : i;
        mk_point p = mk_city_in_cell(city, column, j, u[k] - (column - i), v[k]);
        mk_path_add(ring, (mk_point){mk_round(p.x, 0.01), mk_round(p.y, 0.01)});
    }
    city->cell[j][i + 1].use = use;
    return true;
}

static int draw_site_class(mk_random *random, bool near_station)
{
    const double weights[MK_CLASSES] = {60, 8, 5, near_station ? 20 : 10, 7};
    return (int)mk_random_weighted(random, weights, MK_CLASSES);
}

/* What stands or will stand on a plot: FAR by station band, dwellings by class. */
static void fill_plot(mk_city *city, mk_random *random, mk_plot *plot)
{
    static const double SIZE_M2[MK_CLASSES] = {112, 95, 52, 48, 82};
    static const double SMALL[MK_CLASSES] = {0.12, 0.2, 0.97, 0.95, 0.35};
    mk_point middle = mk_ring_middle(&plot->ring);
    double station = mk_transit_distance(city, middle, 2027);
    plot->class = draw_site_class(random, station < 800);
    plot->far = mk_round(1.5 +
                             (station < 500   ? 1.2
                              : station < 800 ? 0.7
                                              : 0) +
                             mk_random_between(random, -0.2, 0.7),
                         0.1);
    plot->dwellings = floor(mk_ring_area(&plot->ring) * plot->far / SIZE_M2[plot->class]);
    plot->small_dwellings =
        floor(plot->dwellings * fmin(1, SMALL[plot->class] * mk_random_between(random, 0.8, 1.1)));
    plot->district = mk_city_cell(city, middle)->district;
    plot->use = "居住用地";
    plot->mode = "新建";
}

static void date_site(mk_random *random, mk_plot *site, size_t index)
{
    site->year = 2021 + (int)(index % 7);
    site->status = site->year <= 2023 ? "已建成" : site->year <= 2025 ? "在建" : "计划";
    bool rental = site->class == MK_AFFORDABLE_RENTAL || site->class == MK_PUBLIC_RENTAL;
    if (rental && mk_random_chance(random, 0.4)) {
        site->use = "商业服务业用地";
        site->mode = "改建";
    } else if (rental && mk_random_chance(random, 0.4)) {
        site->use = "工业用地";
        site->mode = "配建";
    }
}

void mk_sites_make(mk_city *city, size_t count)
{
    mk_random random = mk_random_make(city->seed, "sites");
    int i, j;
    while (city->sites.count < count && draw_block(city, &random, &i, &j)) {
        mk_path ring = {0};
        city->cell[j][i].use = MK_SITE;
        if (!double_block(city, i, j, &ring, MK_SITE))
            window_ring(city, i, j, WINDOWS[mk_random_below(&random, 5)], &ring);
        mk_plot *site = mk_plots_new(&city->sites);
        site->ring = ring;
        snprintf(site->id, sizeof site->id, "ZZ%03zu", city->sites.count);
        mk_name_any(&random, "地块", site->name);
        fill_plot(city, &random, site);
        date_site(&random, site, city->sites.count);
    }
}

static mk_plot *new_lot(mk_city *city, mk_random *random, mk_path ring, const char *name)
{
    mk_plot *lot = mk_plots_new(&city->lots);
    lot->ring = ring;
    snprintf(lot->id, sizeof lot->id, "DK%03zu", city->lots.count);
    if (name)
        snprintf(lot->name, sizeof lot->name, "%s", name);
    else
        mk_name_any(random, "出让地块", lot->name);
    fill_plot(city, random, lot);
    lot->year = 2025;
    lot->status = "拟出让";
    return lot;
}

static mk_path box(mk_point middle, double wide_m, double high_m)
{
    mk_path ring = {0};
    double x = wide_m / 2, y = high_m / 2;
    mk_path_add(&ring, (mk_point){mk_round(middle.x - x, 0.01), mk_round(middle.y - y, 0.01)});
    mk_path_add(&ring, (mk_point){mk_round(middle.x + x, 0.01), mk_round(middle.y - y, 0.01)});
    mk_path_add(&ring, (mk_point){mk_round(middle.x + x, 0.01), mk_round(middle.y + y, 0.01)});
    mk_path_add(&ring, (mk_point){mk_round(middle.x - x, 0.01), mk_round(middle.y + y, 0.01)});
    return ring;
}

static bool box_is_free(const mk_city *city, mk_point middle, double wide_m, double high_m)
{
    for (int k = 0; k < 49; k++) {
        mk_point p = {middle.x + (k % 7 - 3) / 6.0 * wide_m, middle.y + (k / 7 - 3) / 6.0 * high_m};
        if (mk_terrain_clear(&city->terrain, p, NULL) < 6 ||
            mk_city_street(city, p, NULL, NULL) < 13)
            return false;
    }
    return true;
}

/* The place nearest to the wished one where a box lies on no street and in no water. */
static mk_path free_box(mk_city *city, mk_point wished, double wide_m, double high_m)
{
    for (int reach = 0; reach < 30; reach++) {
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                mk_point p = {wished.x + x * 12, wished.y + y * 12};
                if ((x != reach && x != -reach && y != reach && y != -reach) ||
                    !box_is_free(city, p, wide_m, high_m))
                    continue;
                mk_city_cell(city, p)->use = MK_LOT;
                return box(p, wide_m, high_m);
            }
        }
    }
    mk_stop("no room for a lot near %.0f, %.0f", wished.x, wished.y);
}

/* The block farthest from every street, away from hills and water. */
static mk_point loneliest_block(const mk_city *city)
{
    mk_point best = {0};
    double most = 0;
    for (int j = 1; j + 1 < MK_ROWS; j++) {
        for (int i = 1; i + 1 < MK_COLUMNS; i++) {
            mk_point p = city->cell[j][i].middle;
            if (!block_is_free(city, i, j, 0, 5000) || city->cell[j][i].red_line)
                continue;
            double street = mk_city_street(city, p, NULL, NULL);
            if (street > most) {
                most = street;
                best = p;
            }
        }
    }
    return best;
}

/* The lots that each show one thing; README.md of the city tells them. */
static void special_lots(mk_city *city, mk_random *random)
{
    const mk_barrier *river = &city->terrain.barrier[MK_RIVER];
    mk_point left, station = city->station[5].at;
    mk_point on =
        mk_path_at(&river->line, mk_path_beside(&river->line, station).along_m + 130, &left);
    mk_point south = {on.x - left.x * (river->edge_m + 75), on.y - left.y * (river->edge_m + 75)};
    new_lot(city, random, free_box(city, south, 100, 80), "望江门隔江地块");

    mk_point lonely = loneliest_block(city);
    new_lot(city, random, free_box(city, lonely, 120, 100), "无临路地块");

    mk_point flood = mk_path_at(&river->line, 11300, &left);
    flood = (mk_point){flood.x - left.x * 330, flood.y - left.y * 330};
    new_lot(city, random, free_box(city, flood, 110, 90), "蓄滞洪区地块");

    int i, j;
    if (!draw_block(city, random, &i, &j))
        mk_stop("no block is left for the self-crossing lot");
    mk_path bow = {0};
    window_ring(city, i, j, WINDOWS[2], &bow);
    mk_point swapped = bow.at[1];
    bow.at[1] = bow.at[2];
    bow.at[2] = swapped;
    city->cell[j][i].use = MK_LOT;
    mk_plot *lot = new_lot(city, random, bow, "自相交地块");
    lot->dwellings = 200;
    lot->small_dwellings = 40;

    new_lot(city, random, free_box(city, (mk_point){1880, 9500}, 120, 100), "生态红线内地块");
    new_lot(city, random, free_box(city, (mk_point){5320, 6640}, 50, 40), "文庙旁地块");
    if (draw_block(city, random, &i, &j)) {
        mk_path sliver = {0};
        window_ring(city, i, j, (mk_window){0.08, 0.14, 0.05, 0.95}, &sliver);
        city->cell[j][i].use = MK_LOT;
        new_lot(city, random, sliver, "狭长地块");
    }
    if (draw_block(city, random, &i, &j)) {
        mk_path one = {0}, other = {0};
        window_ring(city, i, j, (mk_window){0.08, 0.60, 0.10, 0.90}, &one);
        window_ring(city, i, j, (mk_window){0.50, 0.92, 0.10, 0.90}, &other);
        city->cell[j][i].use = MK_LOT;
        new_lot(city, random, one, "重叠地块甲");
        new_lot(city, random, other, "重叠地块乙");
    }
}

void mk_lots_make(mk_city *city, size_t count)
{
    mk_random random = mk_random_make(city->seed, "lots");
    special_lots(city, &random);
    int i, j;
    while (city->lots.count < count && draw_block(city, &random, &i, &j)) {
        mk_path ring = {0};
        city->cell[j][i].use = MK_LOT;
        if (!double_block(city, i, j, &ring, MK_LOT))
            window_ring(city, i, j, WINDOWS[mk_random_below(&random, 5)], &ring);
        new_lot(city, &random, ring, NULL);
    }
}
