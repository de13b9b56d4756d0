/*
 * The panel of targets beside the map of verdicts: how many are met, missed …, and each with what
 * was measured and what was promised.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/number.h"

static const lf_rgba ink = LF_RGB(0x222222);
static const lf_rgba grey = LF_RGB(0x5c5c5c);

/* Where the rows of the panel stand. */
typedef struct panel {
    lf_map *map;
    lf_box box;
    double size_mm, swatch_mm, number_mm; /* type; sample; width of each column of numbers */
    double y;
    bool dry; /* nothing is drawn: only how far the rows reach is asked */
} panel;

static void say_sign(const char *outcome, char out[64])
{
    snprintf(out, 64, "verdict.%s", outcome);
    for (char *c = out; *c != '\0'; c++)
        if (*c == ' ')
            *c = '_';
}

/* "≥ 85%", "0.8–1.2"; "" without a threshold. */
static char *say_target(const panel *p, const lf_statement *rows, const int *columns)
{
    static const struct {
        const char *comparison, *sign;
    } signs[] = {{">=", "≥ "}, {"<=", "≤ "}, {">", "> "}, {"<", "< "}, {"=", "= "}};
    char low[LF_SPOKEN_SIZE], high[LF_SPOKEN_SIZE];
    const lf_report *report = p->map->report;
    const char *unit = lf_column_text(rows, columns[7]);
    const char *comparison = lf_column_text(rows, columns[4]);
    double from = lf_column_real(rows, columns[5]), to = lf_column_real(rows, columns[6]);
    if (comparison == NULL || !isfinite(from))
        return lf_copy("");
    lf_number_spoken(report, from, unit, low);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strcmp(signs[i].comparison, comparison) == 0)
            return lf_copyf("%s%s", signs[i].sign, low);
    if (!isfinite(to))
        return lf_copy(low);
    lf_number_said(from, unit, report->chinese, low);
    lf_number_spoken(report, to, unit, high);
    return lf_copyf("%s–%s", low, high);
}

/* One target: sample, id and title, at the right what was measured and what was promised. */
static bool draw_target(lf_context *ctx, panel *p, const lf_statement *rows, const int *columns,
                        bool *full)
{
    lf_map *map = p->map;
    const lf_sign *sign = NULL;
    char id[64], value[LF_SPOKEN_SIZE];
    lf_text_style words = {.size_mm = p->size_mm, .colour = ink, .lines = 2};
    lf_text_style bold = {
        .size_mm = p->size_mm, .bold = true, .colour = ink, .align = LF_ALIGN_RIGHT, .lines = 1};
    lf_text_style small = {
        .size_mm = 0.88 * p->size_mm, .colour = grey, .align = LF_ALIGN_RIGHT, .lines = 1};
    say_sign(lf_column_text(rows, columns[2]), id);
    if (!lf_style_sign(ctx, map->style, id, &sign))
        return false;
    lf_number_spoken(map->report, lf_column_real(rows, columns[3]),
                     lf_column_text(rows, columns[7]), value);
    char *title =
        lf_copyf("%s  %s", lf_column_text(rows, columns[0]), lf_column_text(rows, columns[1]));
    char *target = say_target(p, rows, columns);
    bool ok = (title != NULL && target != NULL) || lf_fail_memory(ctx);
    double x = p->box.x + p->swatch_mm + 0.6 * p->size_mm;
    double right = p->box.x + p->box.width - p->number_mm;
    double width = right - p->number_mm - x - p->size_mm;
    lf_extent extent = ok ? lf_measure_text(map->canvas, &words, width, title) : (lf_extent){0};
    double height = extent.height + 0.35 * p->size_mm;
    *full = p->y + height > p->box.y + p->box.height - 1.4 * p->size_mm;
    if (ok && !*full && !p->dry) {
        lf_draw_text(map->canvas, &words, x, p->y, width, title);
        lf_draw_box(map->canvas,
                    (lf_box){p->box.x, p->y + 0.15 * p->size_mm, p->swatch_mm, 1.1 * p->size_mm},
                    &sign->mark.paint);
        lf_draw_text(map->canvas, &bold, right - p->number_mm, p->y, p->number_mm - 1.0, value);
        lf_draw_text(map->canvas, &small, right, p->y + 0.08 * p->size_mm, p->number_mm, target);
    }
    if (!*full)
        p->y += height;
    free(title);
    free(target);
    return ok;
}

