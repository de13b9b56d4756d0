/*
 * Puts listings together: a table of sections, and one loop for each format.
 */
#include "present/results.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "present/pivot.h"

/* Where a section appears. */
enum { IN_LOAD = 1, IN_WALK = 2, IN_VALUES = 4, IN_VERDICTS = 8, IN_SUMMARY = 16 };

typedef enum section_form {
    ROWS,   /* an array of rows; a table */
    OBJECT, /* its only row */
    PIVOT,  /* the values: a table with a column per area in text */
    COUNTS  /* one line in text, an object in JSON */
} section_form;

typedef struct section {
    const char *listing; /* also the key in JSON */
    section_form form;
    unsigned text; /* the words for which it appears in text */
    unsigned json;
} section;

static const section sections[] = {
    {"city", OBJECT, 0, IN_SUMMARY},
    {"layers", ROWS, IN_LOAD | IN_SUMMARY, IN_LOAD | IN_SUMMARY},
    {"categories", ROWS, 0, IN_SUMMARY},
    {"network", ROWS, IN_WALK | IN_SUMMARY, IN_WALK | IN_SUMMARY},
    {"components", ROWS, IN_WALK, IN_WALK | IN_SUMMARY},
    {"problem_counts", ROWS, IN_WALK | IN_SUMMARY, IN_WALK | IN_SUMMARY},
    {"areas", ROWS, 0, IN_VALUES | IN_SUMMARY},
    {"measures", ROWS, 0, IN_VALUES | IN_SUMMARY},
    {"runs", ROWS, 0, IN_VALUES | IN_SUMMARY},
    {"values", PIVOT, IN_VALUES | IN_SUMMARY, IN_VALUES | IN_SUMMARY},
    {"verdicts", ROWS, IN_VERDICTS | IN_SUMMARY, IN_VERDICTS | IN_SUMMARY},
    {"verdict_counts", COUNTS, IN_VERDICTS | IN_SUMMARY, IN_VERDICTS | IN_SUMMARY},
    {"notices", ROWS, IN_LOAD, IN_SUMMARY},
    {"notices_brief", ROWS, IN_SUMMARY, 0},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

/* What can be asked for, and the listing that is its CSV. */
static const struct {
    const char *word;
    unsigned bit;
    const char *csv;
} subjects[] = {
    {"load", IN_LOAD, "layers"},       {"walk", IN_WALK, "network"},
    {"values", IN_VALUES, "values"},   {"verdicts", IN_VERDICTS, "verdicts"},
    {"summary", IN_SUMMARY, "values"},
};
enum { SUBJECTS = sizeof subjects / sizeof subjects[0] };

/* "9 met, 2 missed (1 binding), …" with the words of the language. */
static bool write_counts(lf_context *ctx, lf_listing *counts, size_t indent, lf_output *output)
{
    lf_step step = lf_statement_step(ctx, counts->rows);
    if (step != LF_STEP_ROW)
        return step != LF_STEP_FAILED;
    lf_output_putf(output, "%*s", (int)indent, "");
    for (size_t i = 0; i < counts->count; i++)
        lf_output_putf(output, "%s%lld %s", i > 0 ? ", " : "",
                       (long long)lf_column_integer(counts->rows, (int)i),
                       lf_report_label(counts->report, "count", counts->columns[i].name));
    lf_output_put(output, "\n");
    return true;
}

static void put_heading(const section *part, const lf_listing *listing, bool *begun,
                        lf_output *output)
{
    if (part->form == COUNTS)
        return;
    lf_output_putf(output, "%s%s\n", *begun ? "\n" : "", lf_listing_title(listing));
    *begun = true;
}

static bool write_text_section(lf_context *ctx, const lf_report *report, const section *part,
                               const lf_filter *filter, bool *begun, lf_output *output)
{
    lf_listing listing;
    bool ok = lf_listing_open(ctx, report, part->listing, filter, LF_FORMAT_TEXT, &listing);
    if (ok) {
        put_heading(part, &listing, begun, output);
        if (part->form == PIVOT)
            ok = lf_pivot_text(ctx, report, filter, 2, output);
        else if (part->form == COUNTS)
            ok = write_counts(ctx, &listing, 2, output);
        else
            ok = lf_listing_text(ctx, &listing, 2, output);
    }
    lf_listing_close(&listing);
    return ok;
}

static bool write_json_section(lf_context *ctx, const lf_report *report, const section *part,
                               const lf_filter *filter, lf_json *json)
{
    lf_listing listing;
    bool ok = lf_listing_open(ctx, report, part->listing, filter, LF_FORMAT_JSON, &listing);
    if (ok && (part->form == OBJECT || part->form == COUNTS))
        ok = lf_listing_json_object(ctx, &listing, json, part->listing);
    else if (ok)
        ok = lf_listing_json(ctx, &listing, json, part->listing);
    lf_listing_close(&listing);
    return ok;
}

static bool write_text(lf_context *ctx, const lf_report *report, unsigned bit,
                       const lf_filter *filter, lf_output *output)
{
    bool begun = false;
    for (size_t i = 0; i < SECTIONS; i++)
        if ((sections[i].text & bit) != 0 &&
            !write_text_section(ctx, report, &sections[i], filter, &begun, output))
            return false;
    return true;
}

static bool write_json(lf_context *ctx, const lf_report *report, unsigned bit,
                       const lf_filter *filter, lf_output *output)
{
    lf_json json;
    lf_json_begin_document(&json, output);
    for (size_t i = 0; i < SECTIONS; i++)
        if ((sections[i].json & bit) != 0 &&
            !write_json_section(ctx, report, &sections[i], filter, &json))
            return false;
    lf_json_close(&json, '}');
    return true;
}

/* ---- checking what was asked for ----------------------------------------------------------------
 */

enum { MOST_CANDIDATES = 2000 };

/* Fails with the nearest of the names that a query of one column gives, unless `word` is one of
 * them. */
static bool check_word(lf_context *ctx, const lf_report *report, const char *what, const char *word,
                       const char *sql)
{
    lf_statement *names = NULL;
    char *candidates[MOST_CANDIDATES];
    size_t count = 0;
    bool found = word == NULL;
    lf_step step = LF_STEP_DONE;
    if (found)
        return true;
    if (!lf_prepare(ctx, report->workspace, sql, &names))
        return false;
    while (!found && (step = lf_statement_step(ctx, names)) == LF_STEP_ROW) {
        const char *name = lf_column_text(names, 0);
        found = name != NULL && strcmp(name, word) == 0;
        if (count < MOST_CANDIDATES && name != NULL && (candidates[count] = lf_copy(name)) != NULL)
            count++;
    }
    const char *near = found ? NULL : lf_nearest_word(word, (const char *const *)candidates, count);
    if (!found && step != LF_STEP_FAILED && near != NULL)
        lf_fail_usage(ctx, "there is no %s '%s'; did you mean '%s'?", lf_say(ctx, what), word,
                      near);
    else if (!found && step != LF_STEP_FAILED)
        lf_fail_usage(ctx, "there is no %s '%s'", lf_say(ctx, what), word);
    for (size_t i = 0; i < count; i++)
        free(candidates[i]);
    lf_statement_close(names);
    return found;
}

static bool check_filter(lf_context *ctx, const lf_report *report, const lf_filter *filter)
{
    if (filter == NULL)
        return true;
    return check_word(ctx, report, N_("measure"), filter->measure, "SELECT id FROM measure") &&
           check_word(ctx, report, N_("kind of area"), filter->kind,
                      "SELECT DISTINCT kind FROM areas ORDER BY kind") &&
           check_word(ctx, report, N_("area"), filter->area,
                      "SELECT 'city' UNION ALL SELECT value FROM setting"
                      " WHERE name IN ('city.name', 'city.title')"
                      " UNION ALL SELECT id FROM areas UNION ALL SELECT name FROM areas");
}

bool lf_results_write(lf_context *ctx, const lf_report *report, const char *what,
                      const lf_filter *filter, lf_format format, lf_output *output)
{
    size_t subject = 0;
    while (subject < SUBJECTS && strcmp(subjects[subject].word, what) != 0)
        subject++;
    if (subject == SUBJECTS)
        return lf_fail_usage(
            ctx, "unknown results '%s'; expected load, walk, values, verdicts or summary", what);
    if (!check_filter(ctx, report, filter))
        return false;
    if (format == LF_FORMAT_CSV)
        return lf_listing_print(ctx, report, subjects[subject].csv, filter, format, output);
    if (format == LF_FORMAT_JSON)
        return write_json(ctx, report, subjects[subject].bit, filter, output);
    return write_text(ctx, report, subjects[subject].bit, filter, output);
}
