/*
 * How a layer looks, and how that is written for QGIS (QML) and for map servers (SLD). Made from
 * the style, so that what opens in QGIS looks like the map and the page.
 *
 * Knows the style. Must not know GDAL, nor where the layer comes from.
 */
#ifndef LF_PRESENT_LOOK_H
#define LF_PRESENT_LOOK_H

#include "present/style.h"

enum { LF_LOOK_TERMS = 4 };

typedef enum lf_look_operator {
    LF_LOOK_EQUAL,
    LF_LOOK_NOT_EQUAL,
    LF_LOOK_LESS,
    LF_LOOK_AT_MOST,
    LF_LOOK_GREATER,
    LF_LOOK_AT_LEAST,
    LF_LOOK_NULL
} lf_look_operator;

/* "missing >= 4" */
typedef struct lf_look_term {
    char *column; /* owned */
    lf_look_operator op;
    char *text; /* owned; NULL: compare with the number */
    double number;
} lf_look_term;

/* Features for which all terms hold are drawn with the mark. */
typedef struct lf_look_rule {
    lf_look_term terms[LF_LOOK_TERMS];
    size_t term_count; /* 0: all features */
    lf_symbol mark;
    char *label; /* owned; words of the legend */
} lf_look_rule;

typedef struct lf_look {
    lf_sign_kind kind;
    lf_look_rule *rules; /* owned; drawn in this order */
    size_t count;
    char *label_column; /* owned; the column written beside features, NULL: none */
    double label_scale; /* written on maps of 1:label_scale and larger ones; 0: on all */
} lf_look;

void lf_look_free(lf_look *look);
/* Adds a rule without terms; NULL when memory ran out. Valid until the next one is added. */
lf_look_rule *lf_look_add(lf_context *ctx, lf_look *look, const lf_symbol *mark, const char *label);
bool lf_look_number(lf_context *ctx, lf_look_rule *rule, const char *column, lf_look_operator op,
                    double number);
bool lf_look_text(lf_context *ctx, lf_look_rule *rule, const char *column, const char *text);
/*
 * Adds the terms of "missing >= 4 and missing < 8", "kind = 'station' and tier is null": a column,
 * one of = <> < <= > >= and a number or a quoted text, or "is null". `where` names the file in
 * errors.
 */
bool lf_look_condition(lf_context *ctx, lf_look_rule *rule, const char *condition,
                       const char *where);

/*
 * QGIS 3.22 and later. `aliases` holds `alias_count` pairs of column and words, NULL and 0: the
 * style leaves the columns' names alone. A layer without geometry has no rules.
 */
void lf_look_qml(const lf_look *look, const char *const *aliases, size_t alias_count, lf_text *out);
/* Styled Layer Descriptor 1.1 with Symbology Encoding (OGC 05-078r4, 05-077r4). */
void lf_look_sld(const lf_look *look, const char *layer, const char *name, lf_text *out);

/* Text as it may stand in XML, also in an attribute; what XML cannot hold becomes U+FFFD. */
void lf_xml_add(lf_text *out, const char *text);

#endif
