/*
 * The areas of a measure, coloured by class.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/number.h"

enum { LABELS_MOST = 60 }; /* more areas than this on a page are not named one by one */

typedef struct values {
    double *items; /* owned */
    size_t count, capacity;
} values;

static bool add_value(lf_context *ctx, values *all, double value)
{
    if (all->count == all->capacity) {
        size_t more = all->capacity == 0 ? 256 : 2 * all->capacity;
        double *grown = realloc(all->items, more * sizeof *grown);
        if (grown == NULL)
            return lf_fail_memory(ctx);
        all->items = grown;
        all->capacity = more;
    }
    all->items[all->count++] = value;
    return true;
}

bool lf_map_make_classes(lf_context *ctx, lf_map *map)
{
    const lf_map_subject *subject = &map->subject;
    lf_style_measure measure = {subject->measure, subject->unit, subject->better, subject->band_low,
                                subject->band_high};
    lf_sql_file file;
    lf_statement *rows = NULL;
    values all = {0};
    lf_step step = LF_STEP_DONE;
    if (subject->show != LF_MAP_MEASURE)
        return true;
    bool ok = lf_map_open_query(ctx, map, "measure_areas", &file, &rows);
    int value = ok ? lf_map_column(rows, "value") : 0;
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        ok = add_value(ctx, &all, lf_column_real(rows, value));
    ok = ok && step == LF_STEP_DONE &&
         lf_style_classes(ctx, map->style, &measure, all.items, all.count, &map->classes);
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    free(all.items);
    return ok;
}

/* An area's name over its value. */
static void label_value(lf_map *map, const char *name, double value, double priority,
                        const void *wkb, size_t size, bool with_value)
{
    char said[LF_SPOKEN_SIZE];
    lf_text_style style = {.size_mm = (with_value ? 2.5 : 2.1) * map->factor,
                           .bold = with_value,
                           .colour = LF_RGB(0x222222),
                           .halo = 0xffffffd8,
                           .halo_mm = 0.4 * map->factor};
    bool share = strcmp(map->subject.unit, "share") == 0;
    /* A share keeps its sign; other units are said once, in the legend. */
    if (share)
        lf_number_spoken(map->report, value, map->subject.unit, said);
    else
        lf_number_said(value, map->subject.unit, map->report->chinese, said);
    char *text = with_value ? lf_copyf("%s\n%s", name, said) : lf_copy(name);
    if (text != NULL)
        lf_labels_add_area(map->labels, wkb, size, priority, &style, text);
    free(text);
}

/* How many areas of the kind lie on the page. */
static bool count_areas(lf_context *ctx, const lf_map *map, size_t *out)
{
    lf_statement *row = NULL;
    const lf_window *w = &map->frame.window;
    bool ok = lf_prepare(ctx, map->report->workspace,
                         "SELECT count(*) FROM areas WHERE kind = ?1 AND MbrMaxX(geom) >= ?2"
                         " AND MbrMinX(geom) <= ?4 AND MbrMaxY(geom) >= ?3 AND MbrMinY(geom) <= ?5",
                         &row);
    const double limits[] = {w->x_min, w->y_min, w->x_max, w->y_max};
    if (ok)
        lf_bind_text(row, 1, map->subject.kind);
    for (int i = 0; ok && i < 4; i++)
        lf_bind_real(row, i + 2, limits[i]);
    ok = ok && lf_statement_step(ctx, row) == LF_STEP_ROW;
    *out = ok ? (size_t)lf_column_integer(row, 0) : 0;
    lf_statement_close(row);
    return ok;
}

/* What areas are painted with: their class, and what lies below it in the palette's own hatch. */
static lf_paint paint_of(const lf_classes *classes, const lf_class *found)
{
    return (lf_paint){.fill = found->colour,
                      .hatch = found->hatch,
                      .hatch_colour = found->hatch_colour,
                      .stroke = classes->edge,
                      .stroke_mm = classes->edge_mm};
}

bool lf_map_draw_classes(lf_context *ctx, lf_map *map)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_DONE;
    size_t on_page = 0, size = 0;
    bool ok = count_areas(ctx, map, &on_page) &&
              lf_map_open_query(ctx, map, "measure_areas", &file, &rows);
    int name = ok ? lf_map_column(rows, "name") : 0, geom = ok ? lf_map_column(rows, "geom") : 0;
    int value = ok ? lf_map_column(rows, "value") : 0;
    int named = ok ? lf_map_column(rows, "named") : 0;
    int people = ok ? lf_map_column(rows, "population") : 0;
    map->label_areas = on_page > LABELS_MOST;
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        double found = lf_column_real(rows, value);
        const lf_class *class = lf_classes_find(&map->classes, found);
        lf_mark mark = {.area =
                            paint_of(&map->classes, class != NULL ? class : &map->classes.none)};
        const void *wkb = lf_column_blob(rows, geom, &size);
        if (wkb == NULL)
            continue;
        lf_frame_wkb(map->canvas, &map->frame, wkb, size, &mark);
        if (lf_column_integer(rows, named) != 0)
            label_value(map, lf_column_text(rows, name), found,
                        1 + 1e-9 * fmax(0, lf_column_real(rows, people)), wkb, size,
                        !map->label_areas);
    }
    if (rows != NULL) {
        lf_statement_close(rows);
        lf_sql_file_free(&file);
    }
    return ok && step == LF_STEP_DONE;
}
