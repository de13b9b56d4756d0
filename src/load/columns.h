/*
 * Which column of a source fills which column of a contract.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_COLUMNS_H
#define LF_LOAD_COLUMNS_H

#include "load/category.h"
#include "load/source.h"
#include "workspace/workspace.h"

/* How a text becomes a value of the column. */
typedef enum lf_column_reading {
    LF_AS_TEXT,
    LF_AS_NUMBER,
    LF_AS_INTEGER,
    LF_AS_FLAG,
    LF_AS_YEAR,
    LF_AS_COMPARISON,
    LF_AS_CATEGORY,
    LF_AS_WORD, /* a word of layers/classes.csv where it is one */
    LF_AS_WORDS /* several of them, with commas between */
} lf_column_reading;

typedef struct lf_column {
    char *name; /* owned */
    lf_column_reading reading;
    const char *words; /* the kind of words in layers/classes.csv; a literal, or NULL */
    bool not_null;
    char *fallback;       /* SQL of the default, or NULL; owned */
    int from;             /* column of the source, or LF_NO_COLUMN */
    int parameter;        /* of the INSERT statement; 0 before lf_columns_insert */
    const char *constant; /* from `set`, or NULL; borrowed */
} lf_column;

/* The columns of a contract that a source may fill, in the table's order. */
typedef struct lf_columns {
    lf_column *items;
    size_t count;
    bool has_xy, has_geom, has_key;
} lf_columns;

/* Reads them from the layer's table, which must have been made. Free with lf_columns_free. */
bool lf_columns_read(lf_context *ctx, lf_workspace *ws, const lf_contract *contract,
                     lf_columns *out);
void lf_columns_free(lf_columns *columns);
lf_column *lf_columns_find(const lf_columns *columns, const char *name);

/*
 * Matches them with the pass of a source: `set` and `fields` of the city file, then the column's
 * own name, then the contract's accepted names, in this order; an accepted name is used once.
 * Errors: fields naming an absent column, a column that must be filled and has no match; both name
 * the nearest one.
 */
bool lf_columns_match(lf_context *ctx, const lf_contract *contract, const lf_source *source,
                      lf_columns *columns);
/* The INSERT statement of the layer, with a parameter ":name" for every column of the table. */
bool lf_columns_insert(lf_context *ctx, lf_workspace *ws, const lf_contract *contract,
                       lf_columns *columns, lf_statement **out);

#endif
