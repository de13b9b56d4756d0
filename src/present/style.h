/*
 * How things look, written down once in layers/styles/ for the map, the page and the GeoPackage:
 *
 *     palettes.csv  colours for a number of classes
 *     symbols.csv   a sign for everything that is drawn: streets, stations, verdicts …
 *     measures.csv  how the areas of a measure are coloured: palette, method, classes, limits
 *
 * A file of the same name in layers/styles/ beside the city file stands before these. Colours are
 * those of the drawing room (0xRRGGBBAA), so that a sign can be drawn as it is.
 *
 * Knows the report's words and the drawing room's kinds of paint. Must not know what is drawn, nor
 * who draws it.
 */
#ifndef LF_PRESENT_STYLE_H
#define LF_PRESENT_STYLE_H

#include "draw/draw.h"
#include "present/report.h"

typedef struct lf_style lf_style;

/* Reads the three files. `report` is borrowed: its places, words and language. Errors: a file that
 * is missing, a cell that says nothing known (file, line, what was expected). */
bool lf_style_open(lf_context *ctx, const lf_report *report, lf_style **out);
void lf_style_close(lf_style *style);

/* ---- signs --------------------------------------------------------------------------------------
 */

typedef enum lf_sign_kind { LF_SIGN_POINT, LF_SIGN_LINE, LF_SIGN_AREA } lf_sign_kind;

/* A row of symbols.csv. For areas and lines only mark.paint counts. */
typedef struct lf_sign {
    const char *id; /* borrowed from the style, as all texts here */
    lf_sign_kind kind;
    lf_symbol mark;
    const char *label_key; /* a key of labels.csv */
    const char *label;     /* its words in the report's language */
} lf_sign;

/*
 * The sign for an id such as "site.fail" or "verdict.not measured" (blanks are underscores). Where
 * there is none of that name, the last part is dropped until there is one ("facility.shopping":
 * "facility"); a number stands for the greatest listed one up to it ("home.missing.6":
 * "home.missing.4"). NULL where nothing is left. Borrowed. Linear in the rows.
 */
const lf_sign *lf_style_find(const lf_style *style, const char *id);
/* As lf_style_find; none is an error that names the file. */
bool lf_style_sign(lf_context *ctx, const lf_style *style, const char *id, const lf_sign **out);
/* All signs, in the order of the file. */
size_t lf_style_sign_count(const lf_style *style);
const lf_sign *lf_style_sign_at(const lf_style *style, size_t index);

/* Whether words on that colour must be white to be read. */
bool lf_colour_is_dark(lf_rgba colour);

/* The files read, for whoever wants to know whether they changed. */
enum { LF_STYLE_FILES = 3 };
const char *lf_style_file(const lf_style *style, size_t index);

/* ---- classes ------------------------------------------------------------------------------------
 */

enum { LF_CLASSES_MOST = 9, LF_CLASS_LABEL_SIZE = 96 };

typedef enum lf_class_method {
    LF_CLASSES_GIVEN,    /* limits stand in measures.csv */
    LF_CLASSES_QUANTILE, /* about as many areas in each */
    LF_CLASSES_NATURAL,  /* Fisher-Jenks: least squares within the classes */
    LF_CLASSES_BAND,     /* diverging around the measure's band */
    LF_CLASSES_ONE       /* all values are the same */
} lf_class_method;

/* "given", "quantile", "natural", "band" or "one". */
const char *lf_class_method_word(lf_class_method method);

/* What decides the colours of a measure. */
typedef struct lf_style_measure {
    const char *id, *unit, *better; /* NULL counts as "" */
    double band_low, band_high;     /* of better = band; NaN: none */
} lf_style_measure;

/* A class holds from <= value < to; the last one value = to as well. */
typedef struct lf_class {
    double from, to; /* NaN: open at this end */
    lf_rgba colour;
    lf_hatch hatch; /* so that classes can be told apart in black and white */
    lf_rgba hatch_colour;
    char label[2][LF_CLASS_LABEL_SIZE]; /* English, Chinese: "40–60%", "1.2–1.5", "1.2万–3万" */
    size_t count;                       /* values it holds */
} lf_class;

typedef struct lf_classes {
    lf_class_method method;
    lf_class items[LF_CLASSES_MOST]; /* from low to high */
    size_t count;                    /* 0: nothing was measured */
    lf_class none;                   /* not measured */
    lf_rgba edge;                    /* outline of an area in the classes, and its width */
    double edge_mm;
} lf_classes;

/*
 * The classes of a measure's values (NaN: not measured), by the most particular row of measures.csv
 * that fits: of the measure, of unit and better, of unit, of better, of anything. Limits of
 * quantiles and natural breaks are the roundest numbers that part the values as the method does, so
 * what a label says is what a colour means. Fewer classes than asked for where there are fewer
 * values. Sources: W. D. Fisher, On Grouping for Maximum Homogeneity, JASA 53 (1958) 789-798;
 * G. F. Jenks, The Data Model Concept in Statistical Mapping (1967). O(n log n).
 */
bool lf_style_classes(lf_context *ctx, const lf_style *style, const lf_style_measure *measure,
                      const double *values, size_t count, lf_classes *out);
/* The class of a value, `none` for NaN. Values beyond the limits belong to the outermost class.
 * Never NULL unless there are no classes. Borrowed. */
const lf_class *lf_classes_find(const lf_classes *classes, double value);

/*
 * Colours of a palette for a number of classes, from low to high; an error where palettes.csv has
 * none of that name and number. `out` has room for LF_CLASSES_MOST.
 */
bool lf_style_palette(lf_context *ctx, const lf_style *style, const char *name, size_t classes,
                      lf_rgba *out);

#endif
