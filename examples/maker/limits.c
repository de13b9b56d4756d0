/* Pocket parks, constraints and anchors (see land.h). */
#include "land.h"

#include "estates.h"
#include "names.h"
#include "quarters.h"

#include <stdio.h>
#include <string.h>

static void add_corner(const mk_city *city, mk_path *ring, int i, int j, double u, double v)
{
    mk_point p = mk_city_in_cell(city, i, j, u, v);
    mk_path_add(ring, (mk_point){mk_round(p.x, 0.01), mk_round(p.y, 0.01)});
}

/* A park astride the lane of a block: the lane is the way in. */
static void pocket_park(mk_city *city, int i, int j, double reach, double half)
{
    mk_cell *cell = &city->cell[j][i];
    mk_plot *park = mk_plots_new(&city->parks);
    double u0 = cell->alley_east ? 0.07 : 0.5 - half, u1 = cell->alley_east ? reach : 0.5 + half;
    double v0 = cell->alley_east ? 0.5 - half : 0.07, v1 = cell->alley_east ? 0.5 + half : reach;
    add_corner(city, &park->ring, i, j, u0, v0);
    add_corner(city, &park->ring, i, j, u1, v0);
    add_corner(city, &park->ring, i, j, u1, v1);
    add_corner(city, &park->ring, i, j, u0, v1);
    mk_name_place(city->parks.count * 5 + 17, half > 0.2 ? "社区公园" : "口袋公园", park->name);
    cell->use = MK_PATCH;
}

void mk_pocket_parks_make(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "pocket parks");
    size_t before = city->parks.count;
    while (city->parks.count < before + 40) {
        int i = (int)mk_random_below(&random, MK_COLUMNS),
            j = (int)mk_random_below(&random, MK_ROWS);
        const mk_cell *cell = &city->cell[j][i];
        bool lane = cell->alley_east || cell->alley_north;
        double want = mk_terrain_density(cell->middle) * (cell->district == 4 ? 0.35 : 1);
        if (!mk_random_chance(&random, want) || !lane || cell->use != MK_FREE)
            continue;
        if (mk_random_chance(&random, 0.35))
            pocket_park(city, i, j, mk_random_between(&random, 0.5, 0.8), 0.3);
        else
            pocket_park(city, i, j, mk_random_between(&random, 0.32, 0.44), 0.16);
    }
}

/* Sixteen directions, so that a round shape needs no sine. */
static const mk_point ROUND[16] = {{1, 0},  {0.924, 0.383},   {0.707, 0.707},   {0.383, 0.924},
                                   {0, 1},  {-0.383, 0.924},  {-0.707, 0.707},  {-0.924, 0.383},
                                   {-1, 0}, {-0.924, -0.383}, {-0.707, -0.707}, {-0.383, -0.924},
                                   {0, -1}, {0.383, -0.924},  {0.707, -0.707},  {0.924, -0.383}};

static mk_plot *blob(mk_city *city, mk_plots *plots, mk_point middle, double radius_m)
{
    mk_plot *plot = mk_plots_new(plots);
    for (int k = 0; k < 16; k++) {
        double wobble = mk_noise(city->seed + 41, middle.x + 300 * ROUND[k].x,
                                 middle.y + 300 * ROUND[k].y, 260);
        double radius = radius_m * (1 + 0.25 * wobble);
        mk_path_add(&plot->ring, (mk_point){mk_round(middle.x + radius * ROUND[k].x, 0.1),
                                            mk_round(middle.y + radius * ROUND[k].y, 0.1)});
    }
    return plot;
}

static void describe(mk_plot *plot, const char *prefix, size_t number, const char *name,
                     const char *kind)
{
    snprintf(plot->id, sizeof plot->id, "%s%02zu", prefix, number);
    snprintf(plot->name, sizeof plot->name, "%s", name);
    snprintf(plot->kind, sizeof plot->kind, "%s", kind);
}

/* The strip between two offsets from a barrier's line, from one length along it to another. */
static mk_plot *strip(mk_city *city, int barrier, double from_m, double to_m, double right_m,
                      double left_m)
{
    const mk_path *line = &city->terrain.barrier[barrier].line;
    mk_plot *plot = mk_plots_new(&city->limits);
    int pieces = (int)((to_m - from_m) / 120) + 1;
    for (int k = 0; k <= 2 * pieces + 1; k++) {
        bool back = k > pieces;
        int step = back ? 2 * pieces + 1 - k : k;
        double offset = back ? left_m : right_m;
        mk_point left, p = mk_path_at(line, from_m + (to_m - from_m) * step / pieces, &left);
        p = (mk_point){mk_round(p.x + left.x * offset, 0.1), mk_round(p.y + left.y * offset, 0.1)};
        mk_path_add(&plot->ring, p);
    }
    return plot;
}

static void mark_red_lines(mk_city *city)
{
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            mk_cell *cell = &city->cell[j][i];
            double height = mk_terrain_height(&city->terrain, cell->middle);
            if (height > 260 && height < 780)
                cell->red_line = 1;
            if (mk_distance(cell->middle, (mk_point){150, 150}) < 3000)
                cell->red_line = 2;
        }
    }
}

