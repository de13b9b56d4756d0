/*
 * The words of a class: "40–60%", "1.2–1.5", "below 0.4", "1.2万–3万". Limits are round numbers
 * already and are written in full.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "present/style_own.h"

enum { LIMIT_SIZE = 40 };

/* Puts commas between thousands of a number written with "%.15g". */
static void group_thousands(char number[LIMIT_SIZE])
{
    size_t start = number[0] == '-' ? 1 : 0;
    size_t whole = strspn(number + start, "0123456789"), length = strlen(number);
    if (strpbrk(number, "e") != NULL)
        return;
    for (size_t at = whole; at > 3; at -= 3) {
        size_t place = start + at - 3;
        if (length + 1 >= LIMIT_SIZE)
            return;
        memmove(number + place + 1, number + place, length - place + 1);
        number[place] = ',';
        length++;
    }
}

/* A limit in its language: per cent for shares, 万 and 亿 in Chinese, commas in English. */
static void say_limit(double value, const char *unit, bool chinese, char out[LIMIT_SIZE])
{
    bool share = unit != NULL && strcmp(unit, "share") == 0;
    double size = fabs(value), shown = share ? value * 100.0 : value;
    const char *after = "";
    if (chinese && !share && size >= 1e4) {
        shown = size >= 1e8 ? value / 1e8 : value / 1e4;
        after = size >= 1e8 ? "亿" : "万";
    }
    snprintf(out, LIMIT_SIZE, "%.10g", shown == 0.0 ? 0.0 : shown);
    if (!chinese)
        group_thousands(out);
    strncat(out, after, LIMIT_SIZE - strlen(out) - 1);
}

/* The words "… {} …" with the limit in place of {}. */
static void fill_in(const char *words, const char *limit, char out[LF_CLASS_LABEL_SIZE])
{
    const char *gap = strstr(words, "{}");
    if (gap == NULL)
        snprintf(out, LF_CLASS_LABEL_SIZE, "%s", words);
    else
        snprintf(out, LF_CLASS_LABEL_SIZE, "%.*s%s%s", (int)(gap - words), words, limit, gap + 2);
}

/* The words of labels.csv in either language, whichever the report speaks. */
static const char *words_in(const lf_style *style, const char *key, bool chinese)
{
    const lf_table *labels = &style->report->labels;
    for (size_t row = 1; row < labels->rows; row++)
        if (strcmp(lf_table_get(labels, row, "key"), key) == 0)
            return lf_table_get(labels, row, chinese ? "zh" : "en");
    return key;
}

static void label_class(const lf_style *style, const char *unit, bool band_above, bool chinese,
                        lf_class *class)
{
    bool share = unit != NULL && strcmp(unit, "share") == 0;
    const char *per_cent = share ? "%" : "";
    char from[LIMIT_SIZE] = "", to[LIMIT_SIZE] = "", limit[LIMIT_SIZE + 2];
    char *out = class->label[chinese];
    if (!isnan(class->from))
        say_limit(class->from, unit, chinese, from);
    if (!isnan(class->to))
        say_limit(class->to, unit, chinese, to);
    if (isnan(class->from) && isnan(class->to)) {
        snprintf(out, LF_CLASS_LABEL_SIZE, "%s", words_in(style, "class.all", chinese));
    } else if (isnan(class->from)) {
        snprintf(limit, sizeof limit, "%s%s", to, per_cent);
        fill_in(words_in(style, "class.under", chinese), limit, out);
    } else if (isnan(class->to)) {
        snprintf(limit, sizeof limit, "%s%s", from, per_cent);
        fill_in(words_in(style, band_above ? "class.above" : "class.from", chinese), limit, out);
    } else if (strcmp(from, to) == 0) {
        snprintf(out, LF_CLASS_LABEL_SIZE, "%s%s", from, per_cent);
    } else {
        bool negative = from[0] == '-' || to[0] == '-';
        snprintf(out, LF_CLASS_LABEL_SIZE, "%s%s%s%s", from, negative ? " … " : "–", to, per_cent);
    }
}

void lf_class_labels(const lf_style *style, const char *unit, lf_classes *classes)
{
    for (int chinese = 0; chinese < 2; chinese++) {
        for (size_t i = 0; i < classes->count; i++)
            label_class(style, unit,
                        classes->method == LF_CLASSES_BAND && i == classes->count / 2 + 1, chinese,
                        &classes->items[i]);
        snprintf(classes->none.label[chinese], LF_CLASS_LABEL_SIZE, "%s",
                 words_in(style, "outcome.not measured", chinese));
    }
}
