/*
 * Rows of a listing kept in memory, for pages that need them more than once or out of order.
 *
 * Knows the listing. Must not know what the rows mean.
 */
#ifndef LF_PRESENT_ROWS_H
#define LF_PRESENT_ROWS_H

#include "present/listing.h"

typedef struct lf_rows_cell {
    char *text;          /* as lf_listing_cell says it; owned */
    double number;       /* NaN where it is none */
    unsigned char *blob; /* owned; NULL where it is none */
    size_t size;
} lf_rows_cell;

/* Zero-initialise; free with lf_rows_free. */
typedef struct lf_rows {
    char **names; /* owned; of the columns */
    size_t columns, count;
    lf_rows_cell *cells; /* owned; row by row */
} lf_rows;

/* Steps the listing to its end. */
bool lf_rows_read(lf_context *ctx, lf_listing *listing, lf_rows *out);
void lf_rows_free(lf_rows *rows);
/* A cell by the column's name; "" and NaN where there is none. */
const char *lf_rows_text(const lf_rows *rows, size_t row, const char *name);
double lf_rows_number(const lf_rows *rows, size_t row, const char *name);
const void *lf_rows_blob(const lf_rows *rows, size_t row, const char *name, size_t *size);
/* Adds everything in the rows to a text that will be hashed. */
void lf_rows_describe(const lf_rows *rows, lf_text *out);

#endif
