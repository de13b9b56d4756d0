/*
 * Two results of the same city side by side: which verdicts changed, which values moved, and what
 * the two rest on where that differs.
 *
 * A side is a city file (its workspace is meant), a workspace, or a results.json. Both are read
 * into tables in memory (queries/compare/schema.sql), where queries/compare/derive.sql pairs them;
 * what is shown are the listings of queries/compare. Knows workspace and below.
 */
#ifndef LF_PRESENT_COMPARE_H
#define LF_PRESENT_COMPARE_H

#include "present/present.h"

typedef struct lf_comparison lf_comparison;

/*
 * Reads both sides; neither is changed. Errors: no such file; a file that is none of the three; a
 * workspace that has not been measured; two cities (by name and coordinate system). *out is NULL
 * after an error, else due to lf_comparison_close. Linear in the values of both.
 */
bool lf_comparison_open(lf_context *ctx, const lf_places *places, const char *before,
                        const char *after, lf_comparison **out);
void lf_comparison_close(lf_comparison *comparison);

/*
 * Prints it: text has the sides, what they rest on, verdicts whose outcome or number differs, and
 * the city's values; CSV the verdicts and then the values that differ, as one table each, or only
 * the values where `filter` names a measure; JSON the lifang-comparison document
 * (compare.schema.json). `filter` may be NULL.
 */
bool lf_comparison_print(lf_context *ctx, const lf_comparison *comparison, const lf_filter *filter,
                         const lf_print *print);

/*
 * Writes compare_verdicts.csv, compare.csv (values) and compare.json into `folder` (made when
 * absent), and, where a side with the areas' shapes is a workspace, compare.pdf: a map for each
 * figure that changed, areas by their change. Each file whole or not at all.
 */
bool lf_comparison_write(lf_context *ctx, const lf_comparison *comparison, const char *language,
                         const char *folder);

/* Names a side in the results, in place of the path it was read from. `side` is 1 or 2. */
bool lf_comparison_name(lf_context *ctx, const lf_comparison *comparison, int side,
                        const char *name);

/* An audit's file and the city's workspace that it is of. */
typedef struct lf_audit_side {
    const char *audit, *city;
} lf_audit_side;

/*
 * Prints which sites have another outcome in the second audit, and which of their checks: two
 * tables as text or CSV, one document as JSON. Text has only checks with another outcome, the
 * others also those with another measured value.
 */
bool lf_audits_compare(lf_context *ctx, const lf_places *places, lf_audit_side before,
                       lf_audit_side after, const lf_print *print);

/* How much differs. */
typedef struct lf_comparison_counts {
    uint64_t outcomes, values;
} lf_comparison_counts;
bool lf_comparison_count(lf_context *ctx, const lf_comparison *comparison,
                         lf_comparison_counts *counts);

#endif
