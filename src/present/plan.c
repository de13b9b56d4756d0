/* See plan.h. */
#include "present/plan.h"

#include <stdlib.h>

/* Listings in the order in which text shows them; JSON has the same under their names. */
typedef struct plan_part {
    const char *listing;
    bool text, json, object, counts;
} plan_part;

static bool write_counts(lf_context *ctx, lf_listing *listing, lf_output *output)
{
    lf_step step = lf_statement_step(ctx, listing->rows);
    for (size_t i = 0; step == LF_STEP_ROW && i < listing->count; i++)
        lf_output_putf(output, "%s%lld %s", i > 0 ? ", " : "",
                       (long long)lf_column_integer(listing->rows, (int)i),
                       lf_report_label(listing->report, "count", listing->columns[i].name));
    lf_output_put(output, "\n");
    return step != LF_STEP_FAILED;
}

static bool write_text_part(lf_context *ctx, const lf_report *report, const plan_part *part,
                            lf_output *output)
{
    static const lf_filter brief = {.brief = true};
    lf_listing listing;
    bool ok = lf_listing_open(ctx, report, part->listing, &brief, LF_FORMAT_TEXT, &listing);
    if (ok && part->counts)
        ok = write_counts(ctx, &listing, output);
    else if (ok) {
        lf_output_putf(output, "%s\n", lf_listing_title(&listing));
        ok = lf_listing_text(ctx, &listing, 2, output);
        lf_output_put(output, "\n");
    }
    lf_listing_close(&listing);
    return ok;
}

static bool write_json_part(lf_context *ctx, const lf_report *report, const plan_part *part,
                            lf_json *json)
{
    lf_listing listing;
    bool ok = lf_listing_open(ctx, report, part->listing, NULL, LF_FORMAT_JSON, &listing);
    if (ok)
        ok = part->object ? lf_listing_json_object(ctx, &listing, json, part->listing)
                          : lf_listing_json(ctx, &listing, json, part->listing);
    lf_listing_close(&listing);
    return ok;
}

/* The name of the plan as the heading of the text. */
static bool write_heading(lf_context *ctx, const lf_report *report, lf_output *output)
{
    char *name = NULL;
    bool ok = lf_query_text(ctx, report->workspace,
                            report->chinese
                                ? "SELECT name || ' ' || year_from || '—' || year_to FROM plan"
                                : "SELECT title || ', ' || year_from || '–' || year_to FROM plan",
                            &name);
    if (ok && name != NULL) {
        lf_put_printable(output, name);
        lf_output_put(output, "\n\n");
    }
    free(name);
    return ok;
}

static bool write_parts(lf_context *ctx, const lf_report *report, lf_format format,
                        const plan_part *parts, size_t count, const char *csv, lf_output *output)
{
    lf_json json;
    bool ok = true;
    if (format == LF_FORMAT_CSV)
        return lf_listing_print(ctx, report, csv, NULL, format, output);
    if (format == LF_FORMAT_TEXT)
        ok = write_heading(ctx, report, output);
    else
        lf_json_begin_document(&json, output);
    for (size_t i = 0; ok && i < count; i++) {
        if (format == LF_FORMAT_TEXT && parts[i].text)
            ok = write_text_part(ctx, report, &parts[i], output);
        else if (format == LF_FORMAT_JSON && parts[i].json)
            ok = write_json_part(ctx, report, &parts[i], &json);
    }
    if (format == LF_FORMAT_JSON)
        lf_json_close(&json, '}');
    return ok;
}

static bool print_parts(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                        const plan_part *parts, size_t count, const char *csv,
                        const lf_print *print)
{
    lf_report report = {0};
    lf_output output;
    lf_format format;
    lf_output_init(&output, print->take, print->user);
    bool ok = lf_format_from_word(ctx, print->format, &format) &&
              lf_report_open(ctx, workspace, places, print->language, &report) &&
              write_parts(ctx, &report, format, parts, count, csv, &output);
    lf_report_close(&report);
    if (ok)
        return lf_output_finish(ctx, &output);
    lf_text_free(&output.pending);
    return false;
}

bool lf_present_findings(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                         const lf_print *print)
{
    static const plan_part parts[] = {
        {"plan", false, true, true, false},
        {"findings", true, true, false, false},
        {"findings_closed", true, false, false, false},
        {"finding_counts", true, true, true, true},
    };
    return print_parts(ctx, workspace, places, parts, 4, "findings", print);
}

bool lf_present_provisions(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                           bool coverage, const lf_print *print)
{
    static const plan_part provisions[] = {
        {"plan", false, true, true, false},
        {"provisions", true, true, false, false},
    };
    static const plan_part counted[] = {
        {"plan", false, true, true, false},
        {"plan_coverage", true, true, false, false},
    };
    return print_parts(ctx, workspace, places, coverage ? counted : provisions, 2,
                       coverage ? "plan_coverage" : "provisions", print);
}
