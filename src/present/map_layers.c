/*
 * The layers of a map: rows of a query, each with a geometry and the id of a sign.
 *
 * Columns a layer query may give: geom (WKB) or x and y; sign; words (for the legend, in place of
 * the sign's own; a kind of area where the header says "words: kind"); label and priority; size
 * (times the sign's own); tint (place in the palette "kinds"). The header's "legend" says where its
 * signs stand in the legend: theme, base or none.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STREETS = 60000, ALL_CLASSES = 4, MAIN_CLASSES = 2 };

/* ---- queries -----------------------------------------------------------------------------------
 */

static void bind_text(lf_statement *rows, const char *name, const char *value)
{
    int index = lf_bind_index(rows, name);
    if (index > 0)
        lf_bind_text(rows, index, value);
}

static void bind_integer(lf_statement *rows, const char *name, int64_t value)
{
    int index = lf_bind_index(rows, name);
    if (index > 0)
        lf_bind_integer(rows, index, value);
}

static void bind_real(lf_statement *rows, const char *name, double value)
{
    int index = lf_bind_index(rows, name);
    if (index > 0)
        lf_bind_real(rows, index, value);
}

static bool shows_classes(const lf_map *map)
{
    return map->subject.show == LF_MAP_MEASURE || map->subject.show == LF_MAP_VERDICTS;
}

static void bind_map(const lf_map *map, lf_statement *rows)
{
    const lf_map_subject *subject = &map->subject;
    const lf_window *window = &map->frame.window;
    bind_text(rows, ":language", lf_report_language(map->report));
    bind_text(rows, ":area", subject->area);
    bind_text(rows, ":kind", subject->kind);
    bind_text(rows, ":category", subject->category);
    bind_text(rows, ":slice", subject->slice);
    bind_text(rows, ":base", subject->base);
    bind_text(rows, ":layers", lf_map_layers_read(map));
    bind_integer(rows, ":run", subject->run);
    bind_integer(rows, ":label_areas", map->label_areas);
    bind_integer(rows, ":most", MOST_STREETS);
    bind_integer(rows, ":classes", shows_classes(map) ? MAIN_CLASSES : ALL_CLASSES);
    bind_real(rows, ":x_min", window->x_min);
    bind_real(rows, ":y_min", window->y_min);
    bind_real(rows, ":x_max", window->x_max);
    bind_real(rows, ":y_max", window->y_max);
}

bool lf_map_open_query(lf_context *ctx, const lf_map *map, const char *name, lf_sql_file *file,
                       lf_statement **rows)
{
    char *path = NULL, *relative = lf_copyf("queries/present/map/%s.sql", name);
    *file = (lf_sql_file){0};
    *rows = NULL;
    bool ok = (relative != NULL || lf_fail_memory(ctx)) &&
              lf_places_file(ctx, map->report->places, relative, &path) &&
              lf_sql_file_read(ctx, path, file) &&
              lf_prepare_reading(ctx, map->report->workspace, path, file->text, rows, NULL, NULL);
    if (ok)
        bind_map(map, *rows);
    free(relative);
    free(path);
    return ok;
}

int lf_map_column(const lf_statement *rows, const char *name)
{
    for (int i = 0; i < lf_column_count(rows); i++)
        if (strcmp(lf_column_name(rows, i), name) == 0)
            return i;
    return -1;
}

bool lf_map_find_window(lf_context *ctx, lf_map *map, lf_window *out)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    *out = lf_window_none();
    bool ok = lf_map_open_query(ctx, map, "extent", &file, &rows);
    lf_step step = ok ? lf_statement_step(ctx, rows) : LF_STEP_FAILED;
    if (step == LF_STEP_ROW) {
        *out = (lf_window){lf_column_real(rows, 0), lf_column_real(rows, 1),
                           lf_column_real(rows, 2), lf_column_real(rows, 3)};
        map->ground_scale = lf_column_real(rows, 4);
    }
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    if (step == LF_STEP_DONE)
        return lf_fail(ctx, "there is nothing to draw: areas, homes and streets are empty");
    return step == LF_STEP_ROW;
}

