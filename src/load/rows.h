/*
 * One feature of a source to the values of one contract row.
 *
 * Inside the room load only. Must not know geometry.
 */
#ifndef LF_LOAD_ROWS_H
#define LF_LOAD_ROWS_H

#include "load/columns.h"

typedef struct lf_value {
    lf_column_type type; /* NULL, INTEGER, REAL or TEXT */
    int64_t integer;
    double real;
    lf_text text;
} lf_value;

/* The values of a row, in the order of the columns. Reused from row to row; free with lf_row_free.
 */
typedef struct lf_row {
    lf_value *values; /* owned */
    size_t count;
    bool all_blank; /* nothing but NULL came from the source */
    lf_text scratch;
    /* When a value cannot be read: */
    const lf_column *refused; /* its column, or NULL */
    lf_text general;          /* the reason without the value: "jobs is not a number" */
    lf_text detail;           /* with it: "jobs: 'many' is not a number" */
} lf_row;

bool lf_row_make(lf_context *ctx, const lf_columns *columns, lf_row *out);
void lf_row_free(lf_row *row);
/*
 * Reads the values. A value that cannot be read sets row->refused (the first one) and is NULL.
 * Returns false only when memory runs out.
 */
bool lf_row_read(lf_context *ctx, lf_source *source, OGRFeatureH feature, const lf_columns *columns,
                 const lf_categories *categories, lf_row *row);
lf_value *lf_row_value(const lf_columns *columns, const lf_row *row, const char *name);
/* A value as text for a message; lives in the row's scratch. */
const char *lf_row_show(lf_row *row, const lf_value *value);
void lf_row_bind(const lf_columns *columns, const lf_row *row, lf_statement *insert);

#endif