/* How many there are of each, in one line of samples. */
static bool draw_counts(lf_context *ctx, panel *p, const size_t *counts,
                        const char *const *outcomes, size_t count)
{
    lf_map *map = p->map;
    double x = p->box.x;
    lf_text_style words = {.size_mm = 1.15 * p->size_mm, .bold = true, .colour = ink, .lines = 1};
    for (size_t i = 0; i < count; i++) {
        const lf_sign *sign = NULL;
        char id[64];
        if (counts[i] == 0)
            continue;
        say_sign(outcomes[i], id);
        char *text =
            lf_copyf("%s %zu", lf_report_label(map->report, "outcome", outcomes[i]), counts[i]);
        if (text == NULL)
            return lf_fail_memory(ctx);
        if (!lf_style_sign(ctx, map->style, id, &sign)) {
            free(text);
            return false;
        }
        double width = p->swatch_mm + 1.0 + lf_measure_text(map->canvas, &words, 0, text).width;
        if (x > p->box.x && x + width > p->box.x + p->box.width) {
            x = p->box.x;
            p->y += 1.9 * p->size_mm;
        }
        lf_draw_box(map->canvas,
                    (lf_box){x, p->y + 0.2 * p->size_mm, p->swatch_mm, 1.2 * p->size_mm},
                    &sign->mark.paint);
        lf_draw_text(map->canvas, &words, x + p->swatch_mm + 1.0, p->y, 0, text);
        x += width + 1.4 * p->size_mm;
        free(text);
    }
    p->y += 2.4 * p->size_mm;
    return true;
}

static const char *const outcomes[] = {"missed", "borderline", "not measured",
                                       "met",    "reported",   "recorded"};
enum { OUTCOMES = sizeof outcomes / sizeof outcomes[0] };

static bool count_outcomes(lf_context *ctx, const lf_map *map, size_t counts[OUTCOMES])
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_DONE;
    bool ok = lf_map_open_query(ctx, map, "verdict_targets", &file, &rows);
    int column = ok ? lf_map_column(rows, "outcome") : 0;
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        for (size_t i = 0; i < OUTCOMES; i++)
            counts[i] += strcmp(lf_column_text(rows, column), outcomes[i]) == 0;
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    return ok && step == LF_STEP_DONE;
}

static bool find_columns(lf_context *ctx, const lf_sql_file *file, const lf_statement *rows,
                         int columns[8])
{
    static const char *const names[] = {"id",         "title",  "outcome",   "value",
                                        "comparison", "target", "target_to", "unit"};
    for (size_t i = 0; i < 8; i++) {
        columns[i] = lf_map_column(rows, names[i]);
        if (columns[i] < 0)
            return lf_fail(ctx, "%s: expected the column '%s'", file->path, names[i]);
    }
    return true;
}

/* All rows from p->y on; *full tells that they did not all find room. */
static bool draw_rows(lf_context *ctx, panel *p, bool *full)
{
    lf_sql_file file;
    lf_statement *rows = NULL;
    int columns[8];
    lf_step step = LF_STEP_DONE;
    *full = false;
    bool ok = lf_map_open_query(ctx, p->map, "verdict_targets", &file, &rows) &&
              find_columns(ctx, &file, rows, columns);
    while (ok && !*full && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        ok = draw_target(ctx, p, rows, columns, full);
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    return ok && step != LF_STEP_FAILED;
}

/* The largest type in which all rows have room, or the smallest. */
static bool choose_size(lf_context *ctx, lf_map *map, lf_box box, panel *out)
{
    bool full = true;
    for (int tenths = 24; full && tenths >= 18; tenths--) {
        double mm = tenths / 10.0 * map->factor;
        *out = (panel){map, box, mm, 1.9 * mm, 7.6 * mm, box.y + 2.4 * mm, true};
        if (!draw_rows(ctx, out, &full))
            return false;
    }
    out->y = box.y;
    out->dry = false;
    return true;
}

bool lf_map_draw_targets(lf_context *ctx, lf_map *map, lf_box box)
{
    panel p;
    size_t counts[OUTCOMES] = {0};
    bool full = false;
    if (!choose_size(ctx, map, box, &p) || !count_outcomes(ctx, map, counts) ||
        !draw_counts(ctx, &p, counts, outcomes, OUTCOMES) || !draw_rows(ctx, &p, &full))
        return false;
    lf_text_style more = {.size_mm = p.size_mm, .colour = grey, .lines = 1};
    if (full)
        lf_draw_text(map->canvas, &more, box.x, p.y, box.width,
                     lf_report_label(map->report, "map", "more"));
    return true;
}
