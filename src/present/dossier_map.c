/*
 * The maps of a dossier: the city with the site, and the site with its walk-shed, streets,
 * stations, facilities, constraints and missing links.
 */
#include "present/dossier_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/number.h"

enum { MOST_LEGEND = 32 };
/* Places farther away than this do not make the map smaller; the table names them all the same. */
static const double farthest_m = 2500;

/* One map being drawn, and what of it the legend has to explain. */
typedef struct map {
    const lf_dossier_kit *kit;
    const lf_dossier *of;
    lf_canvas *canvas;
    lf_map_frame frame;
    lf_legend_item legend[MOST_LEGEND];
    size_t explained;
    char shed_words[4][LF_SPOKEN_SIZE + 96];
} map;

void lf_dossier_outcome_sign(const char *outcome, char out[64])
{
    snprintf(out, 64, "site.%.48s", outcome);
    for (char *c = out; *c != '\0'; c++)
        if (*c == ' ')
            *c = '_';
}

static lf_text_style label_style(double size_mm, bool bold)
{
    return (lf_text_style){.size_mm = size_mm,
                           .bold = bold,
                           .colour = LF_RGB(0x1f1f1f),
                           .halo = LF_RGB(0xffffff),
                           .halo_mm = 0.35,
                           .lines = 1};
}

/* Adds a legend item once. */
static void explain(map *to, lf_legend_kind kind, const lf_sign *sign, const char *words)
{
    if (sign == NULL || to->explained == MOST_LEGEND)
        return;
    for (size_t i = 0; i < to->explained; i++)
        if (strcmp(to->legend[i].text, words) == 0)
            return;
    to->legend[to->explained++] = (lf_legend_item){
        .kind = kind, .paint = sign->mark.paint, .symbol = sign->mark, .text = words};
}

static void explain_sign(map *to, lf_legend_kind kind, const lf_sign *sign)
{
    if (sign != NULL)
        explain(to, kind, sign, sign->label);
}

/* ---- the ground ---------------------------------------------------------------------------------
 */

/* Draws what of a layer lies in the frame; areas one by one, lines of one sign together. */
static bool draw_layer(lf_context *ctx, map *to, lf_scene_layer layer, bool lines)
{
    uint32_t *items = NULL;
    size_t count = 0;
    const lf_sign *traced = NULL;
    if (!lf_scene_find(ctx, to->kit->scene, layer, to->frame.window, &items, &count)) {
        free(items);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const lf_scene_item *item = lf_scene_item_at(to->kit->scene, layer, items[i]);
        if (item->sign == NULL)
            continue;
        if (traced != NULL && traced != item->sign)
            lf_frame_paint(to->canvas, &traced->mark.paint);
        traced = item->sign;
        lf_frame_trace(to->canvas, &to->frame, item->wkb, item->size);
        if (!lines)
            explain_sign(to, LF_LEGEND_AREA, item->sign);
    }
    if (traced != NULL)
        lf_frame_paint(to->canvas, &traced->mark.paint);
    free(items);
    return true;
}

static void draw_shape(map *to, const lf_sign *sign, const void *wkb, size_t size)
{
    if (sign == NULL || wkb == NULL)
        return;
    lf_mark mark = {.area = sign->mark.paint, .line = sign->mark.paint, .point = sign->mark};
    lf_frame_wkb(to->canvas, &to->frame, wkb, size, &mark);
}

static void draw_sheds(map *to)
{
    const lf_rows *sheds = &to->of->sheds;
    for (size_t i = 0; i < sheds->count; i++) {
        size_t size = 0;
        char distance[LF_SPOKEN_SIZE];
        const void *wkb = lf_rows_blob(sheds, i, "geom", &size);
        const lf_sign *sign = lf_style_find(to->kit->style, lf_rows_text(sheds, i, "sign"));
        draw_shape(to, sign, wkb, size);
        if (i >= sizeof to->shed_words / sizeof to->shed_words[0])
            continue;
        lf_number_spoken(to->kit->report, lf_rows_number(sheds, i, "limit_m"), "m", distance);
        snprintf(to->shed_words[i], sizeof to->shed_words[i], "%.90s %s",
                 lf_report_label(to->kit->report, "dossier", "shed"), distance);
        explain(to, LF_LEGEND_AREA, sign, to->shed_words[i]);
    }
}

