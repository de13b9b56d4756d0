/*
 * The entry point of maps: paper, pages, the file.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static const double pixels_per_inch = 96.0;
static const double mm_per_inch = 25.4;
static const double print_dpi = 200.0;
static const double a4_short_mm = 210.0;
enum { FEWEST_PIXELS = 300, MOST_PIXELS = 12000 };

/* The paper asked for. */
typedef struct paper {
    lf_canvas_format format;
    double width_mm, height_mm;
    double dpi;
    bool turned; /* the orientation follows the map */
} paper;

static bool read_format(lf_context *ctx, const char *path, lf_canvas_format *out)
{
    static const struct {
        const char *suffix;
        lf_canvas_format format;
    } formats[] = {{".png", LF_CANVAS_PNG}, {".svg", LF_CANVAS_SVG}, {".pdf", LF_CANVAS_PDF}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        const char *dot = strrchr(path, '.');
        if (dot != NULL && lf_same_word(dot, formats[i].suffix)) {
            *out = formats[i].format;
            return true;
        }
    }
    return lf_fail_usage(ctx, "%s: a map is written as .png, .svg or .pdf", path);
}

/* "1600x1200": pixels of a screen, 96 to the inch. */
static bool read_pixels(lf_context *ctx, const char *size, paper *out)
{
    char *end = NULL;
    long width = strtol(size, &end, 10), height = 0;
    bool ok = end != size && (*end == 'x' || *end == 'X') && size[0] >= '1' && size[0] <= '9';
    if (ok) {
        const char *second = end + 1;
        height = strtol(second, &end, 10);
        ok = end != second && *end == '\0' && second[0] >= '1' && second[0] <= '9';
    }
    if (!ok)
        return lf_fail_usage(ctx, "unknown size '%s'; expected a4, a3 or pixels such as 1600x1200",
                             size);
    if (width < FEWEST_PIXELS || height < FEWEST_PIXELS || width > MOST_PIXELS ||
        height > MOST_PIXELS)
        return lf_fail_usage(ctx, "a map of %s pixels cannot be drawn; expected %d to %d a side",
                             size, (int)FEWEST_PIXELS, (int)MOST_PIXELS);
    out->width_mm = (double)width / pixels_per_inch * mm_per_inch;
    out->height_mm = (double)height / pixels_per_inch * mm_per_inch;
    out->dpi = pixels_per_inch;
    out->turned = false;
    return true;
}

static void turn(paper *page, bool landscape)
{
    if ((page->width_mm > page->height_mm) != landscape) {
        double width = page->width_mm;
        page->width_mm = page->height_mm;
        page->height_mm = width;
    }
}

static bool read_paper(lf_context *ctx, const lf_map_request *request, paper *out)
{
    const char *size = request->size != NULL ? request->size : "a4";
    *out = (paper){.width_mm = 297, .height_mm = 210, .dpi = print_dpi, .turned = true};
    if (request->path == NULL)
        return lf_fail_usage(ctx, "a map needs a file to be written to");
    if (!read_format(ctx, request->path, &out->format))
        return false;
    if (request->atlas != NULL && out->format != LF_CANVAS_PDF)
        return lf_fail_usage(ctx, "%s: an atlas is written as .pdf", request->path);
    if (lf_same_word(size, "a3")) {
        out->width_mm = 420;
        out->height_mm = 297;
    } else if (!lf_same_word(size, "a4") && !read_pixels(ctx, size, out)) {
        return false;
    }
    if (request->orientation != NULL) {
        turn(out, strcmp(request->orientation, "landscape") == 0);
        out->turned = false;
    }
    return true;
}

/* Paper that was not told how to lie follows the window; the pages of an atlas lie all alike. */
static bool settle_paper(lf_context *ctx, lf_map *map, bool atlas, paper *page)
{
    lf_window window = map->city;
    if (!atlas && !lf_map_find_window(ctx, map, &window))
        return false;
    double width = window.x_max - window.x_min, height = window.y_max - window.y_min;
    if (page->turned)
        turn(page, width >= 0.8 * height);
    map->factor = sqrt(fmin(page->width_mm, page->height_mm) / a4_short_mm);
    map->factor = fmax(0.55, fmin(1.8, map->factor));
    return true;
}

/* ---- pages -------------------------------------------------------------------------------------
 */

static void forget_keys(lf_map *map)
{
    for (size_t i = 0; i < map->key_count; i++)
        free(map->keys[i].words);
    map->key_count = 0;
}

/* "Qingjiang · Donghu" */
static bool draw_page(lf_context *ctx, lf_map *map)
{
    const lf_map_subject *subject = &map->subject;
    const char *city = subject->city_name != NULL ? subject->city_name : "";
    bool named = subject->area_name != NULL;
    char *subtitle = lf_copyf("%s%s%s", city, named && city[0] != '\0' ? " · " : "",
                              named ? subject->area_name : "");
    if (subtitle == NULL)
        return lf_fail_memory(ctx);
    forget_keys(map);
    bool ok = lf_map_draw_sheet(ctx, map, subject->title, subtitle);
    free(subtitle);
    return ok;
}

/* The areas of the atlas' kind. */
typedef struct page_list {
    char **ids, **names; /* owned */
    size_t count, capacity;
} page_list;

