/*
 * The pages of a dossier: title block, maps, verdict table, effects, provenance.
 */
#include "present/dossier_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/number.h"

/* A4, in millimetres. */
static const double width_mm = 210, height_mm = 297, margin_mm = 12, inner_mm = 186, foot_y = 284,
                    head_y = 20, row_gap_mm = 1.5;
enum { MOST_EFFECTS = 8 };

typedef struct page {
    lf_context *ctx;
    const lf_dossier_kit *kit;
    const lf_dossier *of;
    lf_canvas *canvas;
    double y; /* where the next thing begins */
    int number;
    bool ok;
} page;

static const lf_rgba ink = 0x1f1f1fffu, grey = 0x5c5c5cffu;

static const char *say(const page *on, const char *group, const char *key)
{
    return lf_report_label(on->kit->report, group, key);
}

static lf_text_style text_of(double size_mm, bool bold, lf_rgba colour, int lines)
{
    return (lf_text_style){.size_mm = size_mm, .bold = bold, .colour = colour, .lines = lines};
}

static void rule(page *on, double y, double stroke_mm)
{
    lf_paint line = {.stroke = LF_RGB(0x8c8c8c), .stroke_mm = stroke_mm};
    lf_draw_line(on->canvas, margin_mm, y, margin_mm + inner_mm, y, &line);
}

/* ---- signs that can be told apart in black and white --------------------------------------------
 */

/* A disc with a check mark, a cross, an exclamation mark or a dash. */
static void draw_outcome(page *on, double x, double y, double size_mm, const char *outcome)
{
    char id[64];
    lf_dossier_outcome_sign(outcome, id);
    const lf_sign *sign = lf_style_find(on->kit->style, id);
    lf_rgba colour = sign != NULL ? sign->mark.paint.stroke : ink;
    lf_symbol disc = {.shape = LF_SHAPE_CIRCLE,
                      .size_mm = size_mm,
                      .paint = {.fill = LF_RGB(0xffffff), .stroke = colour, .stroke_mm = 0.3}};
    lf_paint pen = {.stroke = colour, .stroke_mm = size_mm * 0.14};
    double r = size_mm * 0.26;
    lf_draw_symbol(on->canvas, x, y, &disc);
    if (strcmp(outcome, "pass") == 0) {
        double tick[] = {x - r, y, x - r * 0.25, y + r * 0.8, x + r, y - r * 0.8};
        lf_draw_points(on->canvas, tick, 3, false, &pen);
    } else if (strcmp(outcome, "fail") == 0) {
        lf_draw_line(on->canvas, x - r, y - r, x + r, y + r, &pen);
        lf_draw_line(on->canvas, x - r, y + r, x + r, y - r, &pen);
    } else if (strcmp(outcome, "warn") == 0) {
        lf_draw_line(on->canvas, x, y - r * 1.2, x, y + r * 0.3, &pen);
        lf_draw_line(on->canvas, x, y + r * 0.85, x, y + r * 1.15, &pen);
    } else
        lf_draw_line(on->canvas, x - r, y, x + r, y, &pen);
}

/* ---- the title block ----------------------------------------------------------------------------
 */

static void draw_page_head(page *on)
{
    lf_text_style small = text_of(2.6, false, grey, 1), right = small;
    char number[48];
    right.align = LF_ALIGN_RIGHT;
    snprintf(number, sizeof number, "%s %d", say(on, "dossier", "page"), on->number);
    lf_draw_text(on->canvas, &small, margin_mm, 9, 100, say(on, "dossier", "title"));
    lf_draw_text(on->canvas, &right, margin_mm + 100, 9, inner_mm - 100, number);
    rule(on, 13.5, 0.2);
    on->y = head_y - 3.5;
}

