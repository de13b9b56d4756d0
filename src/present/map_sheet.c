/*
 * A page: title, map, and a panel with legend, targets, the small map, north arrow, scale and
 * sources. The panel stands beside the map on a lying page and below it on a standing one.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const lf_rgba ink = LF_RGB(0x222222);
static const lf_rgba grey = LF_RGB(0x5c5c5c);
static const lf_rgba faint = LF_RGB(0xb8b8b8);
static const double margin_mm = 9.0;
static const double panel_gap_mm = 5.0;

static bool is_landscape(const lf_map *map)
{
    return lf_canvas_width_mm(map->canvas) > lf_canvas_height_mm(map->canvas);
}

/* Width of the panel beside the map, or height of that below it. */
static double panel_size_mm(const lf_map *map, bool landscape)
{
    bool targets = map->subject.show == LF_MAP_VERDICTS;
    return map->factor * (landscape ? (targets ? 92.0 : 58.0) : (targets ? 112.0 : 62.0));
}

/* ---- title and sources -------------------------------------------------------------------------
 */

/* How high the title stands. */
static double draw_title(lf_map *map, const char *title, const char *subtitle)
{
    double f = map->factor, x = margin_mm * f, width = lf_canvas_width_mm(map->canvas) - 2 * x;
    lf_text_style big = {.size_mm = 6.2 * f, .bold = true, .colour = ink, .lines = 2};
    lf_text_style small = {.size_mm = 3.0 * f, .colour = grey, .lines = 1};
    double y = margin_mm * f - 2 * f;
    y += lf_draw_text(map->canvas, &big, x, y, width, title).height + 0.6 * f;
    y += lf_draw_text(map->canvas, &small, x, y, width, subtitle).height + 2.0 * f;
    return y;
}

/* The title of a layer in the report's language. */
static const char *layer_title(const lf_map *map, const lf_contract *contracts, size_t count,
                               const char *layer)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(contracts[i].id, layer) == 0)
            return map->report->chinese ? contracts[i].title_zh : contracts[i].title;
    return layer;
}

/* A source as the city file names it; of an absolute path only the file, for paper goes elsewhere.
 */
static const char *source_name(const char *path)
{
    const char *slash = path[0] == '/' ? strrchr(path, '/') : NULL;
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

/* "Homes data/homes.csv; Streets data/streets.fgb, data/paths.fgb; ". */
static bool add_sources(lf_context *ctx, const lf_map *map, const lf_contract *contracts,
                        size_t count, const char *gap, lf_text *out)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_DONE;
    char *last = NULL;
    bool ok = lf_map_open_query(ctx, map, "sources", &file, &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        const char *layer = lf_column_text(rows, 0), *path = source_name(lf_column_text(rows, 1));
        if (last != NULL && strcmp(last, layer) == 0) {
            lf_text_addf(out, ", %s", path);
            continue;
        }
        lf_text_addf(out, "%s%s %s", last != NULL ? gap : "",
                     layer_title(map, contracts, count, layer), path);
        free(last);
        ok = (last = lf_copy(layer)) != NULL || lf_fail_memory(ctx);
    }
    if (last != NULL)
        lf_text_add(out, gap);
    free(last);
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    return ok && step == LF_STEP_DONE;
}

/* "Sources: …; coverage 11cbe6cecb15; Lifang 0.1.0". */
static bool make_sources(lf_context *ctx, const lf_map *map, lf_text *out)
{
    lf_contract *contracts = NULL;
    size_t count = 0;
    const char *gap = map->report->chinese ? "；" : "; ";
    lf_text_addf(out, map->report->chinese ? "%s：" : "%s: ",
                 lf_report_label(map->report, "map", "sources"));
    bool ok = lf_contracts_read(ctx, map->report->places, &contracts, &count) &&
              add_sources(ctx, map, contracts, count, gap, out);
    if (map->subject.query != NULL)
        lf_text_addf(out, "%s%s", map->subject.query, gap);
    lf_text_addf(out, "Lifang %s", LF_VERSION);
    lf_contracts_free(contracts, count);
    return ok && (!out->failed || lf_fail_memory(ctx));
}

static lf_text_style sources_style(const lf_map *map)
{
    return (lf_text_style){.size_mm = 1.9 * map->factor, .colour = grey, .lines = 2};
}

/* ---- legend ------------------------------------------------------------------------------------
 */

enum { ITEMS_MOST = LF_MAP_KEYS_MOST + LF_CLASSES_MOST + 8 };

/* The legend's items, and the texts made for them. */
typedef struct item_list {
    lf_legend_item items[ITEMS_MOST];
    size_t count;
    char texts[LF_CLASSES_MOST + 2][LF_CLASS_LABEL_SIZE + 32];
    char *unit, *note; /* owned */
} item_list;

