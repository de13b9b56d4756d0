/*
 * Draws where a figure rose and where it fell.
 */
#include "present/compare_map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "present/listing.h"
#include "present/style.h"

/* A4 lying. */
static const double page_width_mm = 297, page_height_mm = 210, margin_mm = 12, side_mm = 62,
                    head_mm = 24, foot_mm = 10;
enum { CLASSES = 5 }; /* far down, down, as it was, up, far up */

typedef struct atlas {
    const lf_report *report; /* of the comparison */
    lf_workspace *shapes;    /* owned */
    lf_style *style;         /* owned */
    lf_canvas *canvas;       /* owned; NULL before the first page */
    lf_output_file file;
    lf_rgba colours[CLASSES];
    double ground_scale;
} atlas;

/* What a page shows; texts are those of the listing's row. */
typedef struct figure {
    char *measure, *slice, *base, *kind, *title, *unit, *subtitle; /* owned */
    double middle; /* changes up to this size are the paler class */
} figure;

static void free_figure(figure *page)
{
    char *const texts[] = {page->measure, page->slice, page->base,    page->kind,
                           page->title,   page->unit,  page->subtitle};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
    *page = (figure){0};
}

/* ---- classes ------------------------------------------------------------------------------------
 */

/* The nearest of 1, 2, 5 times a power of ten: a limit that can be read. */
static double round_limit(double value)
{
    if (!(value > 0))
        return 0;
    double power = pow(10, floor(log10(value))), rest = value / power;
    return power * (rest < 1.5 ? 1 : rest < 3.5 ? 2 : rest < 7.5 ? 5 : 10);
}

static void bind_figure(lf_statement *rows, const figure *page)
{
    lf_bind_text(rows, lf_bind_index(rows, ":measure"), page->measure);
    lf_bind_text(rows, lf_bind_index(rows, ":slice"), page->slice);
    lf_bind_text(rows, lf_bind_index(rows, ":base"), page->base);
    lf_bind_text(rows, lf_bind_index(rows, ":kind"), page->kind);
}

/* The rounded median of the changes' sizes. */
static bool find_middle(lf_context *ctx, const atlas *book, figure *page)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool ok =
        lf_prepare(ctx, book->report->workspace,
                   "SELECT size FROM (SELECT abs(c.after - c.before) AS size, row_number() OVER"
                   " (ORDER BY abs(c.after - c.before)) AS place, count(*) OVER () AS rows"
                   " FROM value_change AS c JOIN known_area AS a ON a.id = c.area"
                   " WHERE c.state = 'changed' AND c.parameters = '' AND c.measure = :measure"
                   " AND c.slice = :slice AND c.base = :base AND a.kind = :kind)"
                   " WHERE place = (rows + 1) / 2",
                   &rows);
    if (ok) {
        bind_figure(rows, page);
        step = lf_statement_step(ctx, rows);
        ok = step != LF_STEP_FAILED;
    }
    page->middle = ok && step == LF_STEP_ROW ? round_limit(lf_column_real(rows, 0)) : 0;
    lf_statement_close(rows);
    return ok;
}

/* Index of the class of a change; 2 is none. */
static size_t class_of(const figure *page, double change)
{
    if (change == 0)
        return 2;
    size_t far = fabs(change) > page->middle ? 2 : 1;
    return change < 0 ? 2 - far : 2 + far;
}

/* ---- a page -------------------------------------------------------------------------------------
 */

static lf_text_style text_of(double size_mm, bool bold)
{
    return (lf_text_style){
        .size_mm = size_mm, .bold = bold, .colour = LF_RGB(0x222222), .lines = 2};
}

static lf_map_frame frame_of(const atlas *book, lf_window window)
{
    lf_box box = {margin_mm, margin_mm + head_mm, page_width_mm - 2 * margin_mm - side_mm,
                  page_height_mm - 2 * margin_mm - head_mm - foot_mm};
    return lf_frame_fit(box, lf_window_grown(window, 0.03, 200), book->ground_scale, true);
}

