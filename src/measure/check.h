/*
 * One check of candidate sites: a query of queries/checks with its header, what its rows say, and
 * how a row becomes a judgement in words (check_result).
 *
 *     -- rank: 20                     where it stands in tables
 *     -- reason: pass | text | 中文    the words of an outcome (pass, warn, fail, not_measured) or
 * of
 *     --                              a key of the columns reason and remedy; {column} is filled in
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_CHECK_H
#define LF_MEASURE_CHECK_H

#include "measure/check_words.h"
#include "measure/parameters.h"
#include "measure/shared.h"

/* The columns a check may give; see queries/README.md. Others are there to be filled in. */
typedef enum lf_check_column {
    LF_CHECK_SITE,
    LF_CHECK_PART,
    LF_CHECK_OUTCOME,
    LF_CHECK_MEASURED,
    LF_CHECK_NAME,
    LF_CHECK_REQUIRED,
    LF_CHECK_COMPARISON,
    LF_CHECK_LOW,
    LF_CHECK_LOW_BY,
    LF_CHECK_HIGH,
    LF_CHECK_HIGH_BY,
    LF_CHECK_WALKED,
    LF_CHECK_SEVERITY,
    LF_CHECK_REASON,
    LF_CHECK_REMEDY,
    LF_CHECK_CLAUSE,
    LF_CHECK_CONFIDENCE,
    LF_CHECK_SHORTFALL,
    LF_CHECK_UNIT,
    LF_CHECK_FLIPS_BY,
    LF_CHECK_FLIPS_AT,
    LF_CHECK_COLUMNS
} lf_check_column;

typedef struct lf_check_reason {
    char *key, *texts[LF_TONGUES]; /* owned */
} lf_check_reason;

typedef struct lf_check {
    const lf_query *query; /* borrowed */
    lf_parameters parameters;
    lf_statement *rows;
    int at[LF_CHECK_COLUMNS]; /* of the query's columns; -1: it has none of that name */
    lf_check_reason *reasons;
    size_t reason_count;
    int rank;
    char *lack; /* the layers it needs that are empty, with commas; NULL: none */
} lf_check;

/*
 * Reads the header's reasons, proves the query and checks its columns, placeholders and patterns.
 * `query` is borrowed. Errors name file and line. lf_check_close is due also after a failure.
 */
bool lf_check_open(lf_context *ctx, lf_workspace *audit, const lf_query *query, const lf_city *city,
                   lf_check *out);
void lf_check_close(lf_check *check);
/* Its row in check_definition. */
bool lf_check_define(lf_context *ctx, lf_workspace *audit, const lf_check *check);

/* What judging the rows of a batch needs. */
typedef struct lf_check_desk {
    const lf_phrases *words;
    const lf_audit_terms *terms;
    lf_statement *insert; /* into check_result, as lf_check_insert_sql */
    lf_statement *keys;   /* the sites of a batch, :first_key … :last_key */
} lf_check_desk;

extern const char lf_check_insert_sql[];

/* Judges the sites of a batch by one check. */
bool lf_check_run(lf_context *ctx, const lf_check *check, const lf_check_desk *desk,
                  int64_t first_key, int64_t last_key);

#endif
