/*
 * What the files of the style share among themselves. Not for others.
 */
#ifndef LF_PRESENT_STYLE_OWN_H
#define LF_PRESENT_STYLE_OWN_H

#include "present/style.h"

typedef struct lf_palette {
    const char *name; /* borrowed from the table */
    size_t count;
    lf_rgba colours[LF_CLASSES_MOST];
} lf_palette;

/* A row of measures.csv; "" fits anything. */
typedef struct lf_class_rule {
    const char *measure, *unit, *better, *palette; /* borrowed from the table */
    lf_class_method method;
    size_t classes;
    double limits[LF_CLASSES_MOST + 1];
    size_t limit_count;
} lf_class_rule;

struct lf_style {
    const lf_report *report; /* borrowed */
    lf_table tables[LF_STYLE_FILES];
    lf_sign *signs; /* owned, as the next two */
    lf_palette *palettes;
    lf_class_rule *rules;
    size_t sign_count, palette_count, rule_count;
};

/* Reads the rows of measures.csv and palettes.csv; part of lf_style_open. */
bool lf_style_read_palettes(lf_context *ctx, const lf_table *table, lf_style *style);
bool lf_style_read_rules(lf_context *ctx, const lf_table *table, lf_style *style);
/* "#rrggbb", "#rrggbbaa" or "" (0: nothing). False for anything else. */
bool lf_style_colour(const char *text, lf_rgba *out);
/* A plain decimal number and nothing else. */
bool lf_style_number(const char *text, double *out);

/*
 * Limits between the classes of sorted values (no NaN, at least one), into inner[0 … classes-2],
 * low to high: a value belongs to the first class whose limit is above it. *inner_count may be
 * smaller than classes - 1 where there are fewer different values. Errors: memory.
 */
bool lf_breaks_quantile(lf_context *ctx, const double *sorted, size_t count, size_t classes,
                        double *inner, size_t *inner_count);
bool lf_breaks_natural(lf_context *ctx, const double *sorted, size_t count, size_t classes,
                       double *inner, size_t *inner_count);
/* The roundest number x with above < x <= up_to: fewest digits, then nearest the middle. */
double lf_round_between(double above, double up_to);

/* Writes the labels of all classes. */
void lf_class_labels(const lf_style *style, const char *unit, lf_classes *classes);

#endif
