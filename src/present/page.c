/* See page.h. */
#include "present/page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/page_own.h"
#include "present/page_template.h"

/* ---- what stands in the document, in this order -------------------------------------------------
 */

typedef enum part_kind { ROWS, OPEN, CLOSE } part_kind;

/* A member made of a query, or the begin or end of an object that holds several. */
typedef struct page_part {
    part_kind kind;
    const char *key;
    const char *listing;
    lf_page_form form;
} page_part;

static const page_part before_values[] = {
    {ROWS, "city", "present/page/city", LF_PAGE_OBJECT},
    {ROWS, "plan", "plan", LF_PAGE_OBJECT},
    {ROWS, "counts", "verdict_counts", LF_PAGE_OBJECT},
    {ROWS, "categories", "present/page/categories", LF_PAGE_OBJECTS},
    {ROWS, "measures", "present/page/measures", LF_PAGE_OBJECTS},
    {OPEN, "areas", NULL, 0},
    {ROWS, "kinds", "present/page/kinds", LF_PAGE_OBJECTS},
    {ROWS, "rows", "present/page/areas", LF_PAGE_OBJECTS},
    {CLOSE, NULL, NULL, 0},
    {ROWS, "reasons", "present/page/reasons", LF_PAGE_OBJECTS},
    {ROWS, "targets", "present/page/targets", LF_PAGE_OBJECTS},
};

static const page_part after_values[] = {
    {ROWS, "sheds", "present/page/sheds", LF_PAGE_OBJECTS},
    {OPEN, "stations", NULL, 0},
    {ROWS, NULL, "present/page/stations_head", LF_PAGE_MEMBERS},
    {ROWS, "rows", "present/page/stations", LF_PAGE_OBJECTS},
    {CLOSE, NULL, NULL, 0},
    {ROWS, "facilities", "present/page/facilities", LF_PAGE_CAPPED},
    {ROWS, "sites", "present/page/sites", LF_PAGE_CAPPED},
    {ROWS, "rail", "present/page/rail", LF_PAGE_OBJECTS},
    {ROWS, "constraints", "present/page/constraints", LF_PAGE_CAPPED},
    {OPEN, "charts", NULL, 0},
    {ROWS, "coverage", "present/page/chart_coverage", LF_PAGE_ONE},
    {ROWS, "jobs_housing", "present/page/chart_jobs_housing", LF_PAGE_OBJECTS},
    {ROWS, "schedule", "present/page/chart_schedule", LF_PAGE_OBJECTS},
    {ROWS, "node_place", "present/page/chart_node_place", LF_PAGE_ONE},
    {CLOSE, NULL, NULL, 0},
    {OPEN, "gaps", NULL, 0},
    {ROWS, NULL, "present/page/gaps", LF_PAGE_CAPPED_HERE},
    {ROWS, "by_category", "present/page/gaps_by_category", LF_PAGE_TABLE},
    {ROWS, "unjoined", "present/page/gaps_unjoined", LF_PAGE_OBJECT},
    {CLOSE, NULL, NULL, 0},
    {OPEN, "quality", NULL, 0},
    {ROWS, "layers", "present/page/layers", LF_PAGE_TABLE},
    {ROWS, "rejects", "present/page/rejects", LF_PAGE_CAPPED},
    {ROWS, "repairs", "present/page/repairs", LF_PAGE_CAPPED},
    {ROWS, "problems", "present/page/problems", LF_PAGE_CAPPED},
    {ROWS, "notices", "present/page/notices", LF_PAGE_CAPPED},
    {ROWS, "network", "present/page/network", LF_PAGE_TABLE},
    {CLOSE, NULL, NULL, 0},
};

static const page_part of_audit[] = {
    {OPEN, "audit", NULL, 0},
    {ROWS, "facts", "present/page/audit_facts", LF_PAGE_ONE},
    {ROWS, "counts", "present/page/audit_counts", LF_PAGE_OBJECT},
    {ROWS, "checks", "present/page/audit_checks", LF_PAGE_OBJECTS},
    {ROWS, "sites", "present/page/audit_sites", LF_PAGE_CAPPED},
    {ROWS, "effects", "present/page/audit_effects", LF_PAGE_TABLE},
    {CLOSE, NULL, NULL, 0},
};

#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

static bool put_parts(lf_context *ctx, lf_page *page, const page_part *parts, size_t count)
{
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        if (parts[i].kind == OPEN)
            lf_json_open(&page->json, parts[i].key, '{');
        else if (parts[i].kind == CLOSE)
            lf_json_close(&page->json, '}');
        else
            ok = !lf_stopping(ctx) &&
                 lf_page_rows(ctx, page, parts[i].key, parts[i].listing, parts[i].form);
    }
    return ok;
}

/* ---- the members that are no plain query --------------------------------------------------------
 */

static void put_words(lf_page *page)
{
    static const char *const languages[] = {"en", "zh"};
    const lf_table *labels = &page->report->labels;
    lf_json *json = &page->json;
    lf_json_open(json, "words", '{');
    for (int i = 0; i < 2; i++) {
        lf_json_open(json, languages[i], '{');
        for (size_t row = 1; row < labels->rows; row++)
            lf_json_string(json, lf_table_get(labels, row, "key"),
                           lf_table_get(labels, row, languages[i]));
        lf_json_close(json, '}');
    }
    lf_json_close(json, '}');
}

