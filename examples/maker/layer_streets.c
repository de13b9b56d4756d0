/* Streets as rows: pieces of one line in order become one feature; and the expressway. */
#include "layers.h"

#include <ogr_api.h>
#include <stdlib.h>

#include "names.h"

static const char *const KIND_NAMES[MK_KINDS] = {"主干路", "次干路", "支路", "街巷",   "园路",
                                                 "梯道",   "滨江路", "辅路", "内环路", "盘山路"};

static int by_order(const void *one, const void *other)
{
    const mk_edge *a = one, *b = other;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool goes_on(const mk_edge *a, const mk_edge *b)
{
    return a->line == b->line && a->to == b->from && a->kind == b->kind && a->bridge == b->bridge &&
           a->tunnel == b->tunnel;
}

static void name_street(const mk_edge *edge, char name[MK_NAME])
{
    static const char *const SUFFIX[MK_KINDS] = {"大道", "路",     "街",   "巷", "",
                                                 "梯道", "滨水路", "辅路", "",   ""};
    name[0] = '\0';
    if (edge->kind == MK_RING)
        snprintf(name, MK_NAME, "内环路");
    else if (edge->kind == MK_MOUNTAIN)
        snprintf(name, MK_NAME, "白鹭山盘山路");
    else if (edge->kind != MK_PATH)
        mk_name_place(edge->line * 3 + 5, SUFFIX[edge->kind], name);
}

static void write_row(mk_layer *layer, const mk_path *path, const mk_edge *edge, size_t number)
{
    char id[32], name[MK_NAME];
    snprintf(id, sizeof id, "DL%05zu", number);
    name_street(edge, name);
    mk_layer_row(layer, mk_geometry_line(path), id, name[0] ? name : NULL,
                 edge->bridge   ? "桥梁"
                 : edge->tunnel ? "地道"
                                : KIND_NAMES[edge->kind],
                 edge->bridge   ? 1
                 : edge->tunnel ? -1
                                : 0,
                 (int)edge->bridge, (int)edge->tunnel, (int)(edge->kind == MK_STAIRS), 1);
}

static void write_expressway(const mk_city *city, mk_layer *layer)
{
    const mk_barrier *road = &city->terrain.barrier[MK_EXPRESSWAY];
    mk_path inside = {0};
    for (size_t i = 0; i < road->line.count; i++) {
        mk_point p = road->line.at[i];
        if (p.y > 60 && p.y < MK_HEIGHT_M - 60)
            mk_path_add(&inside, (mk_point){mk_round(p.x, 0.01), mk_round(p.y, 0.01)});
    }
    mk_layer_row(layer, mk_geometry_line(&inside), "DL00000", "清江东绕城快速路", "快速路", 1, 1, 0,
                 0, 0);
    mk_path_free(&inside);
}

void mk_write_streets(mk_city *city, const mk_writer *writer)
{
    enum { MOST_PIECES = 14 };
    mk_layer layer =
        mk_layer_add(writer, NULL, "FlatGeobuf", "streets.fgb", "streets", wkbLineString, MK_PLANE,
                     "编号:s 名称:s 类型:s 层级:i 桥梁:i 隧道:i 梯道:i 可步行:i", "");
    qsort(city->edge, city->edge_count, sizeof *city->edge, by_order);
    write_expressway(city, &layer);
    size_t number = 0;
    for (size_t e = 0; e < city->edge_count;) {
        const mk_edge *first = &city->edge[e];
        mk_path path = {0};
        mk_path_add(&path, city->node[first->from]);
        do
            mk_path_add(&path, city->node[city->edge[e++].to]);
        while (e < city->edge_count && path.count <= MOST_PIECES &&
               goes_on(&city->edge[e - 1], &city->edge[e]));
        write_row(&layer, &path, first, ++number);
        mk_path_free(&path);
    }
    mk_layer_close(&layer);
}
