/*
 * Conditional formats: the colours of the style in cells, which stay right when rows are sorted.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/spreadsheet_own.h"

/* A colour of the style as it looks on white paper; Excel knows no transparency. */
static lxw_color_t on_paper(lf_rgba colour)
{
    uint32_t alpha = colour & 0xffu, out = 0;
    for (int shift = 24; shift >= 8; shift -= 8) {
        uint32_t part = colour >> shift & 0xffu;
        out = out << 8 | (part * alpha + 255u * (255u - alpha) + 127u) / 255u;
    }
    return out;
}

static lxw_format *make_format(lf_workbook *book, lf_rgba colour)
{
    lxw_format *format = workbook_add_format(book->book);
    lxw_color_t fill = on_paper(colour);
    format_set_bg_color(format, fill);
    if (lf_colour_is_dark(fill << 8 | 0xffu))
        format_set_font_color(format, 0xffffff);
    return format;
}

static void add_rule(lf_workbook *book, size_t column, size_t last,
                     lxw_conditional_format *condition)
{
    lxw_error error = worksheet_conditional_format_range(
        book->sheet, 1, (lxw_col_t)column, (lxw_row_t)last, (lxw_col_t)column, condition);
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* ---- outcomes -----------------------------------------------------------------------------------
 */

/* In black and white: what fails is bold, what may flip is slanted, what is not known is grey. */
static lxw_format *outcome_format(lf_workbook *book, const char *outcome)
{
    char id[64];
    snprintf(id, sizeof id, "verdict.%s", outcome);
    const lf_sign *sign = lf_style_find(book->style, id);
    if (sign == NULL) {
        snprintf(id, sizeof id, "site.%s", outcome);
        sign = lf_style_find(book->style, id);
    }
    if (sign == NULL || (sign->mark.paint.fill & 0xffu) == 0)
        return NULL;
    lxw_format *format = make_format(book, sign->mark.paint.fill);
    if (strcmp(outcome, "missed") == 0 || strcmp(outcome, "fail") == 0)
        format_set_bold(format);
    if (strcmp(outcome, "borderline") == 0 || strcmp(outcome, "warn") == 0)
        format_set_italic(format);
    return format;
}

static void paint_outcomes(lf_workbook *book, size_t column, size_t last)
{
    static const char *const outcomes[] = {"met",      "missed", "borderline", "not measured",
                                           "reported", "pass",   "fail",       "warn"};
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        const char *words = lf_report_words(book->report, "outcome", outcomes[i]);
        lxw_format *format = words != NULL ? outcome_format(book, outcomes[i]) : NULL;
        char *quoted = lf_copyf("\"%s\"", words != NULL ? words : "");
        lxw_conditional_format condition = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                            .value_string = quoted,
                                            .format = format};
        /* A quote within the words would end the formula's text. */
        if (format != NULL && quoted != NULL && strchr(words, '"') == NULL)
            add_rule(book, column, last, &condition);
        free(quoted);
    }
}

/* ---- values -------------------------------------------------------------------------------------
 */

static void paint_values(lf_workbook *book, size_t column, size_t last, const lf_classes *classes)
{
    lxw_conditional_format blank = {.type = LXW_CONDITIONAL_TYPE_BLANKS,
                                    .stop_if_true = LXW_TRUE,
                                    .format = make_format(book, classes->none.colour)};
    add_rule(book, column, last, &blank);
    for (size_t i = 0; i < classes->count; i++) {
        bool open = i + 1 == classes->count;
        lxw_conditional_format condition = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = open ? LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO
                             : LXW_CONDITIONAL_CRITERIA_LESS_THAN,
            .value = open ? classes->items[i].from : classes->items[i].to,
            .stop_if_true = LXW_TRUE,
            .format = make_format(book, classes->items[i].colour)};
        if (isfinite(condition.value))
            add_rule(book, column, last, &condition);
    }
}

void lf_xlsx_paint_column(lf_workbook *book, size_t column, size_t last)
{
    const lf_column_colours *colours = &book->colours[column];
    if (colours->outcomes)
        paint_outcomes(book, column, last);
    if (colours->values && colours->classes.count > 0)
        paint_values(book, column, last, &colours->classes);
}
