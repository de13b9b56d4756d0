/*
 * From the values of a measure to classes with colours and words.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/style_own.h"

static const char *const method_words[] = {"given", "quantile", "natural", "band", "one"};
enum { METHODS_TO_CHOOSE = 4 };

const char *lf_class_method_word(lf_class_method method)
{
    return method_words[method];
}

/* ---- palettes -----------------------------------------------------------------------------------
 */

/* Reads "#rrggbb #rrggbb …" or "0 0.2 …": each word through `read`. False for a wrong or one too
 * many. */
static bool read_list(const char *cell, bool (*read)(const char *, size_t, void *), void *user,
                      size_t most, size_t *count)
{
    char word[32];
    *count = 0;
    for (cell += strspn(cell, " "); *cell != '\0'; cell += strspn(cell, " ")) {
        size_t length = strcspn(cell, " ");
        if (length >= sizeof word || *count == most)
            return false;
        memcpy(word, cell, length);
        word[length] = '\0';
        if (!read(word, (*count)++, user))
            return false;
        cell += length;
    }
    return true;
}

static bool take_colour(const char *word, size_t index, void *user)
{
    return lf_style_colour(word, &((lf_rgba *)user)[index]);
}

static bool take_number(const char *word, size_t index, void *user)
{
    return lf_style_number(word, &((double *)user)[index]);
}

bool lf_style_read_palettes(lf_context *ctx, const lf_table *table, lf_style *style)
{
    style->palettes = calloc(table->rows, sizeof *style->palettes);
    if (style->palettes == NULL)
        return lf_fail_memory(ctx);
    for (size_t row = 1; row < table->rows; row++) {
        lf_palette *palette = &style->palettes[style->palette_count++];
        double classes = 0.0;
        palette->name = lf_table_get(table, row, "palette");
        if (!lf_style_number(lf_table_get(table, row, "classes"), &classes) ||
            !read_list(lf_table_get(table, row, "colours"), take_colour, palette->colours,
                       LF_CLASSES_MOST, &palette->count) ||
            (double)palette->count != classes)
            return lf_fail(ctx,
                           "%s:%d: colours: expected as many colours #rrggbb as 'classes' says, "
                           "with blanks between, at most %d",
                           table->path, table->lines[row], LF_CLASSES_MOST);
    }
    return true;
}

static const lf_palette *find_palette(const lf_style *style, const char *name, size_t classes)
{
    for (size_t i = 0; i < style->palette_count; i++)
        if (style->palettes[i].count == classes && strcmp(style->palettes[i].name, name) == 0)
            return &style->palettes[i];
    return NULL;
}

bool lf_style_palette(lf_context *ctx, const lf_style *style, const char *name, size_t classes,
                      lf_rgba *out)
{
    const lf_palette *palette = find_palette(style, name, classes);
    if (palette == NULL)
        return lf_fail(ctx, "%s: there is no palette '%s' of %zu classes", style->tables[1].path,
                       name, classes);
    memcpy(out, palette->colours, classes * sizeof *out);
    return true;
}

/* ---- rules --------------------------------------------------------------------------------------
 */

static bool limits_rise(const lf_class_rule *rule)
{
    for (size_t i = 1; i < rule->limit_count; i++)
        if (rule->limits[i] <= rule->limits[i - 1])
            return false;
    return true;
}

static bool read_rule(lf_context *ctx, const lf_table *table, size_t row, lf_class_rule *out)
{
    const char *method = lf_table_get(table, row, "method");
    double classes = 0.0;
    int found = 0;
    *out = (lf_class_rule){.measure = lf_table_get(table, row, "measure"),
                           .unit = lf_table_get(table, row, "unit"),
                           .better = lf_table_get(table, row, "better"),
                           .palette = lf_table_get(table, row, "palette")};
    while (found < METHODS_TO_CHOOSE && strcmp(method, method_words[found]) != 0)
        found++;
    if (found == METHODS_TO_CHOOSE)
        return lf_fail(ctx, "%s:%d: method: '%s' is none of given, quantile, natural, band",
                       table->path, table->lines[row], method);
    out->method = (lf_class_method)found;
    if (!lf_style_number(lf_table_get(table, row, "classes"), &classes) || classes < 2.0 ||
        classes > LF_CLASSES_MOST || classes != nearbyint(classes))
        return lf_fail(ctx, "%s:%d: classes: expected a whole number from 2 to %d", table->path,
                       table->lines[row], LF_CLASSES_MOST);
    out->classes = (size_t)classes;
    if (!read_list(lf_table_get(table, row, "limits"), take_number, out->limits,
                   LF_CLASSES_MOST + 1, &out->limit_count) ||
        !limits_rise(out) ||
        (out->method == LF_CLASSES_GIVEN && out->limit_count != out->classes + 1))
        return lf_fail(ctx,
                       "%s:%d: limits: expected rising numbers with blanks between, for the method "
                       "'given' one more than classes",
                       table->path, table->lines[row]);
    return true;
}