/* ---- the legend's keys -------------------------------------------------------------------------
 */

static bool note_key(lf_context *ctx, lf_map *map, const lf_sign *sign, const char *words, int tint,
                     bool theme)
{
    const char *said = words != NULL ? words : sign->label;
    for (size_t i = 0; i < map->key_count; i++)
        if (map->keys[i].sign == sign && map->keys[i].tint == tint &&
            strcmp(map->keys[i].words, said) == 0)
            return true;
    if (map->key_count == LF_MAP_KEYS_MOST)
        return true;
    char *copy = lf_copy(said);
    if (copy == NULL)
        return lf_fail_memory(ctx);
    map->keys[map->key_count++] = (lf_map_key){sign, copy, tint, theme};
    return true;
}

/* ---- one layer ---------------------------------------------------------------------------------
 */

enum { GATHER_MOST = 4000 }; /* so many geometries are painted as one */

typedef struct layer {
    lf_map *map;
    lf_sql_file file;
    lf_statement *rows;
    int geom, x, y, sign, words, label, priority, size, tint;
    bool in_legend, theme, words_are_kinds;
    const lf_sign *gathered; /* the sign of what waits to be painted; NULL: nothing does */
    size_t gathered_count;
    const lf_sign *last; /* found last, and its id */
    char *last_id;       /* owned */
    char *last_words;    /* owned; noted last in the legend */
    int last_tint;
    unsigned char *dotted; /* owned; cells of the frame where a point of that sign stands */
    size_t columns, rows_of_cells;
} layer;

