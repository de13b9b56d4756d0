/*
 * What every printing function needs to know: where the results are, where definitions lie, which
 * language is spoken, and the words for it (layers/labels.csv).
 *
 * Knows workspace and below.
 */
#ifndef LF_PRESENT_REPORT_H
#define LF_PRESENT_REPORT_H

#include "catalog/catalog.h"
#include "workspace/workspace.h"

typedef struct lf_report {
    lf_workspace *workspace; /* borrowed */
    const lf_places *places; /* borrowed */
    bool chinese;
    lf_table labels;         /* owned */
    struct lf_label *sorted; /* the labels of the language by key, for looking up; owned */
    size_t count;
} lf_report;

/* `language` is "en" or "zh"; NULL or "": the setting city.language, "en" where there is none. */
bool lf_report_open(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                    const char *language, lf_report *out);
void lf_report_close(lf_report *report);
/* "en" or "zh". */
const char *lf_report_language(const lf_report *report);
/* The words for "group.key" (or "key" when group is NULL), NULL when labels.csv has none.
 * Logarithmic in the labels. */
const char *lf_report_words(const lf_report *report, const char *group, const char *key);
/* As lf_report_words, with `key` itself where there are none. */
const char *lf_report_label(const lf_report *report, const char *group, const char *key);
/* Error unless the stage has finished, with what to run. */
bool lf_report_need_stage(lf_context *ctx, const lf_report *report, const char *stage);

#endif
