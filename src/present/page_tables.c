/*
 * The temporary tables that the page's queries share: the frame, the words in both languages, and
 * the orders of areas, measures, categories … that indices of the document refer to.
 */
#include <math.h>
#include <stdlib.h>

#include "present/page_own.h"

/* In this order: later ones read earlier ones. */
static const struct {
    const char *name;
    bool of_city, of_audit; /* which workspace's queries need it */
} tables[] = {
    {"page_kind", true, true},     {"page_area", true, true},   {"page_category", true, false},
    {"page_measure", true, false}, {"page_title", true, true},  {"page_slice", true, false},
    {"page_reason", true, false},  {"page_home", true, false},  {"page_set", true, false},
    {"page_station", true, false}, {"page_target", true, true}, {"page_check", false, true},
    {"page_site", false, true},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* Homes that are drawn each by itself, at most; and squares across the city where there are more.
 */
enum { MOST_HOMES = 8000, MOST_CELLS = 40000 };

/* The smallest of 1, 2, 5 × 10^n that is not less. */
static double round_up(double value)
{
    double unit = pow(10.0, floor(log10(value)));
    const double digits = value / unit;
    return unit * (digits <= 1.0 ? 1.0 : digits <= 2.0 ? 2.0 : digits <= 5.0 ? 5.0 : 10.0);
}

/* The side of the squares that homes of a city of so many square metres are summed in. */
static double choose_cell(double area_m2)
{
    static const double sides[] = {100, 200, 250, 500, 1000, 2000};
    enum { SIDES = sizeof sides / sizeof sides[0] };
    size_t i = 0;
    while (i + 1 < SIDES && sides[i] * sides[i] * MOST_CELLS < area_m2)
        i++;
    return sides[i];
}

/* A step is what a screen shows of the whole city a few times enlarged: a metre for one of up to
 * forty kilometres across. */
static bool choose_frame(lf_context *ctx, lf_page *page)
{
    static const char *const names[] = {"west", "south", "east", "north", "homes"};
    double facts[5] = {0};
    lf_listing box;
    bool ok = lf_listing_open(ctx, page->report, "present/page/box", NULL, LF_FORMAT_JSON, &box) &&
              lf_statement_step(ctx, box.rows) == LF_STEP_ROW;
    for (int i = 0, column = 0; ok && i < 5; i++) {
        ok = lf_listing_column(ctx, &box, names[i], &column);
        if (ok && isfinite(lf_column_real(box.rows, column)))
            facts[i] = lf_column_real(box.rows, column);
    }
    lf_listing_close(&box);
    if (!ok)
        return false;
    lf_page_frame *frame = &page->frame;
    *frame =
        (lf_page_frame){floor(facts[0]), floor(facts[1]), ceil(facts[2]), ceil(facts[3]), 1, 1};
    const double across = hypot(frame->east - frame->west, frame->north - frame->south);
    const double area = (frame->east - frame->west) * (frame->north - frame->south);
    frame->step_m = fmax(1.0, round_up(fmax(across, 1.0) / 40000.0));
    frame->tolerance_m = 2.0 * frame->step_m;
    page->cell_m = facts[4] <= MOST_HOMES ? NAN : choose_cell(area);
    return true;
}

static bool make_frame_table(lf_context *ctx, const lf_page *page)
{
    lf_workspace *workspace = page->report->workspace;
    const lf_page_frame *frame = &page->frame;
    lf_statement *insert = NULL;
    const double facts[] = {frame->west,   frame->south,       frame->east, frame->north,
                            frame->step_m, frame->tolerance_m, page->cell_m};
    if (!lf_workspace_run(ctx, workspace, "page_frame",
                          "CREATE TEMP TABLE page_frame (west REAL, south REAL, east REAL,"
                          " north REAL, step_m REAL, tolerance_m REAL, cell_m REAL);"
                          "CREATE TEMP TABLE page_word (key TEXT PRIMARY KEY, en TEXT, zh TEXT)") ||
        !lf_prepare(ctx, workspace, "INSERT INTO temp.page_frame VALUES (?, ?, ?, ?, ?, ?, ?)",
                    &insert))
        return false;
    for (int i = 0; i < 7; i++)
        lf_bind_real(insert, i + 1, facts[i]);
    bool ok = lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    return ok;
}

static bool fill_words(lf_context *ctx, const lf_page *page)
{
    static const char *const names[] = {"key", "en", "zh"};
    const lf_table *labels = &page->report->labels;
    lf_statement *insert = NULL;
    bool ok = lf_prepare(ctx, page->report->workspace,
                         "INSERT OR IGNORE INTO temp.page_word VALUES (?, ?, ?)", &insert);
    for (size_t row = 1; ok && row < labels->rows; row++) {
        for (int i = 0; i < 3; i++)
            lf_bind_text(insert, i + 1, lf_table_get(labels, row, names[i]));
        ok = lf_statement_do(ctx, insert);
    }
    lf_statement_close(insert);
    return ok;
}

/* Proves that the query only reads before it fills a table. */
static bool make_table(lf_context *ctx, const lf_page *page, const char *name)
{
    lf_workspace *workspace = page->report->workspace;
    char *path = NULL, *relative = lf_copyf("queries/present/page/tables/%s.sql", name);
    lf_sql_file file = {0};
    lf_statement *rows = NULL;
    bool ok = relative != NULL || lf_fail_memory(ctx);
    ok = ok && lf_places_file(ctx, page->report->places, relative, &path) &&
         lf_sql_file_read(ctx, path, &file) &&
         lf_prepare_reading(ctx, workspace, file.path, file.text, &rows, NULL, NULL);
    lf_statement_close(rows);
    ok = ok && lf_workspace_runf(ctx, workspace, file.path, "CREATE TEMP TABLE \"%w\" AS %s", name,
                                 file.text);
    lf_sql_file_free(&file);
    free(path);
    free(relative);
    return ok;
}

bool lf_page_make_tables(lf_context *ctx, lf_page *page)
{
    bool ok = choose_frame(ctx, page) && make_frame_table(ctx, page) && fill_words(ctx, page);
    for (size_t i = 0; ok && i < TABLES; i++)
        if (tables[i].of_city)
            ok = !lf_stopping(ctx) && make_table(ctx, page, tables[i].name);
    return ok;
}

bool lf_page_make_audit_tables(lf_context *ctx, lf_page *page)
{
    bool ok = make_frame_table(ctx, page) && fill_words(ctx, page);
    for (size_t i = 0; ok && i < TABLES; i++)
        if (tables[i].of_audit)
            ok = !lf_stopping(ctx) && make_table(ctx, page, tables[i].name);
    return ok;
}

void lf_page_drop_tables(const lf_page *page)
{
    lf_context quiet; /* what went wrong before is what the caller is told */
    lf_context_init(&quiet);
    for (size_t i = 0; i < TABLES; i++)
        lf_workspace_runf(&quiet, page->report->workspace, "page",
                          "DROP TABLE IF EXISTS temp.\"%w\"", tables[i].name);
    lf_workspace_run(&quiet, page->report->workspace, "page",
                     "DROP TABLE IF EXISTS temp.page_frame; DROP TABLE IF EXISTS temp.page_word");
}