/* Calls for every area of the kind: with frame NULL its extent is gathered, else it is drawn in the
 * colour of its change. */
static bool each_area(lf_context *ctx, const atlas *book, const figure *page,
                      const lf_map_frame *frame, lf_window *window)
{
    lf_statement *areas = NULL, *change = NULL;
    lf_step step = LF_STEP_FAILED;
    bool ok =
        lf_prepare(ctx, book->shapes,
                   "SELECT id, AsBinary(geom) FROM areas WHERE kind = ?1 ORDER BY id", &areas) &&
        lf_prepare(ctx, book->report->workspace,
                   "SELECT after - before, state FROM value_change WHERE parameters = ''"
                   " AND measure = :measure AND slice = :slice AND base = :base"
                   " AND area = :kind",
                   &change);
    if (ok)
        lf_bind_text(areas, 1, page->kind);
    while (ok && (step = lf_statement_step(ctx, areas)) == LF_STEP_ROW) {
        size_t size = 0;
        const void *wkb = lf_column_blob(areas, 1, &size);
        if (frame == NULL) {
            lf_window_add_wkb(window, wkb, size);
            continue;
        }
        lf_statement_reset(change);
        bind_figure(change, page);
        lf_bind_text(change, lf_bind_index(change, ":kind"), lf_column_text(areas, 0));
        lf_step found = lf_statement_step(ctx, change);
        ok = found != LF_STEP_FAILED;
        const char *state = found == LF_STEP_ROW ? lf_column_text(change, 1) : NULL;
        bool known = state != NULL && (strcmp(state, "changed") == 0 || strcmp(state, "same") == 0);
        double size_of_change =
            known && strcmp(state, "changed") == 0 ? lf_column_real(change, 0) : 0;
        lf_mark mark = {.area = {.fill = known ? book->colours[class_of(page, size_of_change)] : 0,
                                 .hatch = known ? LF_HATCH_NONE : LF_HATCH_DOWN,
                                 .hatch_colour = LF_RGB(0x9a9a9a),
                                 .stroke = LF_RGB(0x6b6b6b),
                                 .stroke_mm = 0.15}};
        lf_frame_wkb(book->canvas, frame, wkb, size, &mark);
    }
    lf_statement_close(areas);
    lf_statement_close(change);
    return ok && step == LF_STEP_DONE;
}

static void draw_legend(const atlas *book, const figure *page, double x, double y)
{
    char limit[LF_NUMBER_SIZE], texts[CLASSES + 1][128];
    bool share = strcmp(page->unit, "share") == 0;
    const char *unit = share ? "" : lf_report_label(book->report, "unit", page->unit);
    lf_number_rounded(page->middle, page->unit, limit);
    const char *percent = share ? "%" : "";
    snprintf(texts[0], sizeof texts[0], "> %s%s %s", limit, percent, unit);
    snprintf(texts[1], sizeof texts[1], "≤ %s%s %s", limit, percent, unit);
    lf_legend_item items[CLASSES + 4] = {0};
    size_t count = 0;
    static const char *const headings[] = {"map.rose", "map.fell"};
    static const size_t order[] = {4, 3, 0, 1};
    for (size_t half = 0; half < 2; half++) {
        items[count++] = (lf_legend_item){
            .kind = LF_LEGEND_HEADING, .text = lf_report_label(book->report, NULL, headings[half])};
        for (size_t i = 0; i < 2; i++)
            items[count++] = (lf_legend_item){.kind = LF_LEGEND_AREA,
                                              .paint = {.fill = book->colours[order[2 * half + i]],
                                                        .stroke = LF_RGB(0x6b6b6b),
                                                        .stroke_mm = 0.15},
                                              .text = texts[order[2 * half + i] % 4 == 0 ? 0 : 1]};
    }
    items[count++] = (lf_legend_item){
        .kind = LF_LEGEND_AREA,
        .paint = {.fill = book->colours[2], .stroke = LF_RGB(0x6b6b6b), .stroke_mm = 0.15},
        .text = lf_report_label(book->report, NULL, "map.unchanged")};
    items[count++] = (lf_legend_item){.kind = LF_LEGEND_AREA,
                                      .paint = {.hatch = LF_HATCH_DOWN,
                                                .hatch_colour = LF_RGB(0x9a9a9a),
                                                .stroke = LF_RGB(0x6b6b6b),
                                                .stroke_mm = 0.15},
                                      .text = lf_report_label(book->report, NULL, "map.single")};
    lf_legend legend = {.items = items, .count = count, .width_mm = side_mm - 6, .size_mm = 3};
    lf_draw_legend(book->canvas, &legend, x, y);
}

