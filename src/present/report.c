/*
 * Language, labels and the check that a stage has run.
 */
#include "present/report.h"

#include <stdlib.h>
#include <string.h>

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

bool lf_report_open(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                    const char *language, lf_report *out)
{
    char *path = NULL;
    *out = (lf_report){.workspace = workspace, .places = places};
    bool ok = choose_language(ctx, workspace, language, &out->chinese) &&
              lf_places_file(ctx, places, "layers/labels.csv", &path) &&
              lf_table_read(ctx, path, &out->labels);
    free(path);
    return ok;
}

void lf_report_close(lf_report *report)
{
    if (report != NULL)
        lf_table_free(&report->labels);
}

const char *lf_report_language(const lf_report *report)
{
    return report->chinese ? "zh" : "en";
}

/* Whether `name` is "group.key". */
static bool is_named(const char *name, const char *group, const char *key)
{
    if (group == NULL)
        return strcmp(name, key) == 0;
    size_t length = strlen(group);
    return strncmp(name, group, length) == 0 && name[length] == '.' &&
           strcmp(name + length + 1, key) == 0;
}

const char *lf_report_words(const lf_report *report, const char *group, const char *key)
{
    const char *column = lf_report_language(report);
    for (size_t row = 1; row < report->labels.rows; row++)
        if (is_named(lf_table_get(&report->labels, row, "key"), group, key))
            return lf_table_get(&report->labels, row, column);
    return NULL;
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