static void add_item(item_list *list, lf_legend_item item)
{
    if (list->count < ITEMS_MOST)
        list->items[list->count++] = item;
}

static void add_class(const lf_map *map, item_list *list, const lf_class *class, size_t place,
                      const char *words)
{
    snprintf(list->texts[place], sizeof list->texts[place], "%s  (%zu)", words, class->count);
    add_item(list, (lf_legend_item){.kind = LF_LEGEND_AREA,
                                    .paint = {.fill = class->colour,
                                              .hatch = class->hatch,
                                              .hatch_colour = class->hatch_colour,
                                              .stroke = map->classes.edge,
                                              .stroke_mm = 0.15},
                                    .text = list->texts[place]});
}

static bool add_classes(lf_context *ctx, const lf_map *map, item_list *list)
{
    const lf_report *report = map->report;
    const char *unit = lf_report_label(report, "unit", map->subject.unit);
    const char *base =
        map->subject.base[0] != '\0' ? lf_report_label(report, "base", map->subject.base) : NULL;
    const char *gap = report->chinese ? " · " : ", ";
    const char *kind = lf_report_label(report, "kind", map->subject.kind);
    list->unit = lf_copyf("%s%s%s", unit, unit[0] != '\0' && base != NULL ? gap : "",
                          base != NULL ? base : "");
    list->note = lf_copyf(report->chinese ? "%s：%s；%s" : "%s: %s; %s",
                          lf_report_label(report, "map", "areas"), kind,
                          lf_report_label(report, "map", "counts"));
    if (list->unit == NULL || list->note == NULL)
        return lf_fail_memory(ctx);
    if (list->unit[0] != '\0')
        add_item(list, (lf_legend_item){.kind = LF_LEGEND_HEADING, .text = list->unit});
    for (size_t i = map->classes.count; i > 0; i--)
        add_class(map, list, &map->classes.items[i - 1], i - 1,
                  map->classes.items[i - 1].label[report->chinese]);
    if (map->classes.none.count > 0)
        add_class(map, list, &map->classes.none, LF_CLASSES_MOST,
                  lf_report_label(report, "outcome", "not measured"));
    add_item(list, (lf_legend_item){.kind = LF_LEGEND_NOTE, .text = list->note});
    return true;
}

static void add_key(const lf_map *map, item_list *list, const lf_map_key *key)
{
    static const lf_legend_kind kinds[] = {[LF_SIGN_POINT] = LF_LEGEND_SYMBOL,
                                           [LF_SIGN_LINE] = LF_LEGEND_LINE,
                                           [LF_SIGN_AREA] = LF_LEGEND_AREA};
    lf_legend_item item = {.kind = kinds[key->sign->kind],
                           .paint = key->sign->mark.paint,
                           .symbol = key->sign->mark,
                           .text = key->words};
    if (key->tint >= 0)
        item.symbol.paint.fill = map->tints[key->tint];
    item.symbol.size_mm = fmax(1.9, fmin(3.0, item.symbol.size_mm)) * map->factor;
    add_item(list, item);
}

/* Those of what the map is about, or of the base map: points, lines, areas. */
static void add_keys(const lf_map *map, item_list *list, bool theme)
{
    for (int kind = LF_SIGN_POINT; kind <= LF_SIGN_AREA; kind++)
        for (size_t i = 0; i < map->key_count; i++) {
            /* Streets are drawn from the least to the greatest, and read the other way round. */
            const lf_map_key *key = &map->keys[kind == LF_SIGN_LINE ? map->key_count - 1 - i : i];
            if (key->theme == theme && (int)key->sign->kind == kind)
                add_key(map, list, key);
        }
}

/* Draws the legend as large as the box allows; the height it took. */
static bool draw_legend(lf_context *ctx, lf_map *map, lf_box box, int columns, double *height)
{
    item_list *list = calloc(1, sizeof *list);
    *height = 0;
    if (list == NULL)
        return lf_fail_memory(ctx);
    bool ok = map->subject.show != LF_MAP_MEASURE || add_classes(ctx, map, list);
    add_keys(map, list, true);
    if (list->count > 0)
        add_item(list, (lf_legend_item){.kind = LF_LEGEND_HEADING,
                                        .text = lf_report_label(map->report, "map", "base")});
    add_keys(map, list, false);
    lf_legend legend = {.items = list->items,
                        .count = list->count,
                        .width_mm = box.width,
                        .columns = columns,
                        .size_mm = 2.8 * map->factor,
                        .title = lf_report_label(map->report, "map", "legend")};
    while (ok && lf_measure_legend(map->canvas, &legend).height > box.height &&
           legend.size_mm > 1.9 * map->factor)
        legend.size_mm -= 0.1 * map->factor;
    if (ok)
        *height = lf_draw_legend(map->canvas, &legend, box.x, box.y).height;
    free(list->unit);
    free(list->note);
    free(list);
    return ok;
}