static void draw_badge(page *on)
{
    const lf_rows *site = &on->of->site;
    const char *outcome = lf_rows_text(site, 0, "outcome");
    bool borderline = lf_rows_number(site, 0, "borderline") > 0;
    lf_box box = {margin_mm + inner_mm - 54, on->y, 54, 14};
    lf_paint frame = {.stroke = ink, .stroke_mm = 0.4};
    lf_text_style word = text_of(borderline ? 3.6 : 4.2, true, ink, 2),
                  under = text_of(2.6, false, ink, 1);
    lf_draw_round_box(on->canvas, box, 1.5, &frame);
    draw_outcome(on, box.x + 7.5, box.y + 7, 9, outcome);
    const char *words = say(on, "site_outcome", outcome);
    double high = lf_measure_text(on->canvas, &word, 38, words).height + (borderline ? 3.8 : 0);
    lf_extent drawn =
        lf_draw_text(on->canvas, &word, box.x + 14.5, box.y + (box.height - high) / 2, 38, words);
    if (borderline)
        lf_draw_text(on->canvas, &under, box.x + 14.5,
                     box.y + (box.height - high) / 2 + drawn.height + 0.3, 38,
                     say(on, "dossier", "borderline"));
}

/* Where the facts of the head begin. */
enum { FACTS = 6 };
static const double fact_x[FACTS + 1] = {0, 33, 60, 78, 100, 146, 186};

/* A fact of the head: what it is, small, and the value below it. */
static void draw_fact(page *on, size_t place, const char *what, const char *value)
{
    lf_text_style small = text_of(2.3, false, grey, 1), plain = text_of(3.1, false, ink, 1);
    double wide = fact_x[place + 1] - fact_x[place], x = margin_mm + fact_x[place];
    lf_draw_text(on->canvas, &small, x, on->y, wide - 2, what);
    lf_draw_text(on->canvas, &plain, x, on->y + 3.3, wide - 2, value[0] != '\0' ? value : "–");
}

static void draw_number_fact(page *on, size_t place, const char *what, const char *column,
                             const char *unit)
{
    char value[LF_SPOKEN_SIZE];
    lf_number_spoken(on->kit->report, lf_rows_number(&on->of->site, 0, column), unit, value);
    draw_fact(on, place, say(on, "dossier", what), value);
}

/* "0.72 · 3 / 120 (2–5)" */
static void draw_score(page *on)
{
    const lf_rows *site = &on->of->site;
    double score = lf_rows_number(site, 0, "score"), place = lf_rows_number(site, 0, "place"),
           low = lf_rows_number(site, 0, "place_low"), high = lf_rows_number(site, 0, "place_high");
    char text[128] = "";
    int used = 0;
    if (!isnan(score))
        used = snprintf(text, sizeof text, "%.1f", score);
    if (!isnan(place))
        used += snprintf(text + used, sizeof text - (size_t)used, "%s%.0f / %s",
                         used > 0 ? " · " : "", place, lf_rows_text(site, 0, "places"));
    if (!isnan(place) && low != high)
        snprintf(text + used, sizeof text - (size_t)used, " (%.0f–%.0f)", low, high);
    draw_fact(on, 4, say(on, "dossier", "score"), text);
}

static void draw_counts(page *on)
{
    const lf_rows *site = &on->of->site;
    static const char *const columns[] = {"passed", "failed", "warned", "not_measured"};
    static const char *const outcomes[] = {"pass", "fail", "warn", "not measured"};
    lf_text_style plain = text_of(3.1, false, ink, 1);
    double x = margin_mm + fact_x[FACTS - 1];
    lf_text_style small = text_of(2.3, false, grey, 1);
    lf_draw_text(on->canvas, &small, x, on->y, 30, say(on, "dossier", "checks"));
    for (size_t i = 0; i < 4; i++) {
        const char *count = lf_rows_text(site, 0, columns[i]);
        draw_outcome(on, x + 1.5 + 10 * (double)i, on->y + 5.2, 3, outcomes[i]);
        lf_draw_text(on->canvas, &plain, x + 3.6 + 10 * (double)i, on->y + 3.3, 7,
                     count[0] != '\0' ? count : "0");
    }
}