static void draw_site(map *to)
{
    char id[64];
    size_t size = 0;
    const void *wkb = lf_rows_blob(&to->of->site, 0, "geom", &size);
    lf_dossier_outcome_sign(lf_rows_text(&to->of->site, 0, "outcome"), id);
    const lf_sign *sign = lf_style_find(to->kit->style, id);
    draw_shape(to, sign, wkb, size);
    explain(to, LF_LEGEND_AREA, sign, lf_report_label(to->kit->report, "dossier", "site"));
}

/* ---- what the site has to do with ---------------------------------------------------------------
 */

static void draw_accesses(map *to)
{
    const lf_rows *rows = &to->of->accesses;
    const lf_sign *sign = lf_style_find(to->kit->style, "entrance");
    for (size_t i = 0; sign != NULL && i < rows->count; i++)
        lf_frame_point(to->canvas, &to->frame, lf_rows_number(rows, i, "x"),
                       lf_rows_number(rows, i, "y"), &sign->mark);
    if (rows->count > 0)
        explain(to, LF_LEGEND_SYMBOL, sign, lf_report_label(to->kit->report, "dossier", "access"));
}

static bool in_frame(const map *to, double x, double y)
{
    const lf_window *w = &to->frame.window;
    return x >= w->x_min && x <= w->x_max && y >= w->y_min && y <= w->y_max;
}

/* Whether a link is drawn already for another category. */
static bool is_same_link(const lf_rows *rows, size_t row)
{
    static const char *const ends[] = {"x0", "y0", "x1", "y1"};
    for (size_t i = 0; i < row; i++) {
        bool same = true;
        for (size_t k = 0; k < 4; k++)
            same = same && lf_rows_number(rows, i, ends[k]) == lf_rows_number(rows, row, ends[k]);
        if (same)
            return true;
    }
    return false;
}

static void draw_links(map *to, lf_labels *labels)
{
    const lf_rows *rows = &to->of->links;
    const lf_sign *sign = lf_style_find(to->kit->style, "link.missing");
    lf_text_style style = label_style(2.3, true);
    for (size_t i = 0; sign != NULL && i < rows->count; i++) {
        double x0 = lf_rows_number(rows, i, "x0"), y0 = lf_rows_number(rows, i, "y0"),
               x1 = lf_rows_number(rows, i, "x1"), y1 = lf_rows_number(rows, i, "y1");
        char gap[LF_SPOKEN_SIZE];
        lf_number_spoken(to->kit->report, lf_rows_number(rows, i, "gap_m"), "m", gap);
        lf_frame_segment(to->canvas, &to->frame, x0, y0, x1, y1, &sign->mark.paint);
        if (!is_same_link(rows, i)) /* one link may mend several reaches */
            lf_labels_add_point(labels, (x0 + x1) / 2, (y0 + y1) / 2, 0.8, 6, &style, gap);
        explain_sign(to, LF_LEGEND_LINE, sign);
    }
}

static void block_sign(const map *to, lf_labels *labels, double x, double y, double size_mm)
{
    lf_labels_block(labels,
                    (lf_box){lf_frame_paper_x(&to->frame, x) - size_mm / 2,
                             lf_frame_paper_y(&to->frame, y) - size_mm / 2, size_mm, size_mm});
}

/* "Market 480 m", "江北站 4.6 公里". */
static void label_place(map *to, lf_labels *labels, size_t row, const lf_sign *sign, bool station)
{
    const lf_rows *rows = &to->of->places;
    lf_text_style style = label_style(station ? 2.6 : 2.2, station);
    char walk[LF_SPOKEN_SIZE], words[512];
    double walk_m = lf_rows_number(rows, row, "walk_m");
    lf_number_spoken(to->kit->report, walk_m, "m", walk);
    snprintf(words, sizeof words, "%.300s%s%s", lf_rows_text(rows, row, station ? "name" : "title"),
             isnan(walk_m) ? "" : " ", isnan(walk_m) ? "" : walk);
    lf_labels_add_point(labels, lf_rows_number(rows, row, "x"), lf_rows_number(rows, row, "y"),
                        sign->mark.size_mm / 2 + 0.3, station ? 5 : 2, &style, words);
}

