/*
 * Language, labels and the check that a stage has run.
 */
#include "present/report.h"

#include <stdlib.h>
#include <string.h>

/* Borrowed from the table of labels. */
struct lf_label {
    const char *key, *words;
};

static bool choose_language(lf_context *ctx, lf_workspace *workspace, const char *language,
                            bool *chinese)
{
    char *stored = NULL;
    if (language == NULL || language[0] == '\0') {
        if (!lf_query_text(ctx, workspace, "SELECT value FROM setting WHERE name = 'city.language'",
                           &stored))
            return false;
        language = stored;
    }
    *chinese = language != NULL && strcmp(language, "zh") == 0;
    free(stored);
    return true;
}

static int label_order(const void *a, const void *b)
{
    return strcmp(((const struct lf_label *)a)->key, ((const struct lf_label *)b)->key);
}

static bool sort_labels(lf_context *ctx, lf_report *report)
{
    const char *column = lf_report_language(report);
    report->sorted = calloc(report->labels.rows + 1, sizeof *report->sorted);
    if (report->sorted == NULL)
        return lf_fail_memory(ctx);
    for (size_t row = 1; row < report->labels.rows; row++)
        report->sorted[report->count++] = (struct lf_label){
            lf_table_get(&report->labels, row, "key"), lf_table_get(&report->labels, row, column)};
    if (report->count > 0)
        qsort(report->sorted, report->count, sizeof *report->sorted, label_order);
    return true;
}

bool lf_report_open(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                    const char *language, lf_report *out)
{
    char *path = NULL;
    *out = (lf_report){.workspace = workspace, .places = places};
    bool ok = choose_language(ctx, workspace, language, &out->chinese) &&
              lf_places_file(ctx, places, "layers/labels.csv", &path) &&
              lf_table_read(ctx, path, &out->labels) && sort_labels(ctx, out);
    free(path);
    return ok;
}

void lf_report_close(lf_report *report)
{
    if (report == NULL)
        return;
    free(report->sorted);
    lf_table_free(&report->labels);
}

const char *lf_report_language(const lf_report *report)
{
    return report->chinese ? "zh" : "en";
}

/* Order of "group.key" (or "key") against a label's key. */
typedef struct wanted_label {
    const char *group, *key;
} wanted_label;

static int find_order(const void *a, const void *b)
{
    const wanted_label *wanted = a;
    const char *name = ((const struct lf_label *)b)->key;
    if (wanted->group == NULL)
        return strcmp(wanted->key, name);
    size_t length = strlen(wanted->group);
    int order = strncmp(wanted->group, name, length);
    if (order == 0)
        order = '.' - (int)(unsigned char)name[length];
    return order != 0 ? order : strcmp(wanted->key, name + length + 1);
}

const char *lf_report_words(const lf_report *report, const char *group, const char *key)
{
    wanted_label wanted = {group, key};
    const struct lf_label *found =
        report->count == 0
            ? NULL
            : bsearch(&wanted, report->sorted, report->count, sizeof *report->sorted, find_order);
    return found == NULL ? NULL : found->words;
}

const char *lf_report_label(const lf_report *report, const char *group, const char *key)
{
    const char *words = lf_report_words(report, group, key);
    return words != NULL ? words : key;
}

bool lf_report_need_stage(lf_context *ctx, const lf_report *report, const char *stage)
{
    char *fingerprint = NULL;
    if (!lf_stage_fingerprint(ctx, report->workspace, stage, &fingerprint))
        return false;
    bool there = fingerprint[0] != '\0';
    free(fingerprint);
    return there || lf_fail(ctx, "%s: the stage '%s' has not finished yet; do 'lifang %s' first",
                            lf_workspace_path(report->workspace), stage, stage);
}
