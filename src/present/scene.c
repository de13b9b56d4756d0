/*
 * Reads the layers, and finds items by a grid: each cell lists the items whose boxes touch it.
 */
#include "present/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS_A_SIDE = 512 };
static const double least_cell_m = 250;

typedef struct layer {
    lf_scene_item *items; /* owned */
    size_t count, capacity;
    lf_window extent;
    double cell_m;
    uint32_t columns, rows;
    uint32_t *starts, *listed; /* owned; items of cell c: listed[starts[c] … starts[c + 1]) */
} layer;

struct lf_scene {
    layer layers[LF_SCENE_LAYERS];
};

static const char *const queries[LF_SCENE_LAYERS] = {
    [LF_SCENE_INSET] = "inset",
    [LF_SCENE_WATER] = "water",
    [LF_SCENE_CONSTRAINTS] = "constraints",
    [LF_SCENE_STREETS] = "streets",
    [LF_SCENE_RAIL] = "rail",
};

/* ---- reading ------------------------------------------------------------------------------------
 */

static bool add_item(lf_context *ctx, layer *to, const lf_sign *sign, const void *wkb, size_t size)
{
    lf_scene_item item = {.sign = sign, .size = size, .window = lf_window_none()};
    if (wkb == NULL || !lf_window_add_wkb(&item.window, wkb, size) ||
        lf_window_is_none(item.window))
        return true; /* an empty geometry shows nothing */
    if (to->count == to->capacity) {
        size_t wanted = to->capacity == 0 ? 64 : 2 * to->capacity;
        lf_scene_item *more = realloc(to->items, wanted * sizeof *more);
        if (more == NULL)
            return lf_fail_memory(ctx);
        to->items = more;
        to->capacity = wanted;
    }
    void *copy = malloc(size);
    if (copy == NULL)
        return lf_fail_memory(ctx);
    item.wkb = memcpy(copy, wkb, size);
    to->items[to->count++] = item;
    lf_window_add(&to->extent, item.window.x_min, item.window.y_min);
    lf_window_add(&to->extent, item.window.x_max, item.window.y_max);
    return true;
}

static void bind_real(lf_statement *rows, const char *name, double value)
{
    int index = lf_bind_index(rows, name);
    if (index > 0)
        lf_bind_real(rows, index, value);
}

static void bind_window(lf_statement *rows, lf_window window)
{
    bind_real(rows, ":x_min", window.x_min);
    bind_real(rows, ":y_min", window.y_min);
    bind_real(rows, ":x_max", window.x_max);
    bind_real(rows, ":y_max", window.y_max);
    bind_real(rows, ":most", 1e15); /* all streets, of all classes */
    bind_real(rows, ":classes", 9);
}

static bool read_layer(lf_context *ctx, const lf_report *report, const lf_style *style,
                       lf_window window, const char *query, layer *out)
{
    lf_sql_file file = {0};
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    char *path = NULL, *name = lf_copyf("queries/present/map/%s.sql", query);
    bool ok = (name != NULL || lf_fail_memory(ctx)) &&
              lf_places_file(ctx, report->places, name, &path) &&
              lf_sql_file_read(ctx, path, &file) &&
              lf_prepare_reading(ctx, report->workspace, path, file.text, &rows, NULL, NULL);
    out->extent = lf_window_none();
    if (ok)
        bind_window(rows, window);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        size_t size = 0;
        const void *wkb = lf_column_blob(rows, 0, &size);
        const char *sign = lf_column_text(rows, 1);
        ok = add_item(ctx, out, sign == NULL ? NULL : lf_style_find(style, sign), wkb, size) &&
             !lf_stopping(ctx);
    }
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    free(path);
    free(name);
    return ok && step == LF_STEP_DONE;
}

/* ---- the grid -----------------------------------------------------------------------------------
 */

static uint32_t cell_along(double value, double from, double cell_m, uint32_t cells)
{
    double at = floor((value - from) / cell_m);
    return at <= 0 ? 0 : at >= cells ? cells - 1 : (uint32_t)at;
}

/* The cells that a window touches. */
typedef struct cells {
    uint32_t left, right, bottom, top;
} cells;

static cells cells_of(const layer *of, lf_window window)
{
    return (cells){cell_along(window.x_min, of->extent.x_min, of->cell_m, of->columns),
                   cell_along(window.x_max, of->extent.x_min, of->cell_m, of->columns),
                   cell_along(window.y_min, of->extent.y_min, of->cell_m, of->rows),
                   cell_along(window.y_max, of->extent.y_min, of->cell_m, of->rows)};
}