bool lf_style_read_rules(lf_context *ctx, const lf_table *table, lf_style *style)
{
    style->rules = calloc(table->rows, sizeof *style->rules);
    if (style->rules == NULL)
        return lf_fail_memory(ctx);
    for (size_t row = 1; row < table->rows; row++) {
        const lf_class_rule *rule = &style->rules[style->rule_count++];
        if (!read_rule(ctx, table, row, &style->rules[style->rule_count - 1]))
            return false;
        for (size_t few = rule->method == LF_CLASSES_BAND ? rule->classes : 2; few <= rule->classes;
             few++)
            if (find_palette(style, rule->palette, few) == NULL)
                return lf_fail(ctx, "%s:%d: palette: there is no palette '%s' of %zu classes",
                               table->path, table->lines[row], rule->palette, few);
        if (rule->method == LF_CLASSES_BAND && rule->classes % 2 == 0)
            return lf_fail(ctx, "%s:%d: classes: a band needs an odd number of classes",
                           table->path, table->lines[row]);
    }
    return true;
}

static bool fits(const char *wanted, const char *given, int weight, int *points)
{
    if (wanted[0] == '\0')
        return true;
    *points += weight;
    return given != NULL && strcmp(wanted, given) == 0;
}

static const lf_class_rule *find_rule(const lf_style *style, const lf_style_measure *measure,
                                      bool with_band)
{
    const lf_class_rule *best = NULL;
    int best_points = -1;
    for (size_t i = 0; i < style->rule_count; i++) {
        const lf_class_rule *rule = &style->rules[i];
        int points = 0;
        if (fits(rule->measure, measure->id, 4, &points) &&
            fits(rule->unit, measure->unit, 2, &points) &&
            fits(rule->better, measure->better, 1, &points) &&
            (with_band || rule->method != LF_CLASSES_BAND) && points > best_points) {
            best = rule;
            best_points = points;
        }
    }
    return best;
}

/* ---- limits -------------------------------------------------------------------------------------
 */

static int number_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sets the limits of all classes from those between them and the ends (NaN: open). */
static void set_limits(lf_classes *out, double first, const double *inner, size_t inner_count,
                       double last)
{
    out->count = inner_count + 1;
    for (size_t i = 0; i < out->count; i++) {
        out->items[i].from = i == 0 ? first : inner[i - 1];
        out->items[i].to = i == inner_count ? last : inner[i];
    }
}

/* Outer limits of computed classes: the roundest number not far beyond the outermost value. */
static void set_computed(lf_classes *out, const double *sorted, size_t count, const double *inner,
                         size_t inner_count)
{
    double low = sorted[0], high = sorted[count - 1];
    double first = inner_count > 0 ? inner[0] - low : 0.0;
    double last = inner_count > 0 ? high - inner[inner_count - 1] : 0.0;
    double spread = (high - low) / 10.0;
    double from = lf_round_between(low - fmax(first, spread) / 2.0, low);
    double to = -lf_round_between(-high - fmax(last, spread) / 2.0, -high);
    set_limits(out, from, inner, inner_count, to == 0.0 ? 0.0 : to);
}

static void set_given(const lf_class_rule *rule, const double *sorted, size_t count,
                      lf_classes *out)
{
    size_t last = rule->limit_count - 1;
    bool below = count > 0 && sorted[0] < rule->limits[0];
    bool above = count > 0 && sorted[count - 1] > rule->limits[last];
    set_limits(out, below ? NAN : rule->limits[0], rule->limits + 1, rule->classes - 1,
               above ? NAN : rule->limits[last]);
}

/*
 * Around the band: what lies in it (both ends) is the middle class; below and above it a class ends
 * at each halving and doubling of its ends, as ratios are read.
 */
static void set_band(const lf_class_rule *rule, const lf_style_measure *measure, lf_classes *out)
{
    double inner[LF_CLASSES_MOST];
    size_t side = rule->classes / 2;
    double factor = 1.0;
    for (size_t i = 0; i < side; i++, factor *= 2.0) {
        inner[side - 1 - i] = measure->band_low / factor;
        inner[side + i] =
            i == 0 ? nextafter(measure->band_high, INFINITY) : measure->band_high * factor;
    }
    set_limits(out, NAN, inner, rule->classes - 1, NAN);
}

static bool has_band(const lf_style_measure *measure)
{
    return isfinite(measure->band_low) && isfinite(measure->band_high) && measure->band_low > 0.0 &&
           measure->band_low < measure->band_high;
}