static void put_head(lf_page *page)
{
    lf_json *json = &page->json;
    lf_json_open(json, NULL, '{');
    lf_json_string(json, "format", "lifang-page");
    lf_json_integer(json, "version", 1);
    lf_json_string(json, "program", LF_VERSION);
    lf_json_string(json, "language", lf_report_language(page->report));
    put_words(page);
}

static bool put_homes(lf_context *ctx, lf_page *page)
{
    lf_json_open(&page->json, "homes", '{');
    bool ok =
        lf_page_rows(ctx, page, NULL, "present/page/homes_head", LF_PAGE_MEMBERS) &&
        lf_page_rows(ctx, page, NULL,
                     isnan(page->cell_m) ? "present/page/homes_rows" : "present/page/homes_cells",
                     LF_PAGE_TABLE_HERE);
    lf_json_close(&page->json, '}');
    return ok;
}

static bool put_provenance(lf_context *ctx, lf_page *page)
{
    lf_json *json = &page->json;
    char *measured = NULL;
    if (!lf_stage_fingerprint(ctx, page->report->workspace, "measure", &measured))
        return false;
    lf_json_open(json, "provenance", '{');
    bool ok = lf_page_rows(ctx, page, "sources", "present/page/sources", LF_PAGE_TABLE) &&
              lf_page_rows(ctx, page, "settings", "present/page/settings", LF_PAGE_TABLE);
    lf_json_integer(json, "left_out", page->left_out);
    lf_json_string(json, "measured", measured);
    lf_json_close(json, '}');
    free(measured);
    return ok;
}

static bool put_document(lf_context *ctx, lf_page *page)
{
    put_head(page);
    return put_parts(ctx, page, before_values, COUNT_OF(before_values)) &&
           lf_page_values(ctx, page, "values") && lf_page_styles(ctx, page, "styles") &&
           put_homes(ctx, page) && put_parts(ctx, page, after_values, COUNT_OF(after_values)) &&
           lf_page_streets(ctx, page, "streets") && put_provenance(ctx, page);
}

/* The audit's own workspace is asked; the frame stays that of the city's page. */
static bool put_audit(lf_context *ctx, lf_page *page, const lf_report *audit)
{
    if (audit == NULL) {
        lf_json_raw(&page->json, "audit", NULL);
        return true;
    }
    const lf_report *city = page->report;
    page->report = audit;
    lf_page_drop_tables(page);
    bool ok =
        lf_page_make_audit_tables(ctx, page) && put_parts(ctx, page, of_audit, COUNT_OF(of_audit));
    lf_page_drop_tables(page);
    page->report = city;
    return ok;
}

static void free_page(lf_page *page)
{
    for (size_t i = 0; i < page->class_count; i++)
        free(page->classes[i]);
    free(page->classes);
    lf_style_close(page->style);
}

bool lf_page_write_data(lf_context *ctx, const lf_report *report, const lf_report *audit,
                        lf_output *output)
{
    lf_page page = {.report = report};
    lf_json_init(&page.json, output, -1);
    lf_page_drop_tables(&page);
    bool ok = lf_report_need_stage(ctx, report, "measure") &&
              lf_style_open(ctx, report, &page.style) && lf_page_make_tables(ctx, &page) &&
              put_document(ctx, &page);
    lf_page_drop_tables(&page);
    ok = ok && put_audit(ctx, &page, audit);
    lf_json_close(&page.json, '}');
    free_page(&page);
    return ok;
}

/* ---- the file -----------------------------------------------------------------------------------
 */

void lf_page_template_hash(char out[LF_HASH_SIZE])
{
    lf_hash_bytes(lf_page_template, lf_page_template_size, out);
}

/* Where the marker stands in the template; NULL: nowhere. */
static const unsigned char *find_marker(void)
{
    return memmem(lf_page_template, lf_page_template_size, LF_PAGE_MARKER,
                  sizeof LF_PAGE_MARKER - 1);
}

static bool put_page(lf_context *ctx, const lf_report *report, const lf_report *audit,
                     lf_output *output)
{
    const unsigned char *marker = find_marker();
    if (marker == NULL)
        return lf_fail(ctx, "the page's template has no place for the data");
    const unsigned char *rest = marker + sizeof LF_PAGE_MARKER - 1;
    lf_output_put_bytes(output, (const char *)lf_page_template,
                        (size_t)(marker - lf_page_template));
    if (!lf_page_write_data(ctx, report, audit, output))
        return false;
    lf_output_put_bytes(output, (const char *)rest,
                        lf_page_template_size - (size_t)(rest - lf_page_template));
    return true;
}

bool lf_page_write(lf_context *ctx, const lf_report *report, const lf_report *audit,
                   const char *folder, const char *name)
{
    lf_output_file file;
    if (!lf_file_open(ctx, folder, name, &file))
        return false;
    if (put_page(ctx, report, audit, &file.output))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

bool lf_page_put_audit(lf_context *ctx, const lf_report *audit, lf_output *output)
{
    lf_workspace *workspace = NULL;
    lf_report report;
    if (!lf_workspace_open_read(ctx, lf_workspace_city_path(audit->workspace), &workspace))
        return false;
    bool ok = lf_report_open(ctx, workspace, audit->places, lf_report_language(audit), &report) &&
              put_page(ctx, &report, audit, output);
    lf_report_close(&report);
    lf_workspace_close(workspace);
    return ok;
}

bool lf_page_write_audit(lf_context *ctx, const lf_report *audit, const char *folder,
                         const char *name)
{
    lf_output_file file;
    if (!lf_file_open(ctx, folder, name, &file))
        return false;
    if (lf_page_put_audit(ctx, audit, &file.output))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}