static void draw_title(page *on)
{
    const lf_rows *site = &on->of->site;
    const char *id = lf_rows_text(site, 0, "id"), *name = lf_rows_text(site, 0, "name");
    lf_text_style large = text_of(6, true, ink, 1), plain = text_of(3.3, false, grey, 1);
    char below[512];
    lf_draw_text(on->canvas, &large, margin_mm, on->y, 126, name[0] != '\0' ? name : id);
    snprintf(below, sizeof below, "%.200s%s%.200s", id,
             lf_rows_text(site, 0, "use")[0] != '\0' ? " · " : "", lf_rows_text(site, 0, "use"));
    lf_draw_text(on->canvas, &plain, margin_mm, on->y + 9, 126, below);
    draw_badge(on);
    on->y += 17.5;
    draw_fact(on, 0, say(on, "dossier", "class"), lf_rows_text(site, 0, "class"));
    draw_number_fact(on, 1, "area", "site_area_m2", "m2");
    draw_number_fact(on, 2, "far", "far", "ratio");
    draw_number_fact(on, 3, "dwellings", "dwellings", "dwellings");
    draw_score(on);
    draw_counts(on);
    on->y += 10;
}

/* ---- paper --------------------------------------------------------------------------------------
 */

static void draw_foot(page *on)
{
    lf_text_style small = text_of(1.9, false, grey, 2);
    rule(on, foot_y + 2, 0.15);
    lf_draw_text(on->canvas, &small, margin_mm, foot_y + 3, inner_mm, on->kit->provenance);
}

static void turn_page(page *on)
{
    draw_foot(on);
    on->ok = on->ok && lf_canvas_next_page(on->ctx, on->canvas, width_mm, height_mm);
    on->number++;
    draw_page_head(on);
}

/* ---- the verdict table --------------------------------------------------------------------------
 */

enum { TITLE, MEASURED, REQUIRED, REASON, TABLE_COLUMNS };
static const double table_x[TABLE_COLUMNS] = {19, 67, 104, 126};
static const double table_width[TABLE_COLUMNS] = {46, 35, 20, 72};

static void draw_table_head(page *on)
{
    static const char *const titles[] = {"check", "measured", "required", "reason"};
    lf_text_style bold = text_of(2.5, true, ink, 1);
    for (size_t i = 0; i < TABLE_COLUMNS; i++)
        lf_draw_text(on->canvas, &bold, table_x[i], on->y, table_width[i],
                     say(on, "dossier", titles[i]));
    on->y += 4;
    rule(on, on->y, 0.3);
    on->y += 0.9;
}

static void add_measured(const page *on, size_t row, lf_text *out)
{
    const lf_rows *checks = &on->of->checks;
    double value = lf_rows_number(checks, row, "measured");
    const char *name = lf_rows_text(checks, row, "measured_text");
    char number[LF_SPOKEN_SIZE];
    lf_number_spoken(on->kit->report, value, lf_rows_text(checks, row, "unit_id"), number);
    if (!isnan(value) || name[0] == '\0')
        lf_text_add(out, number);
    if (name[0] != '\0')
        lf_text_addf(out, "%s%s", isnan(value) ? "" : "\n", name);
}

static void add_required(const page *on, size_t row, lf_text *out)
{
    const lf_rows *checks = &on->of->checks;
    double value = lf_rows_number(checks, row, "required");
    const char *comparison = lf_rows_text(checks, row, "comparison");
    char number[LF_SPOKEN_SIZE];
    if (isnan(value))
        return;
    lf_number_spoken(on->kit->report, value, lf_rows_text(checks, row, "unit_id"), number);
    const char *sign = strcmp(comparison, "<=") == 0   ? "≤ "
                       : strcmp(comparison, ">=") == 0 ? "≥ "
                                                       : comparison;
    lf_text_addf(out, "%s%s", sign, number);
}

/* The reason, where it flips, what would mend it, and the clause. */
static void add_reason(const page *on, size_t row, lf_text *out)
{
    const lf_rows *checks = &on->of->checks;
    const char *remedy = lf_rows_text(checks, row, "remedy"),
               *clause = lf_rows_text(checks, row, "clause"),
               *by = lf_rows_text(checks, row, "flips_by");
    lf_text_add(out, lf_rows_text(checks, row, "reason"));
    if (lf_rows_number(checks, row, "borderline") > 0)
        lf_text_addf(out, "\n± %s%s%s", say(on, "dossier", "borderline"),
                     by[0] != '\0' ? " · " : "", by);
    if (remedy[0] != '\0')
        lf_text_addf(out, "\n→ %s", remedy);
    if (clause[0] != '\0')
        lf_text_addf(out, "\n[%s]", clause);
}