static void draw_places(map *to, lf_labels *labels)
{
    const lf_rows *rows = &to->of->places;
    for (size_t i = rows->count; i-- > 0;) { /* those named first lie above */
        const char *id = lf_rows_text(rows, i, "sign");
        const lf_sign *sign = lf_style_find(to->kit->style, id);
        double x = lf_rows_number(rows, i, "x"), y = lf_rows_number(rows, i, "y");
        if (sign == NULL || !in_frame(to, x, y))
            continue;
        lf_frame_point(to->canvas, &to->frame, x, y, &sign->mark);
        block_sign(to, labels, x, y, sign->mark.size_mm);
    }
    for (size_t i = 0; i < rows->count; i++) {
        const char *id = lf_rows_text(rows, i, "sign");
        bool station = strcmp(id, "station") == 0;
        const lf_sign *sign = lf_style_find(to->kit->style, id);
        if (sign == NULL ||
            !in_frame(to, lf_rows_number(rows, i, "x"), lf_rows_number(rows, i, "y")))
            continue;
        label_place(to, labels, i, sign, station);
        explain(to, LF_LEGEND_SYMBOL, sign, lf_rows_text(rows, i, "title"));
    }
}

/* ---- furniture ----------------------------------------------------------------------------------
 */

static const lf_paint plate = {.fill = 0xffffffe0u};

static void draw_scale(map *to, lf_labels *labels)
{
    lf_box box = {to->frame.box.x + 1.5, to->frame.box.y + to->frame.box.height - 10, 40, 8.5};
    lf_text_style style = {.size_mm = 2.2, .colour = LF_RGB(0x1f1f1f)};
    lf_scale_bar bar = {.x = box.x + 2,
                        .y = box.y + 1,
                        .most_mm = 28,
                        .metres = lf_report_label(to->kit->report, "unit", "m"),
                        .kilometres = lf_report_label(to->kit->report, "unit", "km"),
                        .style = style};
    lf_draw_box(to->canvas, box, &plate);
    lf_draw_scale_bar(to->canvas, &to->frame, &bar, NULL, NULL);
    lf_box north = {to->frame.box.x + to->frame.box.width - 9.5, to->frame.box.y + 1.5, 8, 12.5};
    lf_draw_box(to->canvas, north, &plate);
    lf_draw_north_arrow(to->canvas, north.x + 4, north.y + 11.8, 8, &style,
                        lf_report_label(to->kit->report, "map", "north"));
    lf_labels_block(labels, box);
    lf_labels_block(labels, north);
}

static void draw_legend(map *to, lf_box box)
{
    lf_legend legend = {.items = to->legend,
                        .count = to->explained,
                        .width_mm = box.width,
                        .columns = to->explained > 9 ? 2 : 1,
                        .size_mm = 2.2};
    while (legend.size_mm > 1.5 && lf_measure_legend(to->canvas, &legend).height > box.height)
        legend.size_mm -= 0.2;
    lf_draw_legend(to->canvas, &legend, box.x, box.y);
}

/* ---- the two maps -------------------------------------------------------------------------------
 */

static void add_point(lf_window *window, double x, double y)
{
    if (isfinite(x) && isfinite(y))
        lf_window_add(window, x, y);
}

/* The site, its walk-shed, its links, and places that are not too far away. */
static lf_window window_of(const lf_dossier *of)
{
    lf_window window = lf_window_none();
    size_t size = 0;
    const void *site = lf_rows_blob(&of->site, 0, "geom", &size);
    double x = lf_rows_number(&of->site, 0, "x"), y = lf_rows_number(&of->site, 0, "y");
    if (site != NULL)
        lf_window_add_wkb(&window, site, size);
    add_point(&window, x, y);
    const void *shed = lf_rows_blob(&of->sheds, 0, "geom", &size);
    if (shed != NULL)
        lf_window_add_wkb(&window, shed, size);
    for (size_t i = 0; i < of->links.count; i++) {
        add_point(&window, lf_rows_number(&of->links, i, "x0"),
                  lf_rows_number(&of->links, i, "y0"));
        add_point(&window, lf_rows_number(&of->links, i, "x1"),
                  lf_rows_number(&of->links, i, "y1"));
    }
    for (size_t i = 0; i < of->places.count; i++) {
        double px = lf_rows_number(&of->places, i, "x"), py = lf_rows_number(&of->places, i, "y");
        bool station = strcmp(lf_rows_text(&of->places, i, "sign"), "station") == 0;
        if (hypot(px - x, py - y) <= (station ? farthest_m : farthest_m / 2))
            add_point(&window, px, py);
    }
    return lf_window_grown(window, 0.05, 1000);
}

