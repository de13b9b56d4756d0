/*
 * What the query of a measure answered, kept in memory until it is summed and written: queries are
 * asked side by side, results are written one after the other.
 *
 * Knows workspace. Must not know what a measure means.
 */
#ifndef LF_MEASURE_ANSWER_H
#define LF_MEASURE_ANSWER_H

#include "workspace/workspace.h"

/* What a query's columns are; -1 where it has none of that name. */
typedef struct lf_answer_shape {
    int area_id, atom, slice, base, numerator, denominator, reason;
} lf_answer_shape;

typedef struct lf_answer_row {
    int pass;
    bool has_atom;
    int64_t atom;
    size_t area_id, slice, base, reason; /* for lf_answer_word */
    double numerator, denominator;       /* NaN: none */
} lf_answer_row;

typedef struct lf_answer {
    lf_answer_shape shape;
    char *lack; /* why it was not asked, in words; NULL: it was; owned */
    lf_answer_row *rows;
    size_t count, room;
    lf_text words; /* of all rows, each ended by a zero byte */
} lf_answer;

/* Appends the current row of a statement. The words of equal rows in succession are kept once. */
bool lf_answer_add(lf_context *ctx, lf_answer *answer, int pass, const lf_statement *row);
/* A word of a row, or NULL where the row had none. */
const char *lf_answer_word(const lf_answer *answer, size_t word);
/* Accepts NULL. */
void lf_answer_free(lf_answer *answer);

#endif