static bool find_limits(lf_context *ctx, const lf_class_rule *rule, const lf_style_measure *measure,
                        const double *sorted, size_t count, lf_classes *out)
{
    double inner[LF_CLASSES_MOST] = {0};
    size_t inner_count = 0;
    out->method = rule->method;
    out->count = 0;
    if (count == 0)
        return true;
    if (rule->method == LF_CLASSES_GIVEN)
        set_given(rule, sorted, count, out);
    else if (rule->method == LF_CLASSES_BAND)
        set_band(rule, measure, out);
    else if (sorted[0] == sorted[count - 1]) {
        out->method = LF_CLASSES_ONE;
        set_limits(out, sorted[0], NULL, 0, sorted[0]);
    } else {
        bool ok = rule->method == LF_CLASSES_NATURAL
                      ? lf_breaks_natural(ctx, sorted, count, rule->classes, inner, &inner_count)
                      : lf_breaks_quantile(ctx, sorted, count, rule->classes, inner, &inner_count);
        if (!ok)
            return false;
        set_computed(out, sorted, count, inner, inner_count);
    }
    return true;
}

/* ---- colours ------------------------------------------------------------------------------------
 */

static void paint_class(lf_class *out, const lf_sign *sign)
{
    out->colour = sign->mark.paint.fill;
    out->hatch = sign->mark.paint.hatch;
    out->hatch_colour = sign->mark.paint.hatch_colour;
}

/* The middle of a palette serves where there is one class only. */
static bool choose_colours(lf_context *ctx, const lf_style *style, const lf_class_rule *rule,
                           lf_classes *out)
{
    lf_rgba colours[LF_CLASSES_MOST] = {0};
    size_t wanted = out->count == 1 ? rule->classes : out->count;
    if (out->count == 0)
        return true;
    if (!lf_style_palette(ctx, style, rule->palette, wanted, colours))
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->items[i].colour = colours[out->count == 1 ? wanted / 2 : i];
    return true;
}

/* In print the two arms of a diverging palette look alike: what lies below the band is hatched. */
static void hatch_below(const lf_sign *sign, lf_classes *out)
{
    for (size_t i = 0; i < out->count / 2; i++) {
        out->items[i].hatch = sign->mark.paint.hatch;
        out->items[i].hatch_colour =
            lf_colour_is_dark(out->items[i].colour) ? 0xffffffb0u : sign->mark.paint.hatch_colour;
    }
}

static bool colour_classes(lf_context *ctx, const lf_style *style, const lf_class_rule *rule,
                           lf_classes *out)
{
    const lf_sign *none = NULL, *edge = NULL, *below = NULL;
    if (!lf_style_sign(ctx, style, "class.none", &none) ||
        !lf_style_sign(ctx, style, "class.edge", &edge) ||
        !lf_style_sign(ctx, style, "class.below", &below) || !choose_colours(ctx, style, rule, out))
        return false;
    paint_class(&out->none, none);
    out->none.from = out->none.to = NAN;
    out->edge = edge->mark.paint.stroke;
    out->edge_mm = edge->mark.paint.stroke_mm;
    if (out->method == LF_CLASSES_BAND)
        hatch_below(below, out);
    return true;
}

/* ---- all together -------------------------------------------------------------------------------
 */

const lf_class *lf_classes_find(const lf_classes *classes, double value)
{
    size_t i = 0;
    if (isnan(value) || classes->count == 0)
        return &classes->none;
    while (i + 1 < classes->count && value >= classes->items[i].to)
        i++;
    return &classes->items[i];
}

static void count_values(lf_classes *out, const double *sorted, size_t count, size_t all)
{
    for (size_t i = 0, c = 0; i < count; i++) {
        while (c + 1 < out->count && sorted[i] >= out->items[c].to)
            c++;
        out->items[c].count++;
    }
    out->none.count = all - count;
}

bool lf_style_classes(lf_context *ctx, const lf_style *style, const lf_style_measure *measure,
                      const double *values, size_t count, lf_classes *out)
{
    size_t finite = 0;
    double *sorted = malloc((count + 1) * sizeof *sorted);
    const lf_class_rule *rule = find_rule(style, measure, has_band(measure));
    *out = (lf_classes){0};
    if (sorted == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i]))
            sorted[finite++] = values[i] == 0.0 ? 0.0 : values[i];
    qsort(sorted, finite, sizeof *sorted, number_order);
    bool ok = rule != NULL ||
              lf_fail(ctx,
                      "%s: no row fits the measure '%s'; expected one with empty cells for "
                      "measure, unit and better",
                      style->tables[2].path, measure->id != NULL ? measure->id : "");
    ok = ok && find_limits(ctx, rule, measure, sorted, finite, out) &&
         colour_classes(ctx, style, rule, out);
    if (ok) {
        count_values(out, sorted, finite, count);
        lf_class_labels(style, measure->unit, out);
    }
    free(sorted);
    return ok;
}