static void free_pages(page_list *pages)
{
    for (size_t i = 0; i < pages->count; i++) {
        free(pages->ids[i]);
        free(pages->names[i]);
    }
    free(pages->ids);
    free(pages->names);
}

static bool add_page(lf_context *ctx, page_list *pages, const char *id, const char *name)
{
    if (pages->count == pages->capacity) {
        size_t more = pages->capacity == 0 ? 16 : 2 * pages->capacity;
        char **ids = realloc(pages->ids, more * sizeof *ids);
        pages->ids = ids != NULL ? ids : pages->ids;
        char **names = realloc(pages->names, more * sizeof *names);
        pages->names = names != NULL ? names : pages->names;
        if (ids == NULL || names == NULL)
            return lf_fail_memory(ctx);
        pages->capacity = more;
    }
    pages->ids[pages->count] = lf_copy(id);
    pages->names[pages->count] = lf_copy(name);
    pages->count++;
    return (pages->ids[pages->count - 1] != NULL && pages->names[pages->count - 1] != NULL) ||
           lf_fail_memory(ctx);
}

static bool list_pages(lf_context *ctx, lf_map *map, const char *kind, page_list *pages)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_DONE;
    bool ok = lf_map_open_query(ctx, map, "pages", &file, &rows);
    if (ok)
        lf_bind_text(rows, lf_bind_index(rows, ":kind"), kind);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        ok = add_page(ctx, pages, lf_column_text(rows, 0), lf_column_text(rows, 1));
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    if (ok && step == LF_STEP_DONE && pages->count == 0)
        return lf_map_refuse(ctx, map->report->workspace, N_("kind of area"), kind,
                             "SELECT DISTINCT kind FROM areas ORDER BY kind");
    return ok && step == LF_STEP_DONE;
}

/* Hands one area of the list over to the subject. */
static void show_area(lf_map *map, page_list *pages, size_t page)
{
    free(map->subject.area);
    free(map->subject.area_name);
    map->subject.area = pages->ids[page];
    map->subject.area_name = pages->names[page];
    pages->ids[page] = pages->names[page] = NULL;
}

static bool open_canvas(lf_context *ctx, lf_map *map, const lf_map_request *request,
                        const paper *page)
{
    lf_canvas_options options = {.format = page->format,
                                 .width_mm = page->width_mm,
                                 .height_mm = page->height_mm,
                                 .dpi = page->dpi,
                                 .title = map->subject.title,
                                 .language = lf_report_language(map->report),
                                 .path = request->path};
    return lf_canvas_open(ctx, &options, &map->canvas);
}

static bool draw_atlas(lf_context *ctx, lf_map *map, const lf_map_request *request, paper page)
{
    page_list pages = {0};
    bool ok = list_pages(ctx, map, request->atlas, &pages);
    for (size_t i = 0; ok && i < pages.count; i++) {
        lf_tell_progress(ctx, "drawing maps", i, pages.count);
        show_area(map, &pages, i);
        ok = !lf_stopping(ctx) && settle_paper(ctx, map, true, &page) &&
             (i == 0 ? open_canvas(ctx, map, request, &page)
                     : lf_canvas_next_page(ctx, map->canvas, page.width_mm, page.height_mm)) &&
             draw_page(ctx, map);
    }
    if (ok)
        lf_tell_progress(ctx, "drawing maps", pages.count, pages.count);
    free_pages(&pages);
    return ok;
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static void close_map(lf_map *map)
{
    forget_keys(map);
    lf_labels_close(map->labels);
    lf_canvas_close(map->canvas);
    lf_style_close(map->style);
    lf_map_subject_free(&map->subject);
}

/* The extent of the city is asked for before the map is narrowed to an area. */
static bool find_city(lf_context *ctx, lf_map *map)
{
    char *area = map->subject.area;
    map->subject.area = NULL;
    bool ok = lf_map_find_window(ctx, map, &map->city);
    map->subject.area = area;
    return ok;
}

static bool draw_map(lf_context *ctx, lf_map *map, const lf_map_request *request)
{
    paper page;
    if (!read_paper(ctx, request, &page) ||
        !lf_map_subject_find(ctx, map->report, request, &map->subject) ||
        !lf_style_open(ctx, map->report, &map->style) ||
        !lf_style_palette(ctx, map->style, "kinds", LF_MAP_TINTS, map->tints) ||
        !find_city(ctx, map) || !lf_map_make_classes(ctx, map))
        return false;
    bool ok = request->atlas != NULL
                  ? draw_atlas(ctx, map, request, page)
                  : settle_paper(ctx, map, false, &page) && open_canvas(ctx, map, request, &page) &&
                        draw_page(ctx, map);
    return ok && lf_canvas_finish(ctx, map->canvas);
}

bool lf_present_map(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                    const char *language, const lf_map_request *request)
{
    lf_report report;
    lf_map *map = NULL;
    bool ok = lf_report_open(ctx, workspace, places, language, &report);
    if (ok && (map = calloc(1, sizeof *map)) == NULL)
        ok = lf_fail_memory(ctx);
    if (ok) {
        map->report = &report;
        ok = draw_map(ctx, map, request);
        close_map(map);
    }
    free(map);
    lf_report_close(&report);
    return ok;
}