static bool draw_around(lf_context *ctx, map *to)
{
    lf_labels *labels = NULL;
    lf_paint edge = {.stroke = LF_RGB(0x404040), .stroke_mm = 0.25};
    bool ok = lf_labels_open(ctx, to->canvas, &to->frame, &labels);
    if (!ok)
        return false;
    lf_frame_begin(to->canvas, &to->frame);
    ok = draw_layer(ctx, to, LF_SCENE_WATER, false);
    draw_sheds(to);
    ok = ok && draw_layer(ctx, to, LF_SCENE_CONSTRAINTS, false) &&
         draw_layer(ctx, to, LF_SCENE_STREETS, true) && draw_layer(ctx, to, LF_SCENE_RAIL, true);
    draw_site(to);
    draw_scale(to, labels);
    draw_links(to, labels);
    draw_places(to, labels);
    draw_accesses(to);
    lf_labels_draw(labels, NULL);
    lf_frame_end(to->canvas, &to->frame);
    lf_frame_border(to->canvas, &to->frame, &edge);
    lf_labels_close(labels);
    return ok;
}

static bool draw_locator(lf_context *ctx, const map *near, lf_box box)
{
    static const lf_paint land = {.fill = 0xf1f1eeffu, .stroke = 0x8c8c8cffu, .stroke_mm = 0.15};
    static const lf_paint edge = {.stroke = 0x404040ffu, .stroke_mm = 0.25},
                          here = {.stroke = 0xb00020ffu, .stroke_mm = 0.4};
    static const lf_symbol star = {
        .shape = LF_SHAPE_STAR,
        .size_mm = 2.6,
        .paint = {.fill = 0xb00020ffu, .stroke = 0xffffffffu, .stroke_mm = 0.2}};
    map to = *near;
    lf_window window = lf_scene_extent(to.kit->scene, LF_SCENE_INSET);
    if (lf_window_is_none(window))
        window = lf_window_grown(near->frame.window, 1, 10000);
    to.frame = lf_frame_fit(box, lf_window_grown(window, 0.03, 1000), to.kit->ground_scale, false);
    uint32_t *items = NULL;
    size_t count = 0;
    bool ok = lf_scene_find(ctx, to.kit->scene, LF_SCENE_INSET, to.frame.window, &items, &count);
    lf_frame_begin(to.canvas, &to.frame);
    for (size_t i = 0; ok && i < count; i++) {
        const lf_scene_item *item = lf_scene_item_at(to.kit->scene, LF_SCENE_INSET, items[i]);
        lf_frame_wkb(to.canvas, &to.frame, item->wkb, item->size, &(lf_mark){.area = land});
    }
    ok = ok && draw_layer(ctx, &to, LF_SCENE_WATER, false);
    lf_frame_window(to.canvas, &to.frame, &near->frame.window, &here);
    lf_frame_point(to.canvas, &to.frame, lf_rows_number(&to.of->site, 0, "x"),
                   lf_rows_number(&to.of->site, 0, "y"), &star);
    lf_frame_end(to.canvas, &to.frame);
    lf_frame_border(to.canvas, &to.frame, &edge);
    free(items);
    return ok;
}

bool lf_dossier_maps(lf_context *ctx, const lf_dossier_kit *kit, const lf_dossier *of,
                     lf_canvas *canvas, lf_box locator, lf_box legend_box, lf_box around)
{
    map to = {.kit = kit, .of = of, .canvas = canvas};
    to.frame = lf_frame_fit(around, window_of(of), kit->ground_scale, true);
    bool ok = draw_around(ctx, &to) && draw_locator(ctx, &to, locator);
    draw_legend(&to, legend_box);
    return ok;
}