/* ---- the small map -----------------------------------------------------------------------------
 */

static bool draw_inset(lf_context *ctx, lf_map *map, lf_box box)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    const lf_sign *sign = NULL;
    lf_step step = LF_STEP_DONE;
    lf_text_style style = {.size_mm = 2.3 * map->factor, .colour = grey, .lines = 1};
    lf_extent words = lf_draw_text(map->canvas, &style, box.x, box.y, box.width,
                                   lf_report_label(map->report, "map", "inset"));
    box.y += words.height;
    box.height -= words.height;
    lf_map_frame frame =
        lf_frame_fit(box, lf_window_grown(map->city, 0.03, 1), map->ground_scale, false);
    static const lf_paint edge = {.stroke = LF_RGB(0x8c8c8c), .stroke_mm = 0.15};
    static const lf_paint here = {.stroke = LF_RGB(0x444444), .stroke_mm = 0.25};
    bool ok = lf_style_sign(ctx, map->style, "inset", &sign) &&
              lf_map_open_query(ctx, map, "inset", &file, &rows);
    lf_frame_begin(map->canvas, &frame);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        size_t size = 0;
        const void *wkb = lf_column_blob(rows, 0, &size);
        ok = lf_style_sign(ctx, map->style, lf_column_text(rows, 1), &sign);
        lf_mark mark = {.area = ok ? sign->mark.paint : edge};
        if (wkb != NULL)
            lf_frame_wkb(map->canvas, &frame, wkb, size, &mark);
    }
    lf_frame_window(map->canvas, &frame, &map->frame.window, &here);
    lf_frame_end(map->canvas, &frame);
    lf_frame_border(map->canvas, &frame, &edge);
    if (rows != NULL) {
        lf_statement_close(rows);
        lf_sql_file_free(&file);
    }
    return ok && step == LF_STEP_DONE;
}

/* ---- furniture ---------------------------------------------------------------------------------
 */

/* "1:80,000", and in Chinese "1:80000". */
static void say_scale(const lf_map *map, char out[32])
{
    double denominator = lf_frame_denominator(&map->frame);
    long whole = lround(denominator >= 1000 ? round(denominator / 10) * 10 : denominator);
    if (map->report->chinese || whole < 1000)
        snprintf(out, 32, "1:%ld", whole);
    else if (whole < 1000000)
        snprintf(out, 32, "1:%ld,%03ld", whole / 1000, whole % 1000);
    else
        snprintf(out, 32, "1:%ld,%03ld,%03ld", whole / 1000000, whole / 1000 % 1000, whole % 1000);
}

/* North arrow and scale at the foot of a box; how high they stand. */
static double draw_furniture(lf_map *map, lf_box box)
{
    double f = map->factor, height = 15.0 * f, bottom = box.y + box.height;
    char scale[32];
    lf_text_style words = {.size_mm = 2.4 * f, .colour = ink, .lines = 1};
    lf_text_style north = {.size_mm = 3.0 * f, .bold = true, .colour = ink};
    lf_draw_north_arrow(map->canvas, box.x + 6 * f, bottom, 14 * f, &north,
                        lf_report_label(map->report, "map", "north"));
    lf_scale_bar bar = {.x = box.x + 14 * f,
                        .y = bottom - 11.5 * f,
                        .most_mm = fmax(10 * f, box.width - 28 * f),
                        .metres = lf_report_label(map->report, "map", "metres"),
                        .kilometres = lf_report_label(map->report, "map", "kilometres"),
                        .style = words};
    double under = lf_draw_scale_bar(map->canvas, &map->frame, &bar, NULL, NULL).height;
    say_scale(map, scale);
    char *text = lf_copyf("%s %s", lf_report_label(map->report, "map", "scale"), scale);
    if (text != NULL)
        lf_draw_text(map->canvas, &words, bar.x, bar.y + under + 1.2 * f, box.width - 14 * f, text);
    free(text);
    return height;
}

/* ---- the whole page ----------------------------------------------------------------------------
 */

static bool shows_inset(const lf_map *map)
{
    return map->subject.area != NULL;
}

static void draw_rule(lf_map *map, double x, double y, double width)
{
    const lf_paint rule = {.stroke = faint, .stroke_mm = 0.2};
    lf_draw_line(map->canvas, x, y, x + width, y, &rule);
}