static void draw_furniture(const atlas *book, const figure *page, const lf_map_frame *frame)
{
    double x = page_width_mm - margin_mm - side_mm + 6;
    lf_text_style title = text_of(6, true), plain = text_of(3.4, false),
                  small = text_of(2.6, false);
    double width = page_width_mm - 2 * margin_mm;
    lf_extent extent = lf_draw_text(book->canvas, &title, margin_mm, margin_mm, width, page->title);
    lf_draw_text(book->canvas, &plain, margin_mm, margin_mm + extent.height + 1.5, width,
                 page->subtitle);
    draw_legend(book, page, x, margin_mm + head_mm);
    lf_scale_bar bar = {.x = x,
                        .y = page_height_mm - margin_mm - foot_mm - 12,
                        .most_mm = side_mm - 22,
                        .metres = lf_report_label(book->report, "unit", "m"),
                        .kilometres = lf_report_label(book->report, "unit", "km"),
                        .style = small};
    lf_draw_scale_bar(book->canvas, frame, &bar, NULL, NULL);
    lf_draw_north_arrow(book->canvas, page_width_mm - margin_mm - 6,
                        page_height_mm - margin_mm - foot_mm - 18, 12, &small,
                        lf_report_label(book->report, NULL, "map.north"));
}

/* Which two were compared: the line below the map. */
static bool draw_sides(lf_context *ctx, const atlas *book)
{
    char *line = NULL;
    lf_text_style small = text_of(2.6, false);
    bool ok = lf_query_text(ctx, book->report->workspace,
                            "SELECT group_concat(path, ' → ') FROM"
                            " (SELECT path FROM side_city ORDER BY side)",
                            &line);
    if (ok && line != NULL)
        lf_draw_text(book->canvas, &small, margin_mm, page_height_mm - margin_mm - 4,
                     page_width_mm - 2 * margin_mm, line);
    free(line);
    return ok;
}

static bool begin_page(lf_context *ctx, atlas *book)
{
    if (book->canvas != NULL)
        return lf_canvas_next_page(ctx, book->canvas, page_width_mm, page_height_mm);
    lf_canvas_options options = {.format = LF_CANVAS_PDF,
                                 .width_mm = page_width_mm,
                                 .height_mm = page_height_mm,
                                 .title = lf_report_label(book->report, NULL, "map.changes"),
                                 .language = lf_report_language(book->report),
                                 .path = book->file.temporary};
    return lf_canvas_open(ctx, &options, &book->canvas);
}

static bool draw_page(lf_context *ctx, atlas *book, figure *page)
{
    lf_window window = lf_window_none();
    if (!find_middle(ctx, book, page) || !each_area(ctx, book, page, NULL, &window))
        return false;
    if (lf_window_is_none(window)) /* the shapes' side has no area of this kind */
        return true;
    if (!begin_page(ctx, book))
        return false;
    lf_map_frame frame = frame_of(book, window);
    lf_paint edge = {.stroke = LF_RGB(0x404040), .stroke_mm = 0.3};
    lf_frame_begin(book->canvas, &frame);
    bool ok = each_area(ctx, book, page, &frame, NULL);
    lf_frame_end(book->canvas, &frame);
    lf_frame_border(book->canvas, &frame, &edge);
    draw_furniture(book, page, &frame);
    return ok && draw_sides(ctx, book);
}

