/*
 * Listings: a query in queries/present/ whose header says which columns are shown where. The same
 * query gives the text table, the CSV file and the JSON rows.
 *
 *     -- id: verdicts               the file's name
 *     -- title: Verdicts            heading of the text table; title_zh likewise
 *     -- stage: measure             the stage that must have finished
 *     -- text: id, title, outcome   columns of the text table, in order (default: all)
 *     -- csv: …                     columns of CSV (default: all)
 *     -- json: …                    columns of JSON (default: all)
 *     -- words: outcome, base       values that labels.csv has words for, as "outcome.met"
 *     -- measured: value, low       numbers in the unit that the column `unit` names; NULL shows as
 * –
 *     -- boolean: binding           0 and 1 that are false and true
 *     -- document: parameters       texts that are JSON
 *
 * Where a query gives a column NAME_zh beside NAME, Chinese tables and CSV show it in NAME's place,
 * unless it is NULL; JSON has both under their own names.
 *
 * A column's heading is its name's label in labels.csv. In CSV, English keeps names and keys as
 * they are, so that programs can rely on them; Chinese gives the words. JSON always keeps the keys.
 * The parameters :language, :measure, :area, :kind and :brief may be used; NULL narrows nothing.
 */
#ifndef LF_PRESENT_LISTING_H
#define LF_PRESENT_LISTING_H

#include "present/report.h"
#include "present/table.h"

typedef enum lf_format { LF_FORMAT_TEXT, LF_FORMAT_CSV, LF_FORMAT_JSON } lf_format;

/* "text", "csv" or "json"; anything else is wrong usage. */
bool lf_format_from_word(lf_context *ctx, const char *word, lf_format *out);

/* What narrows a listing. NULL members narrow nothing. */
typedef struct lf_filter {
    const char *measure, *area, *kind;
    bool brief;
} lf_filter;

typedef struct lf_list_column {
    char *name; /* owned */
    bool words, measured, boolean, document;
    int twin; /* the column NAME_zh that stands for it in a Chinese table or CSV, or -1 */
} lf_list_column;

typedef struct lf_listing {
    const lf_report *report; /* borrowed */
    lf_sql_file file;        /* owned */
    lf_statement *rows;      /* owned */
    lf_list_column *columns; /* owned; all of the query's */
    size_t count;
    int unit_column; /* the one named unit, or -1 */
    size_t *shown;   /* owned; for the format asked for: indices of columns, in order */
    size_t shown_count;
} lf_listing;

/*
 * Opens queries/present/NAME.sql (queries/NAME.sql for a name such as "compare/values") for one
 * format. Errors: the stage has not run; the header names a
 * column that the query does not give; the query writes. Release with lf_listing_close in any case.
 */
bool lf_listing_open(lf_context *ctx, const lf_report *report, const char *name,
                     const lf_filter *filter, lf_format format, lf_listing *out);
void lf_listing_close(lf_listing *listing);
/* Shows the columns that another header key lists (all where it has none). */
bool lf_listing_show(lf_context *ctx, lf_listing *listing, const char *key);
/* The heading in the report's language. */
const char *lf_listing_title(const lf_listing *listing);

/* Index of a column of the query; an error where it gives none of that name. */
bool lf_listing_column(lf_context *ctx, const lf_listing *listing, const char *name, int *out);

/* Write all rows. The text table is preceded by nothing; without rows it is the word for none. */
bool lf_listing_text(lf_context *ctx, lf_listing *listing, size_t indent, lf_output *output);
bool lf_listing_csv(lf_context *ctx, lf_listing *listing, lf_output *output);
bool lf_listing_json(lf_context *ctx, lf_listing *listing, lf_json *json, const char *key);

/* The only row as an object. */
bool lf_listing_json_object(lf_context *ctx, lf_listing *listing, lf_json *json, const char *key);

/* Opens and writes a listing by itself: text with its table only, JSON as {"format", "version",
 * NAME: []}. */
bool lf_listing_print(lf_context *ctx, const lf_report *report, const char *name,
                      const lf_filter *filter, lf_format format, lf_output *output);
/* The head of every JSON document: format and version. The object is left open. */
void lf_json_begin_document(lf_json *json, lf_output *output);

enum { LF_CELL_SIZE = 512 };

/* A cell of the current row as text for reading; `buffer` serves what is not there as it is. Never
 * NULL. */
const char *lf_listing_cell(const lf_listing *listing, size_t column, char buffer[LF_CELL_SIZE]);

#endif