/* Counts the items of every cell in `places`, or with `fill` enters them where `places` says. */
static void enter_items(layer *to, uint32_t *places, bool fill)
{
    for (size_t i = 0; i < to->count; i++) {
        cells in = cells_of(to, to->items[i].window);
        for (uint32_t row = in.bottom; row <= in.top; row++)
            for (uint32_t column = in.left; column <= in.right; column++) {
                uint32_t place = places[(size_t)row * to->columns + column]++;
                if (fill)
                    to->listed[place] = (uint32_t)i;
            }
    }
}

/* Counts go two cells ahead, so that filling moves each start to where the next cell begins. */
static bool make_grid(lf_context *ctx, layer *of)
{
    if (of->count == 0)
        return true;
    double width = of->extent.x_max - of->extent.x_min,
           height = of->extent.y_max - of->extent.y_min;
    of->cell_m = fmax(least_cell_m, fmax(width, height) / MOST_CELLS_A_SIDE);
    of->columns = (uint32_t)(width / of->cell_m) + 1;
    of->rows = (uint32_t)(height / of->cell_m) + 1;
    size_t count = (size_t)of->columns * of->rows;
    of->starts = calloc(count + 2, sizeof *of->starts);
    if (of->starts == NULL)
        return lf_fail_memory(ctx);
    enter_items(of, of->starts + 2, false);
    for (size_t cell = 2; cell < count + 2; cell++)
        of->starts[cell] += of->starts[cell - 1];
    of->listed = malloc(((size_t)of->starts[count + 1] + 1) * sizeof *of->listed);
    if (of->listed == NULL)
        return lf_fail_memory(ctx);
    enter_items(of, of->starts + 1, true);
    return true;
}

bool lf_scene_open(lf_context *ctx, const lf_report *report, const lf_style *style,
                   lf_window window, lf_scene **out)
{
    lf_scene *scene = calloc(1, sizeof *scene);
    bool ok = scene != NULL || lf_fail_memory(ctx);
    for (size_t i = 0; ok && i < LF_SCENE_LAYERS; i++)
        ok = read_layer(ctx, report, style, window, queries[i], &scene->layers[i]) &&
             make_grid(ctx, &scene->layers[i]);
    *out = ok ? scene : NULL;
    if (!ok)
        lf_scene_close(scene);
    return ok;
}

void lf_scene_close(lf_scene *scene)
{
    if (scene == NULL)
        return;
    for (size_t i = 0; i < LF_SCENE_LAYERS; i++) {
        layer *of = &scene->layers[i];
        for (size_t k = 0; k < of->count; k++)
            free(of->items[k].wkb);
        free(of->items);
        free(of->starts);
        free(of->listed);
    }
    free(scene);
}

/* ---- looking ------------------------------------------------------------------------------------
 */

static bool touches(const lf_window *a, const lf_window *b)
{
    return a->x_min <= b->x_max && b->x_min <= a->x_max && a->y_min <= b->y_max &&
           b->y_min <= a->y_max;
}

static int by_number(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

/* An item that lies in several of the cells is taken in the first of them only. */
static bool is_first_cell(const layer *of, const lf_scene_item *item, cells looked, uint32_t column,
                          uint32_t row)
{
    cells in = cells_of(of, item->window);
    uint32_t left = in.left > looked.left ? in.left : looked.left;
    uint32_t bottom = in.bottom > looked.bottom ? in.bottom : looked.bottom;
    return column == left && row == bottom;
}

bool lf_scene_find(lf_context *ctx, const lf_scene *scene, lf_scene_layer number, lf_window window,
                   uint32_t **items, size_t *count)
{
    const layer *of = &scene->layers[number];
    size_t capacity = 0;
    *items = NULL;
    *count = 0;
    if (of->count == 0 || !touches(&of->extent, &window))
        return true;
    cells looked = cells_of(of, window);
    for (uint32_t row = looked.bottom; row <= looked.top; row++)
        for (uint32_t column = looked.left; column <= looked.right; column++) {
            size_t cell = (size_t)row * of->columns + column;
            for (uint32_t i = of->starts[cell]; i < of->starts[cell + 1]; i++) {
                const lf_scene_item *item = &of->items[of->listed[i]];
                if (!touches(&item->window, &window) ||
                    !is_first_cell(of, item, looked, column, row))
                    continue;
                if (*count == capacity) {
                    capacity = capacity == 0 ? 256 : 2 * capacity;
                    uint32_t *more = realloc(*items, capacity * sizeof *more);
                    if (more == NULL)
                        return lf_fail_memory(ctx);
                    *items = more;
                }
                (*items)[(*count)++] = of->listed[i];
            }
        }
    if (*count > 0)
        qsort(*items, *count, sizeof **items, by_number);
    return true;
}

const lf_scene_item *lf_scene_item_at(const lf_scene *scene, lf_scene_layer layer_number,
                                      uint32_t item)
{
    return &scene->layers[layer_number].items[item];
}

lf_window lf_scene_extent(const lf_scene *scene, lf_scene_layer layer_number)
{
    return scene->layers[layer_number].extent;
}