/* ---- the file -----------------------------------------------------------------------------------
 */

static char *cell(lf_context *ctx, const lf_listing *listing, const char *name)
{
    char buffer[LF_CELL_SIZE];
    int column = 0;
    if (!lf_listing_column(ctx, listing, name, &column))
        return NULL;
    return lf_copy(lf_listing_cell(listing, (size_t)column, buffer));
}

static bool read_figure(lf_context *ctx, const lf_listing *listing, figure *out)
{
    char *slice_title = cell(ctx, listing, "slice_title"), *kind = cell(ctx, listing, "kind");
    int base = 0, unit = 0, slice = 0;
    bool ok = lf_listing_column(ctx, listing, "base", &base) &&
              lf_listing_column(ctx, listing, "unit", &unit) &&
              lf_listing_column(ctx, listing, "slice", &slice);
    *out = (figure){0};
    if (ok) {
        const char *id = lf_column_text(listing->rows, unit);
        out->measure = cell(ctx, listing, "measure");
        out->slice = lf_copy(lf_column_text(listing->rows, slice));
        out->base = lf_copy(lf_column_text(listing->rows, base));
        out->kind = cell(ctx, listing, "kind_id");
        out->unit = lf_copy(id != NULL ? id : "");
        char *title = cell(ctx, listing, "title");
        out->title = title != NULL && slice_title != NULL && slice_title[0] != '\0'
                         ? lf_copyf("%s · %s", title, slice_title)
                         : lf_copy(title);
        free(title);
        out->subtitle =
            lf_copyf("%s · %s", lf_report_label(listing->report, NULL, "map.changes"), kind);
        ok =
            (out->measure != NULL && out->slice != NULL && out->base != NULL && out->kind != NULL &&
             out->unit != NULL && out->title != NULL && out->subtitle != NULL) ||
            lf_fail_memory(ctx);
    }
    free(slice_title);
    free(kind);
    return ok;
}

static bool draw_pages(lf_context *ctx, atlas *book)
{
    lf_listing listing = {0};
    lf_step step = LF_STEP_FAILED;
    bool ok = lf_listing_open(ctx, book->report, "compare/maps", NULL, LF_FORMAT_TEXT, &listing);
    while (ok && (step = lf_statement_step(ctx, listing.rows)) == LF_STEP_ROW) {
        figure page;
        ok = read_figure(ctx, &listing, &page) && draw_page(ctx, book, &page) && !lf_stopping(ctx);
        free_figure(&page);
    }
    lf_listing_close(&listing);
    return ok && step == LF_STEP_DONE;
}

bool lf_comparison_map(lf_context *ctx, const lf_report *report, const char *shapes,
                       const char *folder)
{
    atlas book = {.report = report};
    bool ok = lf_file_name(ctx, folder, "compare.pdf", &book.file) &&
              lf_workspace_open_read(ctx, shapes, &book.shapes) &&
              lf_query_real(ctx, book.shapes,
                            "SELECT CAST(value AS REAL) FROM setting WHERE name = 'ground_scale'",
                            1, &book.ground_scale) &&
              lf_style_open(ctx, report, &book.style) &&
              lf_style_palette(ctx, book.style, "balance", CLASSES, book.colours) &&
              draw_pages(ctx, &book);
    if (ok && book.canvas != NULL)
        ok = lf_canvas_finish(ctx, book.canvas) && lf_file_commit(ctx, &book.file);
    else if (ok)
        unlink(book.file.path);
    lf_canvas_close(book.canvas);
    lf_file_abandon(&book.file);
    lf_style_close(book.style);
    lf_workspace_close(book.shapes);
    return ok;
}