/* From the foot upwards: scale and arrow, small map, legend; the rest is for the targets. */
static bool fill_side_panel(lf_context *ctx, lf_map *map, lf_box panel)
{
    double f = map->factor, legend = 0, gap = 3 * f;
    bool targets = map->subject.show == LF_MAP_VERDICTS;
    panel.height -= draw_furniture(map, panel) + gap;
    if (shows_inset(map)) {
        double height = fmin(38 * f, 0.3 * panel.height);
        lf_box box = {panel.x, panel.y + panel.height - height, panel.width, height};
        if (!draw_inset(ctx, map, box))
            return false;
        panel.height -= height + gap;
    }
    lf_box box = panel;
    if (targets)
        box.height = 0.32 * panel.height;
    if (!targets)
        return draw_legend(ctx, map, box, 1, &legend);
    if (!draw_legend(ctx, map, box, 2, &legend))
        return false;
    double y = panel.y + legend + gap;
    draw_rule(map, panel.x, y - gap / 2, panel.width);
    return lf_map_draw_targets(ctx, map,
                               (lf_box){panel.x, y, panel.width, panel.y + panel.height - y});
}

/* The right side of a low panel: the small map, scale and arrow at its foot, and where the targets
 * take the left side, the legend. */
static bool fill_right_side(lf_context *ctx, lf_map *map, lf_box box, bool with_legend)
{
    double f = map->factor, gap = 3 * f, legend = 0;
    box.height -= draw_furniture(map, box) + gap;
    if (with_legend) {
        lf_box upper = {box.x, box.y, box.width, shows_inset(map) ? 0.6 * box.height : box.height};
        if (!draw_legend(ctx, map, upper, 1, &legend))
            return false;
        box.y += legend + gap;
        box.height -= legend + gap;
    }
    box.height = fmin(box.height, 40 * f);
    return !shows_inset(map) || box.height < 12 * f || draw_inset(ctx, map, box);
}

/* Left the legend or the targets, right the small map with scale and arrow below it. */
static bool fill_low_panel(lf_context *ctx, lf_map *map, lf_box panel)
{
    double side = 50 * map->factor, legend = 0;
    bool targets = map->subject.show == LF_MAP_VERDICTS;
    lf_box right = {panel.x + panel.width - side, panel.y, side, panel.height};
    lf_box left = {panel.x, panel.y, panel.width - side - panel_gap_mm * map->factor, panel.height};
    if (!fill_right_side(ctx, map, right, targets))
        return false;
    return targets ? lf_map_draw_targets(ctx, map, left) : draw_legend(ctx, map, left, 2, &legend);
}

static bool fill_panel(lf_context *ctx, lf_map *map, lf_box panel, bool landscape)
{
    return landscape ? fill_side_panel(ctx, map, panel) : fill_low_panel(ctx, map, panel);
}

static lf_window page_window(lf_context *ctx, lf_map *map, bool *ok)
{
    lf_window window;
    *ok = lf_map_find_window(ctx, map, &window);
    return lf_window_grown(window, 0.03, 300.0);
}

/* Takes the panel off the page's box. Targets below a map get what height it leaves. */
static lf_box split_page(const lf_map *map, lf_window window, lf_box *box)
{
    bool landscape = is_landscape(map), targets = map->subject.show == LF_MAP_VERDICTS;
    double panel = panel_size_mm(map, landscape), gap = panel_gap_mm * map->factor;
    lf_box beside = *box;
    if (landscape) {
        box->width -= panel + gap;
        beside.x = box->x + box->width + gap;
        beside.width = panel;
        return beside;
    }
    box->height -= panel + gap;
    if (targets)
        box->height = fmin(box->height, box->width * (window.y_max - window.y_min) /
                                            (window.x_max - window.x_min));
    beside.y = box->y + box->height + gap;
    beside.height -= box->height + gap;
    return beside;
}

bool lf_map_draw_sheet(lf_context *ctx, lf_map *map, const char *title, const char *subtitle)
{
    static const lf_paint edge = {.stroke = LF_RGB(0x444444), .stroke_mm = 0.3};
    double f = map->factor, m = margin_mm * f;
    bool ok = true;
    lf_text sources = {0};
    double top = draw_title(map, title, subtitle);
    lf_box box = {m, top, lf_canvas_width_mm(map->canvas) - 2 * m,
                  lf_canvas_height_mm(map->canvas) - top - m - 6.0 * f};
    lf_window window = page_window(ctx, map, &ok);
    lf_box beside = split_page(map, window, &box);
    map->frame = lf_frame_fit(box, window, map->ground_scale, true);
    ok = ok && lf_map_draw_layers(ctx, map);
    lf_frame_border(map->canvas, &map->frame, &edge);
    ok = ok && fill_panel(ctx, map, beside, is_landscape(map)) && make_sources(ctx, map, &sources);
    lf_text_style small = sources_style(map);
    if (ok)
        lf_draw_text(map->canvas, &small, m, lf_canvas_height_mm(map->canvas) - m - 3.6 * f,
                     lf_canvas_width_mm(map->canvas) - 2 * m, lf_text_get(&sources));
    lf_text_free(&sources);
    return ok;
}
