/*
 * Reads layers/styles/: signs and palettes. Classes are made in style_classes.c.
 */
#include "present/style.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/style_own.h"

static const char *const file_names[LF_STYLE_FILES] = {
    "layers/styles/symbols.csv", "layers/styles/palettes.csv", "layers/styles/measures.csv"};

/* ---- cells --------------------------------------------------------------------------------------
 */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool lf_style_colour(const char *text, lf_rgba *out)
{
    size_t length = strlen(text);
    uint32_t colour = 0;
    *out = 0;
    if (length == 0)
        return true;
    if (text[0] != '#' || (length != 7 && length != 9))
        return false;
    for (size_t i = 1; i < length; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0)
            return false;
        colour = colour << 4 | (uint32_t)digit;
    }
    *out = length == 7 ? LF_RGB(colour) : colour;
    return true;
}

/* Digits, a sign and a point only: what strtod reads besides (hexadecimal, "nan") is no size. The
 * program never leaves the C locale of numbers. */
bool lf_style_number(const char *text, double *out)
{
    char *end = NULL;
    if (text[0] == '\0' || strspn(text, "+-.0123456789") != strlen(text))
        return false;
    *out = strtod(text, &end);
    return *end == '\0' && isfinite(*out);
}

/* By the weights of ITU-R BT.601 for brightness. */
bool lf_colour_is_dark(lf_rgba colour)
{
    return 299 * (colour >> 24) + 587 * (colour >> 16 & 0xffu) + 114 * (colour >> 8 & 0xffu) <
           1000 * 110;
}

/* The place of a word in a list, with an error that names the list's file, line and column. */
static bool read_word(lf_context *ctx, const lf_table *table, size_t row, const char *column,
                      const char *const *words, size_t count, int *out)
{
    const char *cell = lf_table_get(table, row, column);
    lf_text known = {0};
    for (size_t i = 0; i < count; i++)
        if (strcmp(cell, words[i]) == 0) {
            *out = (int)i;
            return true;
        }
    for (size_t i = 0; i < count; i++)
        lf_text_addf(&known, "%s%s", i > 0 ? ", " : "", words[i]);
    lf_fail(ctx, "%s:%d: %s: '%s' is none of %s", table->path, table->lines[row], column, cell,
            lf_text_get(&known));
    lf_text_free(&known);
    return false;
}

static bool read_colour(lf_context *ctx, const lf_table *table, size_t row, const char *column,
                        lf_rgba *out)
{
    const char *cell = lf_table_get(table, row, column);
    return lf_style_colour(cell, out) ||
           lf_fail(ctx, "%s:%d: %s: '%s' is no colour; expected #rrggbb, #rrggbbaa or nothing",
                   table->path, table->lines[row], column, cell);
}

static bool read_size(lf_context *ctx, const lf_table *table, size_t row, const char *column,
                      double most, double *out)
{
    const char *cell = lf_table_get(table, row, column);
    *out = 0.0;
    if (cell[0] == '\0' || (lf_style_number(cell, out) && *out >= 0.0 && *out <= most))
        return true;
    return lf_fail(ctx, "%s:%d: %s: '%s' is no number from 0 to %g", table->path, table->lines[row],
                   column, cell, most);
}

/* ---- signs --------------------------------------------------------------------------------------
 */

static const char *const kind_words[] = {"point", "line", "area"};
/* In the order of the drawing room's enumerations. */
static const char *const hatch_words[] = {"none",       "up",       "down", "cross",
                                          "horizontal", "vertical", "dots"};
static const char *const dash_words[] = {"none", "long", "short", "dot", "rail"};
static const char *const shape_words[] = {"circle",  "square", "triangle", "down_triangle",
                                          "diamond", "star",   "pentagon", "hexagon",
                                          "cross",   "plus"};
_Static_assert(LF_HATCH_DOTS == 6 && LF_DASH_RAIL == 4 && LF_SHAPE_PLUS == 9,
               "the words follow the drawing room's enumerations");

static lf_rgba faded(lf_rgba colour, double opacity)
{
    uint32_t alpha = (uint32_t)lround((double)(colour & 0xffu) * opacity);
    return (colour & 0xffffff00u) | alpha;
}

static bool read_paint(lf_context *ctx, const lf_table *table, size_t row, lf_paint *out)
{
    double opacity = 1.0;
    int hatch = 0, dash = 0;
    bool ok = read_colour(ctx, table, row, "fill", &out->fill) &&
              read_colour(ctx, table, row, "stroke", &out->stroke) &&
              read_colour(ctx, table, row, "hatch_colour", &out->hatch_colour) &&
              read_colour(ctx, table, row, "casing", &out->casing) &&
              read_size(ctx, table, row, "stroke_mm", 20.0, &out->stroke_mm) &&
              read_size(ctx, table, row, "casing_mm", 20.0, &out->casing_mm) &&
              read_size(ctx, table, row, "opacity", 1.0, &opacity) &&
              read_word(ctx, table, row, "hatch", hatch_words, 7, &hatch) &&
              read_word(ctx, table, row, "dash", dash_words, 5, &dash);
    out->fill = faded(out->fill, opacity);
    out->hatch = (lf_hatch)hatch;
    out->dash = (lf_dash)dash;
    return ok;
}