static void add_title(const page *on, size_t row, lf_text *out)
{
    const lf_rows *checks = &on->of->checks;
    const char *part = lf_rows_text(checks, row, "part_title");
    lf_text_add(out, lf_rows_text(checks, row, "title"));
    if (part[0] != '\0')
        lf_text_addf(out, " · %s", part);
}

/* Where the table must end on this page. */
static double table_limit(const page *on, double effects_mm)
{
    return on->number == 1 ? foot_y : foot_y - effects_mm - 12;
}

/* False: there is no room for the row on the last page. */
static bool draw_row(page *on, size_t row, double effects_mm)
{
    lf_text cells[TABLE_COLUMNS] = {{0}};
    double high = 0;
    lf_text_style plain = text_of(2.4, false, ink, 0);
    add_title(on, row, &cells[TITLE]);
    add_measured(on, row, &cells[MEASURED]);
    add_required(on, row, &cells[REQUIRED]);
    add_reason(on, row, &cells[REASON]);
    plain.lines = 6;
    for (size_t i = 0; i < TABLE_COLUMNS; i++)
        high = fmax(
            high,
            lf_measure_text(on->canvas, &plain, table_width[i], lf_text_get(&cells[i])).height);
    bool fits = on->y + high + row_gap_mm <= table_limit(on, effects_mm);
    if (!fits && on->number == 1) {
        turn_page(on);
        draw_table_head(on);
        fits = true;
    }
    if (fits) {
        draw_outcome(on, margin_mm + 2.5, on->y + 1.8, 3.6,
                     lf_rows_text(&on->of->checks, row, "outcome"));
        for (size_t i = 0; i < TABLE_COLUMNS; i++)
            lf_draw_text(on->canvas, &plain, table_x[i], on->y, table_width[i],
                         lf_text_get(&cells[i]));
        on->y += high + row_gap_mm / 2;
        rule(on, on->y, 0.08);
        on->y += row_gap_mm / 2;
    }
    for (size_t i = 0; i < TABLE_COLUMNS; i++) {
        on->ok = on->ok && (!cells[i].failed || lf_fail_memory(on->ctx));
        lf_text_free(&cells[i]);
    }
    return fits;
}

/* What found no room is named in a few lines; every number stands in audit_checks.csv. */
static void draw_rest(page *on, size_t first)
{
    const lf_rows *checks = &on->of->checks;
    lf_text_style plain = text_of(2.2, false, ink, 3);
    lf_text rest = {0};
    lf_text_addf(&rest, "%zu %s", checks->count - first, say(on, "dossier", "more_checks"));
    for (size_t i = first; i < checks->count; i++) {
        lf_text_add(&rest, i > first ? "; " : " ");
        add_title(on, i, &rest);
        lf_text_addf(&rest, " (%s)", say(on, "check_outcome", lf_rows_text(checks, i, "outcome")));
    }
    on->y +=
        lf_draw_text(on->canvas, &plain, margin_mm, on->y, inner_mm, lf_text_get(&rest)).height + 1;
    lf_text_free(&rest);
}

/* ---- effects ------------------------------------------------------------------------------------
 */

static double effects_height(const lf_dossier *of)
{
    size_t shown = of->effects.count < MOST_EFFECTS ? of->effects.count : MOST_EFFECTS;
    return shown == 0 ? 0 : 9 + 4.2 * (double)shown + (of->effects.count > MOST_EFFECTS ? 4 : 0);
}