static bool open_layer(lf_context *ctx, lf_map *map, const char *name, layer *l)
{
    *l = (layer){.map = map, .last_tint = -2};
    if (!lf_map_open_query(ctx, map, name, &l->file, &l->rows))
        return false;
    const struct {
        const char *name;
        int *column;
    } columns[] = {{"geom", &l->geom},         {"x", &l->x},         {"y", &l->y},
                   {"sign", &l->sign},         {"words", &l->words}, {"label", &l->label},
                   {"priority", &l->priority}, {"size", &l->size},   {"tint", &l->tint}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        *columns[i].column = lf_map_column(l->rows, columns[i].name);
    if (l->sign < 0 || (l->geom < 0 && (l->x < 0 || l->y < 0)))
        return lf_fail(ctx, "%s: expected the columns sign, and geom or x and y", l->file.path);
    const char *legend = lf_sql_file_get(&l->file, "legend");
    const char *words = lf_sql_file_get(&l->file, "words");
    l->theme = legend != NULL && strcmp(legend, "theme") == 0;
    l->in_legend = l->theme || (legend != NULL && strcmp(legend, "base") == 0);
    l->words_are_kinds = words != NULL && strcmp(words, "kind") == 0;
    return true;
}

static void close_layer(layer *l)
{
    lf_statement_close(l->rows);
    lf_sql_file_free(&l->file);
    free(l->last_id);
    free(l->last_words);
    free(l->dotted);
}

/* Lines grow thinner with the scale, and streets thinner still where areas are what is shown. */
static lf_paint line_paint(const lf_map *map, const lf_sign *sign)
{
    lf_paint paint = sign->mark.paint;
    bool street = lf_starts_with(sign->id, "street");
    double usual = street ? 30000.0 : 60000.0, least = street ? 0.3 : 0.55;
    double factor = sqrt(usual / lf_frame_denominator(&map->frame));
    factor = fmax(least, fmin(1.3, factor)) * map->factor;
    if (street && shows_classes(map))
        factor *= 0.5;
    paint.stroke_mm *= factor;
    paint.casing_mm *= factor;
    return paint;
}

static void paint_gathered(layer *l)
{
    if (l->gathered != NULL) {
        lf_paint paint = l->gathered->kind == LF_SIGN_LINE ? line_paint(l->map, l->gathered)
                                                           : l->gathered->mark.paint;
        lf_frame_paint(l->map->canvas, &paint);
    }
    l->gathered = NULL;
    l->gathered_count = 0;
}

static const char *text_at(const layer *l, int column)
{
    return column < 0 ? NULL : lf_column_text(l->rows, column);
}

static double real_at(const layer *l, int column, double fallback)
{
    double value = column < 0 ? NAN : lf_column_real(l->rows, column);
    return isfinite(value) ? value : fallback;
}

static int tint_at(const layer *l)
{
    double tint = real_at(l, l->tint, -1);
    return tint >= 0 && tint < LF_MAP_TINTS ? (int)tint : -1;
}

/* The row's sign; rows of one sign mostly follow each other. */
static bool find_sign(lf_context *ctx, layer *l, const lf_sign **out)
{
    const char *id = text_at(l, l->sign);
    if (id == NULL)
        return lf_fail(ctx, "%s: a row has no sign", l->file.path);
    if (l->last_id == NULL || strcmp(l->last_id, id) != 0) {
        free(l->last_id);
        l->last_id = lf_copy(id);
        if (l->last_id == NULL)
            return lf_fail_memory(ctx);
        if (!lf_style_sign(ctx, l->map->style, id, &l->last))
            return false;
    }
    *out = l->last;
    return true;
}

/* Notes the row for the legend, looking only where something changed since the row before. */
static bool note_row(lf_context *ctx, layer *l, const lf_sign *sign)
{
    const char *words = text_at(l, l->words);
    int tint = tint_at(l);
    if (!l->in_legend)
        return true;
    if (l->words_are_kinds && words != NULL)
        words = lf_report_label(l->map->report, "kind", words);
    const char *said = words != NULL ? words : sign->label;
    if (l->last_words != NULL && strcmp(l->last_words, said) == 0 && l->last_tint == tint)
        return true;
    free(l->last_words);
    l->last_words = lf_copy(said);
    l->last_tint = tint;
    return l->last_words != NULL ? note_key(ctx, l->map, sign, words, tint, l->theme)
                                 : lf_fail_memory(ctx);
}

/* ---- points ------------------------------------------------------------------------------------
 */

static const double cell_mm = 0.25;

/* Whether a point of this sign would hide exactly behind one already drawn. Marks the cell. */
static bool is_hidden(layer *l, const lf_sign *sign, double x_mm, double y_mm)
{
    const lf_box *box = &l->map->frame.box;
    if (l->dotted == NULL) {
        l->columns = (size_t)(box->width / cell_mm) + 1;
        l->rows_of_cells = (size_t)(box->height / cell_mm) + 1;
        l->dotted = calloc(l->columns, l->rows_of_cells);
    }
    if (l->dotted == NULL || x_mm < box->x || y_mm < box->y)
        return false;
    size_t column = (size_t)((x_mm - box->x) / cell_mm), row = (size_t)((y_mm - box->y) / cell_mm);
    if (column >= l->columns || row >= l->rows_of_cells)
        return false;
    unsigned char *cell = &l->dotted[row * l->columns + column];
    unsigned char mark = (unsigned char)(1 + ((size_t)tint_at(l) + strlen(sign->id) * 7 +
                                              (unsigned char)sign->id[strlen(sign->id) - 1]) %
                                                 255);
    bool hidden = *cell == mark;
    *cell = mark;
    return hidden;
}

static lf_symbol symbol_of_row(const layer *l, const lf_sign *sign)
{
    static const double usual = 100000.0; /* the scale at which signs have the size of their file */
    lf_symbol symbol = sign->mark;
    double factor = l->map->factor * real_at(l, l->size, 1.0);
    int tint = tint_at(l);
    if (strncmp(sign->id, "home", 4) == 0) {
        factor *= l->map->home_factor;
        if (l->map->home_factor < 0.6)
            symbol.paint.stroke_mm = 0;
    } else {
        factor *= fmax(0.5, fmin(1.15, sqrt(usual / lf_frame_denominator(&l->map->frame))));
    }
    symbol.size_mm *= factor;
    if (tint >= 0)
        symbol.paint.fill = l->map->tints[tint];
    return symbol;
}

static void label_point(const layer *l, const lf_sign *sign, double x, double y, double size_mm)
{
    lf_map *map = l->map;
    bool station = strcmp(sign->id, "station") == 0;
    lf_text_style style = {.size_mm = (station ? 2.5 : 2.1) * map->factor,
                           .bold = station,
                           .colour = station ? sign->mark.paint.fill : LF_RGB(0x222222),
                           .halo = LF_RGB(0xffffff),
                           .halo_mm = 0.35 * map->factor,
                           .lines = 1};
    double px = lf_frame_paper_x(&map->frame, x), py = lf_frame_paper_y(&map->frame, y);
    double half = size_mm / 2;
    if (station)
        lf_labels_block(map->labels, (lf_box){px - half, py - half, size_mm, size_mm});
    lf_labels_add_point(map->labels, x, y, half, real_at(l, l->priority, 0), &style,
                        text_at(l, l->label));
}

static void draw_point_row(layer *l, const lf_sign *sign)
{
    lf_map *map = l->map;
    double x = real_at(l, l->x, NAN), y = real_at(l, l->y, NAN);
    if (!isfinite(x) || !isfinite(y) ||
        is_hidden(l, sign, lf_frame_paper_x(&map->frame, x), lf_frame_paper_y(&map->frame, y)))
        return;
    lf_symbol symbol = symbol_of_row(l, sign);
    lf_frame_point(map->canvas, &map->frame, x, y, &symbol);
    if (l->label >= 0)
        label_point(l, sign, x, y, symbol.size_mm);
}

/* ---- lines and areas ---------------------------------------------------------------------------
 */

static void label_area(const layer *l, const void *wkb, size_t size)
{
    lf_map *map = l->map;
    lf_text_style style = {.size_mm = 3.3 * map->factor,
                           .bold = true,
                           .colour = LF_RGB(0x4a4a4a),
                           .halo = LF_RGB(0xffffff),
                           .halo_mm = 0.45 * map->factor,
                           .lines = 1};
    lf_labels_add_area(map->labels, wkb, size, real_at(l, l->priority, 0), &style,
                       text_at(l, l->label));
}

static void draw_shape_row(layer *l, const lf_sign *sign)
{
    size_t size = 0;
    const void *wkb = lf_column_blob(l->rows, l->geom, &size);
    if (wkb == NULL)
        return;
    if (l->gathered != sign || l->gathered_count == GATHER_MOST)
        paint_gathered(l);
    l->gathered = sign;
    l->gathered_count++;
    lf_frame_trace(l->map->canvas, &l->map->frame, wkb, size);
    if (l->label >= 0 && text_at(l, l->label) != NULL)
        label_area(l, wkb, size);
}

static bool draw_layer(lf_context *ctx, lf_map *map, const char *name)
{
    layer l;
    lf_step step = LF_STEP_DONE;
    const lf_sign *sign = NULL;
    bool ok = open_layer(ctx, map, name, &l);
    while (ok && (step = lf_statement_step(ctx, l.rows)) == LF_STEP_ROW) {
        ok = find_sign(ctx, &l, &sign) && note_row(ctx, &l, sign);
        if (ok && l.geom < 0)
            draw_point_row(&l, sign);
        else if (ok)
            draw_shape_row(&l, sign);
    }
    paint_gathered(&l);
    close_layer(&l);
    return ok && step == LF_STEP_DONE;
}

/* ---- all layers --------------------------------------------------------------------------------
 */

enum { MOST_LAYERS = 12 };

/* Layers from below to above; NULL stands for the areas coloured by class. */
static const struct {
    const char *layers[MOST_LAYERS + 1];
    const char *read; /* the layers of the city they come from */
} plans[] = {
    [LF_MAP_MEASURE] = {{"classes", "water", "streets", "rail", "outlines", "stations"},
                        "|areas|constraints|streets|rail_lines|stations|"},
    [LF_MAP_WALKSHED] = {{"walkshed_grounds", "water", "walkshed", "streets", "rail", "outlines",
                          "walkshed_homes", "stations", "walkshed_places"},
                         "|homes|facilities|stations|streets|rail_lines|areas|constraints|"},
    [LF_MAP_TOD] = {{"water", "constraints", "tod_bands", "streets", "rail", "outlines",
                     "tod_homes", "stations"},
                    "|homes|stations|streets|rail_lines|areas|constraints|"},
    [LF_MAP_GAPS] = {{"water", "constraints", "streets", "rail", "outlines", "gaps_homes",
                      "stations"},
                     "|homes|facilities|stations|streets|rail_lines|areas|constraints|"},
    [LF_MAP_VERDICTS] = {{"verdict_areas", "water", "streets", "rail", "outlines", "stations"},
                         "|targets|areas|constraints|streets|rail_lines|stations|"},
};

const char *lf_map_layers_read(const lf_map *map)
{
    return plans[map->subject.show].read;
}

/* Homes are drawn smaller where they would cover each other. */
static bool set_home_factor(lf_context *ctx, lf_map *map)
{
    static const double usual_mm = 1.5, share = 0.26;
    const lf_window *w = &map->frame.window;
    int64_t homes = 0;
    lf_statement *row = NULL;
    bool ok = lf_prepare(ctx, map->report->workspace,
                         "SELECT count(*) FROM homes WHERE x BETWEEN ?1 AND ?3"
                         " AND y BETWEEN ?2 AND ?4",
                         &row);
    const double limits[] = {w->x_min, w->y_min, w->x_max, w->y_max};
    for (int i = 0; ok && i < 4; i++)
        lf_bind_real(row, i + 1, limits[i]);
    ok = ok && lf_statement_step(ctx, row) == LF_STEP_ROW;
    if (ok)
        homes = lf_column_integer(row, 0);
    lf_statement_close(row);
    double each = sqrt(map->frame.box.width * map->frame.box.height / (double)(homes + 1));
    map->home_factor = fmax(0.2, fmin(1.1, share * each / (usual_mm * map->factor)));
    return ok;
}

bool lf_map_draw_layers(lf_context *ctx, lf_map *map)
{
    static const lf_paint paper = {.fill = LF_RGB(0xfdfcfa)};
    const char *const *layers = plans[map->subject.show].layers;
    lf_labels_close(map->labels);
    map->labels = NULL;
    bool ok =
        lf_labels_open(ctx, map->canvas, &map->frame, &map->labels) && set_home_factor(ctx, map);
    map->label_areas = map->subject.show != LF_MAP_VERDICTS;
    lf_frame_begin(map->canvas, &map->frame);
    lf_draw_box(map->canvas, map->frame.box, &paper);
    size_t count = 0;
    while (layers[count] != NULL)
        count++;
    for (size_t i = 0; ok && i < count; i++) {
        if (map->subject.area == NULL) /* a whole city may take a while */
            lf_tell_progress(ctx, "drawing maps", i, count);
        ok = strcmp(layers[i], "classes") == 0 ? lf_map_draw_classes(ctx, map)
                                               : draw_layer(ctx, map, layers[i]);
    }
    if (ok && map->subject.area == NULL)
        lf_tell_progress(ctx, "drawing maps", count, count);
    ok = ok && (map->subject.area == NULL || draw_layer(ctx, map, "chosen_area"));
    if (ok)
        lf_labels_draw(map->labels, NULL);
    lf_frame_end(map->canvas, &map->frame);
    return ok;
}