static bool read_sign(lf_context *ctx, const lf_report *report, const lf_table *table, size_t row,
                      lf_sign *out)
{
    int kind = 0, shape = 0;
    *out = (lf_sign){.id = lf_table_get(table, row, "id"),
                     .label_key = lf_table_get(table, row, "label")};
    if (!read_word(ctx, table, row, "kind", kind_words, 3, &kind) ||
        !read_paint(ctx, table, row, &out->mark.paint) ||
        !read_size(ctx, table, row, "size_mm", 50.0, &out->mark.size_mm))
        return false;
    out->kind = (lf_sign_kind)kind;
    if (out->kind == LF_SIGN_POINT && !read_word(ctx, table, row, "shape", shape_words, 10, &shape))
        return false;
    out->mark.shape = (lf_shape)shape;
    out->label = lf_report_words(report, NULL, out->label_key);
    return out->label != NULL ||
           lf_fail(ctx, "%s:%d: label: layers/labels.csv has no words for '%s'", table->path,
                   table->lines[row], out->label_key);
}

static bool read_signs(lf_context *ctx, const lf_table *table, lf_style *style)
{
    style->signs = calloc(table->rows, sizeof *style->signs);
    if (style->signs == NULL)
        return lf_fail_memory(ctx);
    for (size_t row = 1; row < table->rows; row++) {
        lf_sign *sign = &style->signs[style->sign_count];
        if (!read_sign(ctx, style->report, table, row, sign))
            return false;
        for (size_t i = 0; i < style->sign_count; i++)
            if (strcmp(style->signs[i].id, sign->id) == 0)
                return lf_fail(ctx, "%s:%d: the symbol '%s' stands here a second time", table->path,
                               table->lines[row], sign->id);
        style->sign_count++;
    }
    return true;
}

size_t lf_style_sign_count(const lf_style *style)
{
    return style->sign_count;
}

const lf_sign *lf_style_sign_at(const lf_style *style, size_t index)
{
    return &style->signs[index];
}

/* Whether the sign's id is the first `length` bytes of `id`, blanks being underscores. */
static bool has_id(const lf_sign *sign, const char *id, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (sign->id[i] == '\0' || sign->id[i] != (id[i] == ' ' ? '_' : id[i]))
            return false;
    return sign->id[length] == '\0';
}

/* For "home.missing.6": the listed one of the greatest number up to 6. */
static const lf_sign *find_numbered(const lf_style *style, const char *id, size_t stem,
                                    double number)
{
    const lf_sign *best = NULL;
    double best_number = 0.0, listed = 0.0;
    for (size_t i = 0; i < style->sign_count; i++) {
        const char *name = style->signs[i].id;
        if (strncmp(name, id, stem) != 0 || !lf_style_number(name + stem, &listed) ||
            listed > number || (best != NULL && listed <= best_number))
            continue;
        best = &style->signs[i];
        best_number = listed;
    }
    return best;
}

const lf_sign *lf_style_find(const lf_style *style, const char *id)
{
    size_t length = strlen(id);
    double number = 0.0;
    while (length > 0) {
        for (size_t i = 0; i < style->sign_count; i++)
            if (has_id(&style->signs[i], id, length))
                return &style->signs[i];
        size_t dot = length;
        while (dot > 0 && id[dot - 1] != '.')
            dot--;
        if (id[length] == '\0' && dot > 0 && lf_style_number(id + dot, &number)) {
            const lf_sign *numbered = find_numbered(style, id, dot, number);
            if (numbered != NULL)
                return numbered;
        }
        length = dot > 0 ? dot - 1 : 0;
    }
    return NULL;
}

bool lf_style_sign(lf_context *ctx, const lf_style *style, const char *id, const lf_sign **out)
{
    *out = lf_style_find(style, id);
    return *out != NULL || lf_fail(ctx, "%s: there is no symbol '%s'", style->tables[0].path, id);
}

/* ---- the style ----------------------------------------------------------------------------------
 */

static bool read_file(lf_context *ctx, lf_style *style, size_t index)
{
    static const char *const needed[LF_STYLE_FILES][6] = {
        {"id", "kind", "fill", "stroke", "label", NULL},
        {"palette", "classes", "colours", NULL},
        {"measure", "unit", "better", "palette", "method", "classes"}};
    char *path = NULL;
    bool ok = lf_places_file(ctx, style->report->places, file_names[index], &path) &&
              lf_table_read(ctx, path, &style->tables[index]);
    for (int i = 0; ok && i < 6 && needed[index][i] != NULL; i++)
        if (lf_table_column(&style->tables[index], needed[index][i]) < 0)
            ok = lf_fail(ctx, "%s:1: there is no column '%s'", path, needed[index][i]);
    free(path);
    return ok;
}

bool lf_style_open(lf_context *ctx, const lf_report *report, lf_style **out)
{
    lf_style *style = calloc(1, sizeof *style);
    bool ok = style != NULL ? true : lf_fail_memory(ctx);
    *out = NULL;
    if (ok)
        style->report = report;
    for (size_t i = 0; ok && i < LF_STYLE_FILES; i++)
        ok = read_file(ctx, style, i);
    ok = ok && read_signs(ctx, &style->tables[0], style) &&
         lf_style_read_palettes(ctx, &style->tables[1], style) &&
         lf_style_read_rules(ctx, &style->tables[2], style);
    if (ok)
        *out = style;
    else
        lf_style_close(style);
    return ok;
}

void lf_style_close(lf_style *style)
{
    if (style == NULL)
        return;
    for (size_t i = 0; i < LF_STYLE_FILES; i++)
        lf_table_free(&style->tables[i]);
    free(style->signs);
    free(style->palettes);
    free(style->rules);
    free(style);
}

const char *lf_style_file(const lf_style *style, size_t index)
{
    return style->tables[index].path;
}
