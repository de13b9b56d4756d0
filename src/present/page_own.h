/*
 * What the files of the page share among themselves. Not for others.
 */
#ifndef LF_PRESENT_PAGE_OWN_H
#define LF_PRESENT_PAGE_OWN_H

#include "present/listing.h"
#include "present/page_shape.h"
#include "present/style.h"

/* A page being written. */
typedef struct lf_page {
    const lf_report *report; /* borrowed; of the workspace that is being asked */
    lf_page_frame frame;
    double cell_m; /* homes are summed in squares of that size; NaN: each is drawn */
    lf_json json;
    lf_style *style; /* owned */
    char **
        classes; /* owned; the different sets of classes as JSON, in the order of their first use */
    size_t class_count, class_capacity;
    int64_t left_out; /* values that are not in the document */
} lf_page;

/* ---- tables that several queries share (page_tables.c) ------------------------------------------
 */

/* Chooses the frame and makes the temporary tables page_* of queries/present/page/tables. */
bool lf_page_make_tables(lf_context *ctx, lf_page *page);
/* Those that the queries of an audit need, with the frame of the city's page. */
bool lf_page_make_audit_tables(lf_context *ctx, lf_page *page);
/* Drops them; harmless where there are none. */
void lf_page_drop_tables(const lf_page *page);

/* ---- rows (page_rows.c) -------------------------------------------------------------------------
 * `listing` is a file of queries/present, without .sql. Besides what listings know, its header may
 * say:
 *     -- polygons: g    the column g is WKB of polygons; lines: likewise of lines
 *     -- shared: yes    borders that shapes share stay shared
 *     -- tolerance: t   the column t, which is not shown, is a tolerance in metres; the greatest
 * counts
 *     -- most: 500      rows that are shown of more; with "evenly: yes" every n-th
 */
typedef enum lf_page_form {
    LF_PAGE_OBJECT,  /* the only row; null where there is none */
    LF_PAGE_OBJECTS, /* a list of rows as objects */
    LF_PAGE_TABLE,   /* {"columns", "rows"} */
    LF_PAGE_CAPPED,  /* {"columns", "rows", "total", "shown"} */
    LF_PAGE_ONE,     /* the only cell, which is JSON; null where there is none */
    /* Written as members of the object that is open: */
    LF_PAGE_MEMBERS,     /* the only row */
    LF_PAGE_CAPPED_HERE, /* "columns", "rows", "total", "shown" */
    LF_PAGE_TABLE_HERE   /* "columns", "rows" */
} lf_page_form;

bool lf_page_rows(lf_context *ctx, lf_page *page, const char *key, const char *listing,
                  lf_page_form form);
/* The streets by rank, as DATA.md says. */
bool lf_page_streets(lf_context *ctx, lf_page *page, const char *key);
/* A number rounded to so many significant digits; whole numbers as they are. NaN: null. */
void lf_page_number(double value, int digits, char out[LF_NUMBER_SIZE]);
enum { LF_PAGE_DIGITS = 6, LF_PAGE_VALUE_DIGITS = 5 };

/* ---- values by area and their classes (page_values.c) -------------------------------------------
 */

bool lf_page_values(lf_context *ctx, lf_page *page, const char *key);
/* {"symbols", "classes"}; after lf_page_values, which fills the classes. */
bool lf_page_styles(lf_context *ctx, lf_page *page, const char *key);

#endif