static void draw_effect(page *on, size_t row)
{
    const lf_rows *effects = &on->of->effects;
    const char *unit = lf_rows_text(effects, row, "unit_id"),
               *area = lf_rows_text(effects, row, "area_name"),
               *slice = lf_rows_text(effects, row, "slice_title"),
               *was = lf_rows_text(effects, row, "outcome_before"),
               *is = lf_rows_text(effects, row, "outcome_after");
    char before[LF_SPOKEN_SIZE], after[LF_SPOKEN_SIZE], figure[512], numbers[3 * LF_SPOKEN_SIZE];
    lf_text_style plain = text_of(2.4, false, ink, 1);
    lf_number_spoken(on->kit->report, lf_rows_number(effects, row, "before"), unit, before);
    lf_number_spoken(on->kit->report, lf_rows_number(effects, row, "after"), unit, after);
    snprintf(figure, sizeof figure, "%.150s%s%.150s%s%.150s", lf_rows_text(effects, row, "effect"),
             slice[0] != '\0' ? " · " : "", slice, area[0] != '\0' ? " · " : "", area);
    snprintf(numbers, sizeof numbers, "%s → %s", before, after);
    lf_draw_text(on->canvas, &plain, margin_mm, on->y, 90, figure);
    lf_draw_text(on->canvas, &plain, 104, on->y, 48, numbers);
    if (is[0] != '\0') {
        plain.bold = strcmp(was, is) != 0;
        snprintf(figure, sizeof figure, "%s%s%s", plain.bold ? was : "", plain.bold ? " → " : "",
                 is);
        lf_draw_text(on->canvas, &plain, 154, on->y, 44, figure);
    }
    on->y += 4.2;
}

static void draw_effects(page *on)
{
    size_t count = on->of->effects.count, shown = count < MOST_EFFECTS ? count : MOST_EFFECTS;
    lf_text_style bold = text_of(2.8, true, ink, 1), small = text_of(2.2, false, grey, 1);
    if (count == 0)
        return;
    if (on->y + effects_height(on->of) > foot_y && on->number == 1)
        turn_page(on);
    on->y += 2;
    lf_draw_text(on->canvas, &bold, margin_mm, on->y, inner_mm, say(on, "dossier", "effects"));
    on->y += 5.5;
    for (size_t i = 0; i < shown; i++)
        draw_effect(on, i);
    if (count > shown) {
        char more[128];
        snprintf(more, sizeof more, "%zu %s", count - shown, say(on, "dossier", "more_effects"));
        lf_draw_text(on->canvas, &small, margin_mm, on->y, inner_mm, more);
    }
}

/* ---- the whole ----------------------------------------------------------------------------------
 */

static void draw_pages(page *on)
{
    double effects_mm = effects_height(on->of);
    draw_page_head(on);
    draw_title(on);
    double top = on->y + 1;
    lf_box locator = {margin_mm, top, 50, 46}, legend = {margin_mm, top + 48, 50, 50},
           around = {margin_mm + 53, top, inner_mm - 53, 98};
    on->ok = lf_dossier_maps(on->ctx, on->kit, on->of, on->canvas, locator, legend, around);
    on->y = top + 101;
    draw_table_head(on);
    size_t row = 0;
    while (on->ok && row < on->of->checks.count && draw_row(on, row, effects_mm))
        row++;
    if (on->ok && row < on->of->checks.count)
        draw_rest(on, row);
    draw_effects(on);
    draw_foot(on);
}

bool lf_dossier_draw(lf_context *ctx, const lf_dossier_kit *kit, const lf_dossier *of,
                     lf_canvas_sink *sink, void *user)
{
    const char *name = lf_rows_text(&of->site, 0, "name"), *id = lf_rows_text(&of->site, 0, "id");
    page on = {.ctx = ctx, .kit = kit, .of = of, .number = 1, .ok = true};
    lf_canvas_options options = {.format = LF_CANVAS_PDF,
                                 .width_mm = width_mm,
                                 .height_mm = height_mm,
                                 .title = name[0] != '\0' ? name : id,
                                 .language = lf_report_language(kit->report),
                                 .sink = sink,
                                 .user = user};
    bool ok = lf_canvas_open(ctx, &options, &on.canvas);
    if (ok) {
        draw_pages(&on);
        ok = on.ok && lf_canvas_finish(ctx, on.canvas);
    }
    lf_canvas_close(on.canvas);
    return ok;
}