void mk_limits_make(mk_city *city)
{
    mark_red_lines(city);
    describe(strip(city, MK_RIVER, 560, 14950, -80, 80), "XZ", 1, "清江水域", "水域");
    describe(strip(city, MK_CREEK, 560, 9420, -28, 28), "XZ", 2, "白溪水域", "水域");
    describe(strip(city, MK_RIVER, 10700, 12700, -520, -80), "XZ", 3, "清江南岸蓄滞洪区", "洪水");
    describe(strip(city, MK_RIVER, 12600, 14800, 80, 330), "XZ", 4, "清江北岸洪水风险区", "洪水");
    static const mk_point SLIDES[] = {{3000, 9500}, {2700, 8400}, {3900, 11000}};
    for (size_t k = 0; k < 3; k++)
        describe(blob(city, &city->limits, SLIDES[k], 330), "XZ", 5 + k, "滑坡隐患点", "地质灾害");
    describe(blob(city, &city->limits, (mk_point){5300, 6700}, 420), "XZ", 8, "文庙历史文化街区",
             "历史文化");
    describe(blob(city, &city->limits, (mk_point){5200, 5000}, 210), "XZ", 9, "南门老码头",
             "历史文化");
}

static void point_anchor(mk_city *city, mk_point near, size_t number, const char *name,
                         const char *kind)
{
    mk_plot *anchor = mk_plots_new(&city->anchors);
    size_t edge = 0;
    mk_city_street(city, near, NULL, &edge);
    mk_path_add(&anchor->ring, mk_beside_edge(city, edge, 0.4, 24));
    describe(anchor, "MD", number, name, kind);
}

void mk_anchors_make(mk_city *city)
{
    static const struct {
        mk_point middle;
        double radius_m; /* 0: a point */
        const char *name, *kind;
    } ANCHORS[] = {
        {{6650, 6500}, 520, "清江中央商务区", "商务区"},
        {{8200, 5600}, 430, "金桥金融商务区", "商务区"},
        {{6400, 2300}, 380, "江南商务区", "商务区"},
        {{12300, 1300}, 900, "临港产业园", "产业园区"},
        {{9000, 10400}, 700, "北塘高新产业园", "产业园区"},
        {{1900, 6300}, 380, "西岭轻工园", "产业园区"},
        {{8300, 9800}, 300, "北塘科技创新园", "科技创新园区"},
        {{7100, 11200}, 450, "清江大学北塘校区", "校区"},
        {{5300, 8300}, 330, "清江师范学院", "校区"},
        {{4700, 1700}, 350, "江南职业技术学院", "校区"},
        {{6100, 5900}, 0, "清江市第一医院", "医院"},
        {{7300, 7600}, 0, "清江市中医院", "医院"},
        {{6700, 1700}, 0, "江南区人民医院", "医院"},
        {{7000, 9900}, 0, "北塘区人民医院", "医院"},
        {{2200, 6900}, 0, "白溪区人民医院", "医院"},
        {{12200, 6200}, 0, "东湖区人民医院", "医院"},
        {{12350, 1050}, 620, "临港经济开发区", "开发区"},
        {{8600, 10600}, 520, "北塘高新区", "高新区"},
        {{7900, 5300}, 240, "金桥总部基地", "总部经济区"},
        {{8700, 9500}, 260, "清江科技企业集聚区", "研发机构集聚区"},
        {{6900, 5500}, 300, "南门现代服务业集聚区", "现代服务业集聚区"},
        {{12500, 7000}, 850, "东湖新区", "拓展新区"},
        {{4300, 1500}, 700, "江南西部新区", "拓展新区"},
        {{10200, 3000}, 0, "清江东站", "高铁站"},
        {{13300, 3600}, 520, "清江通用机场", "机场"},
        {{6700, 6700}, 0, "清江广场公交枢纽", "公交枢纽"},
        {{12500, 6400}, 0, "东湖综合交通枢纽", "交通枢纽"},
        {{6300, 2600}, 0, "江南公交枢纽", "公交枢纽"},
        {{6300, 6900}, 0, "清江市民中心", "公共服务中心"},
        {{7400, 9300}, 0, "北塘体育中心", "大型公共服务设施"},
        {{12300, 7200}, 0, "东湖文体中心", "大型公共服务设施"},
        {{6600, 6500}, 0, "清江城市中心", "城市中心"},
        {{6600, 6400}, 0, "中心组团中心", "组团中心"},
        {{6400, 2400}, 0, "江南组团中心", "组团中心"},
        {{2000, 6800}, 0, "西岭组团中心", "组团中心"},
        {{7300, 10200}, 0, "北塘组团中心", "组团中心"},
        {{12400, 6300}, 0, "东部组团中心", "组团中心"},
        {{2300, 10300}, 320, "白鹭山旅游度假区", "康养旅游度假区"},
        {{1500, 8300}, 0, "松岭特色康养村", "特色康养村"},
        {{3600, 9000}, 0, "云坪康养旅居地", "康养旅居地"},
        {{5900, 7400}, 0, "城中医养结合中心", "医养结合点"},
        {{5600, 2100}, 0, "江南医养结合中心", "医养结合点"},
        {{12700, 7900}, 0, "东湖医养结合中心", "医养结合点"},
    };
    for (size_t k = 0; k < sizeof ANCHORS / sizeof *ANCHORS; k++) {
        if (ANCHORS[k].radius_m > 0)
            describe(blob(city, &city->anchors, ANCHORS[k].middle, ANCHORS[k].radius_m), "MD",
                     k + 1, ANCHORS[k].name, ANCHORS[k].kind);
        else
            point_anchor(city, ANCHORS[k].middle, k + 1, ANCHORS[k].name, ANCHORS[k].kind);
    }
}
