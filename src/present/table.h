/*
 * Three ways to write rows: a text table aligned by display width, CSV after RFC 4180, and JSON.
 *
 * Knows base only; what the rows mean is said elsewhere.
 */
#ifndef LF_PRESENT_TABLE_H
#define LF_PRESENT_TABLE_H

#include "base/context.h"
#include "present/output.h"

/* ---- text tables ------------------------------------------------------------------------------
 */

/* A table held in memory until its column widths are known. Zero-initialise; free with
 * lf_sheet_free. */
typedef struct lf_sheet {
    size_t columns;
    char **cells; /* owned; row by row, row 0 is the heading */
    size_t count; /* cells filled */
    size_t capacity;
    bool *right; /* owned; per column: numbers stand to the right */
    bool failed; /* out of memory at some point */
} lf_sheet;

bool lf_sheet_begin(lf_sheet *sheet, size_t columns);
/* Adds the next cell, row by row; the first row is the heading. NULL is an empty cell. Newlines,
 * tabs and control characters become spaces, so that no text can disturb a terminal. */
void lf_sheet_add(lf_sheet *sheet, const char *text);
/* Says that the column holds numbers. */
void lf_sheet_align_right(lf_sheet *sheet, size_t column);
/* Rows below the heading. */
size_t lf_sheet_rows(const lf_sheet *sheet);
/*
 * Writes the table, every line `indent` spaces in: the heading, a rule, the rows; two spaces
 * between columns, none at the end of a line. Columns without any text are left out.
 */
bool lf_sheet_write(lf_context *ctx, const lf_sheet *sheet, size_t indent, lf_output *output);
void lf_sheet_free(lf_sheet *sheet);

/* Puts text with control characters made spaces; for anything a terminal will show. */
void lf_put_printable(lf_output *output, const char *text);

/* ---- CSV --------------------------------------------------------------------------------------
 */

/*
 * A text cell: quoted where RFC 4180 asks for it. A text that a spreadsheet would take for a
 * formula (it begins with = + - @, a tab or a carriage return) gets a leading apostrophe.
 */
void lf_csv_text(lf_output *output, const char *text);
/* A number cell in full precision; nothing for NaN. */
void lf_csv_number(lf_output *output, double value);

/* ---- JSON -------------------------------------------------------------------------------------
 */

enum { LF_JSON_DEPTH = 16 };

/* Writes JSON with two spaces of indent; containers deeper than `inline_depth` stand on one line.
 * With an inline_depth below 0 no blank is written at all. */
typedef struct lf_json {
    lf_output *output;
    int depth;
    int inline_depth;
    bool used[LF_JSON_DEPTH]; /* something stands before in the container of that depth */
} lf_json;

void lf_json_init(lf_json *json, lf_output *output, int inline_depth);
/* `key` is NULL inside an array and at the top. */
void lf_json_open(lf_json *json, const char *key, char bracket); /* '{' or '[' */
void lf_json_close(lf_json *json, char bracket);                 /* '}' or ']' */
/*
 * NULL text becomes null. < > & and U+2028/9 are escaped, so that the document can stand inside a
 * page; bytes that are not UTF-8 become U+FFFD.
 */
void lf_json_string(lf_json *json, const char *key, const char *value);
void lf_json_number(lf_json *json, const char *key, double value); /* NaN and infinities: null */
void lf_json_integer(lf_json *json, const char *key, int64_t value);
void lf_json_boolean(lf_json *json, const char *key, bool value);
/* Text that is valid JSON already, with < > & escaped (they can only stand inside its strings). */
void lf_json_document(lf_json *json, const char *key, const char *value);
/* JSON text put as it is. */
void lf_json_raw(lf_json *json, const char *key, const char *value);

/* ---- numbers ----------------------------------------------------------------------------------
 */

enum { LF_NUMBER_SIZE = 48 };

/* Full precision ("%.15g"), -0 as 0, "" for NaN and infinities. */
void lf_number_full(double value, char out[LF_NUMBER_SIZE]);
/*
 * Rounded for reading: shares (unit "share") as per cent with one decimal; otherwise no decimals
 * from 100 on, one from 10 on, two from 0.1 on, else three significant digits; whole numbers as
 * they are. "–" for NaN: not measured is never 0.
 */
void lf_number_rounded(double value, const char *unit, char out[LF_NUMBER_SIZE]);

#endif
