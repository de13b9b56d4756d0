/*
 * Audits outwards: what is printed, and the files in the output folder.
 */
#include "present/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/dossier.h"
#include "present/geopackage.h"
#include "present/listing.h"
#include "present/page.h"
#include "present/spreadsheet.h"
#include "workspace/readers.h"

bool lf_dossiers_from_word(lf_context *ctx, const char *word, lf_dossiers *out)
{
    static const char *const words[] = {
        [LF_DOSSIERS_NONE] = "none", [LF_DOSSIERS_FAILED] = "failed", [LF_DOSSIERS_ALL] = "all"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (lf_dossiers)i;
            return true;
        }
    return lf_fail_usage(ctx, "unknown choice of dossiers '%s'; expected all, failed or none",
                         word);
}

/* ---- printing -----------------------------------------------------------------------------------
 */

/* Where a section appears. */
enum { IN_SITES = 1, IN_CHECKS = 2, IN_ALL_CHECKS = 4, IN_EFFECTS = 8, IN_SUMMARY = 16 };

typedef struct section {
    const char *listing;
    const char *key; /* in JSON */
    bool counts;     /* one line in text, an object in JSON */
    unsigned text, json;
} section;

static const section sections[] = {
    {"city", "city", true, 0, IN_SUMMARY},
    {"audit_facts", "facts", false, 0, IN_SUMMARY},
    {"audit_definitions", "definitions", false, 0, IN_SUMMARY},
    {"audit_sites", "sites", false, IN_SITES | IN_SUMMARY, IN_SITES | IN_SUMMARY},
    {"audit_counts", "counts", true, IN_SITES | IN_SUMMARY, IN_SITES | IN_SUMMARY},
    {"audit_checks", "checks", false, IN_CHECKS | IN_ALL_CHECKS,
     IN_CHECKS | IN_ALL_CHECKS | IN_SUMMARY},
    {"audit_links", "links", false, IN_CHECKS | IN_ALL_CHECKS, IN_CHECKS | IN_SUMMARY},
    {"audit_effects", "effects", false, IN_EFFECTS | IN_SUMMARY, IN_EFFECTS | IN_SUMMARY},
    {"audit_rejects", "rejects", false, IN_SITES | IN_SUMMARY, IN_SUMMARY},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

static const struct {
    const char *word;
    unsigned bit;
    const char *csv;
} subjects[] = {
    {"sites", IN_SITES, "audit_sites"},
    {"checks", IN_CHECKS, "audit_checks"},
    {"all checks", IN_ALL_CHECKS, "audit_checks"},
    {"effects", IN_EFFECTS, "audit_effects"},
    {"summary", IN_SUMMARY, "audit_sites"},
};
enum { SUBJECTS = sizeof subjects / sizeof subjects[0] };

/* The checks that passed, and the effects of single sites, are left out of what is shown unless
 * asked for; documents for programs hold all. */
static lf_filter filter_of(unsigned bit, lf_format format)
{
    bool whole = (bit & IN_ALL_CHECKS) != 0 || (format != LF_FORMAT_TEXT && bit != IN_CHECKS);
    return (lf_filter){.brief = !whole};
}

/* "3 pass, 1 warned of, …" in the words of the language. */
static bool write_counts(lf_context *ctx, lf_listing *counts, lf_output *output)
{
    lf_step step = lf_statement_step(ctx, counts->rows);
    if (step != LF_STEP_ROW)
        return step != LF_STEP_FAILED;
    for (size_t i = 0; i < counts->count; i++)
        lf_output_putf(output, "%s%lld %s", i > 0 ? ", " : "  ",
                       (long long)lf_column_integer(counts->rows, (int)i),
                       lf_report_label(counts->report, "count", counts->columns[i].name));
    lf_output_put(output, "\n");
    return true;
}

/* Sections that say what went wrong are not worth a heading where nothing did. */
static bool is_empty(lf_context *ctx, const lf_report *report, const char *listing, bool *out)
{
    int64_t rows = 0;
    *out = false;
    if (strcmp(listing, "audit_rejects") != 0 && strcmp(listing, "audit_links") != 0)
        return true;
    bool ok = lf_query_integer(ctx, report->workspace,
                               strcmp(listing, "audit_links") == 0
                                   ? "SELECT count(*) FROM site_link"
                                   : "SELECT count(*) FROM reject WHERE layer = 'candidates'",
                               0, &rows);
    *out = rows == 0;
    return ok;
}

static bool write_text_section(lf_context *ctx, const lf_report *report, const section *part,
                               const lf_filter *filter, bool *begun, lf_output *output)
{
    lf_listing listing = {0};
    bool empty = false;
    if (!is_empty(ctx, report, part->listing, &empty) || empty)
        return !empty ? false : true;
    bool ok = lf_listing_open(ctx, report, part->listing, filter, LF_FORMAT_TEXT, &listing);
    if (ok && part->counts)
        ok = write_counts(ctx, &listing, output);
    else if (ok) {
        lf_output_putf(output, "%s%s\n", *begun ? "\n" : "", lf_listing_title(&listing));
        *begun = true;
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
    if (ok)
        ok = part->counts ? lf_listing_json_object(ctx, &listing, json, part->key)
                          : lf_listing_json(ctx, &listing, json, part->key);
    lf_listing_close(&listing);
    return ok;
}

static bool write_text(lf_context *ctx, const lf_report *report, unsigned bit, lf_output *output)
{
    lf_filter filter = filter_of(bit, LF_FORMAT_TEXT);
    bool begun = false;
    for (size_t i = 0; i < SECTIONS; i++)
        if ((sections[i].text & bit) != 0 &&
            !write_text_section(ctx, report, &sections[i], &filter, &begun, output))
            return false;
    return true;
}

static bool write_json(lf_context *ctx, const lf_report *report, unsigned bit, lf_output *output)
{
    lf_filter filter = filter_of(bit, LF_FORMAT_JSON);
    lf_json json;
    lf_json_init(&json, output, 2);
    lf_json_open(&json, NULL, '{');
    lf_json_string(&json, "format", "lifang-audit");
    lf_json_integer(&json, "version", 1);
    for (size_t i = 0; i < SECTIONS; i++)
        if ((sections[i].json & bit) != 0 &&
            !write_json_section(ctx, report, &sections[i], &filter, &json))
            return false;
    lf_json_close(&json, '}');
    return true;
}

static bool write_subject(lf_context *ctx, const lf_report *report, const char *what,
                          lf_format format, lf_output *output)
{
    size_t subject = 0;
    while (subject < SUBJECTS && strcmp(subjects[subject].word, what) != 0)
        subject++;
    if (subject == SUBJECTS)
        return lf_fail_usage(
            ctx, "unknown part of an audit '%s'; expected sites, checks, effects or summary", what);
    unsigned bit = subjects[subject].bit;
    lf_filter filter = filter_of(bit, format);
    if (format == LF_FORMAT_CSV)
        return lf_listing_print(ctx, report, subjects[subject].csv, &filter, format, output);
    return format == LF_FORMAT_JSON ? write_json(ctx, report, bit, output)
                                    : write_text(ctx, report, bit, output);
}

/* ---- files --------------------------------------------------------------------------------------
 */

typedef bool write_file(lf_context *ctx, const lf_report *report, const char *what,
                        lf_output_file *file);

/* A listing as CSV with a byte order mark, which spreadsheets need to read Chinese. */
static bool write_csv(lf_context *ctx, const lf_report *report, const char *what,
                      lf_output_file *file)
{
    lf_output_put(&file->output, "\xef\xbb\xbf");
    return lf_listing_print(ctx, report, what, NULL, LF_FORMAT_CSV, &file->output);
}

static bool write_document(lf_context *ctx, const lf_report *report, const char *what,
                           lf_output_file *file)
{
    return write_subject(ctx, report, what, LF_FORMAT_JSON, &file->output);
}

/* The city's page with the sites on it. */
static bool write_page(lf_context *ctx, const lf_report *report, const char *unused,
                       lf_output_file *file)
{
    (void)unused;
    return lf_page_put_audit(ctx, report, &file->output);
}

/* Layers styled for QGIS as on the page. */
static bool write_geopackage(lf_context *ctx, const lf_report *report, const char *folder,
                             lf_output_file *file)
{
    return lf_geopackage_write_folder(ctx, report, folder, file->temporary);
}

static bool write_workbook(lf_context *ctx, const lf_report *report, const char *unused,
                           lf_output_file *file)
{
    static const char *const sheets[] = {"audit_sites",   "audit_checks",      "audit_links",
                                         "audit_effects", "audit_definitions", "audit_rejects",
                                         "audit_facts"};
    lf_style *style = NULL;
    lf_workbook *book = NULL;
    (void)unused;
    bool ok = lf_style_open(ctx, report, &style) &&
              lf_workbook_open(ctx, report, style, file->temporary, &book);
    for (size_t i = 0; ok && i < sizeof sheets / sizeof sheets[0]; i++)
        ok = lf_workbook_listing(ctx, book, sheets[i], NULL);
    ok = ok && lf_workbook_finish(ctx, book);
    lf_workbook_close(book);
    lf_style_close(style);
    return ok;
}

static const struct {
    const char *name;
    write_file *write;
    const char *what;
    bool streamed; /* through the file's output; otherwise another library writes it */
} files[] = {
    {"audit.csv", write_csv, "audit_sites", true},
    {"audit_checks.csv", write_csv, "audit_checks", true},
    {"audit_effects.csv", write_csv, "audit_effects", true},
    {"audit.json", write_document, "summary", true},
    {"audit.xlsx", write_workbook, NULL, false},
    {"audit.gpkg", write_geopackage, "queries/present/audit_layers", false},
    {"report.html", write_page, NULL, true},
};
enum { FILES = sizeof files / sizeof files[0] };

typedef struct writing {
    const lf_report *report;
    const char *folder;
} writing;

static bool write_one(lf_context *ctx, lf_workspace *reader, void *user, size_t item)
{
    const writing *job = user;
    lf_output_file file;
    lf_report report = *job->report;
    report.workspace = reader;
    lf_tell_progress(ctx, "writing files", item, FILES);
    bool ok = files[item].streamed ? lf_file_open(ctx, job->folder, files[item].name, &file)
                                   : lf_file_name(ctx, job->folder, files[item].name, &file);
    if (!ok)
        return false;
    if (files[item].write(ctx, &report, files[item].what, &file))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

bool lf_audit_present(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                      const char *language, const char *folder, const lf_audit_options *options)
{
    lf_report report;
    writing job = {.report = &report, .folder = folder};
    bool ok = lf_report_open(ctx, audit, places, language, &report) &&
              lf_make_folders(ctx, folder) &&
              lf_workspace_read_each(ctx, audit, FILES, write_one, &job);
    if (ok && options != NULL && options->dossiers != LF_DOSSIERS_NONE)
        ok = lf_dossiers_write(ctx, &report, folder, options->dossiers == LF_DOSSIERS_FAILED);
    lf_report_close(&report);
    return ok;
}

static void put_files(const lf_report *report, const char *folder, lf_format format,
                      lf_output *output)
{
    lf_json json;
    if (format == LF_FORMAT_JSON) {
        lf_json_init(&json, output, 2);
        lf_json_open(&json, NULL, '{');
        lf_json_string(&json, "format", "lifang-audit");
        lf_json_integer(&json, "version", 1);
        lf_json_string(&json, "folder", folder);
        lf_json_open(&json, "files", '[');
    } else if (format == LF_FORMAT_CSV)
        lf_output_put(output, "file,holds\r\n");
    else {
        lf_output_putf(output, "\n%s ", lf_report_label(report, "text", "files"));
        lf_put_printable(output, lf_starts_with(folder, "./") ? folder + 2 : folder);
        lf_output_put(output, "\n");
    }
    for (size_t i = 0; i < FILES; i++) {
        const char *holds = lf_report_label(report, "file", files[i].name);
        if (format == LF_FORMAT_TEXT)
            lf_output_putf(output, "  %-17s %s\n", files[i].name, holds);
        else if (format == LF_FORMAT_JSON)
            lf_json_string(&json, NULL, files[i].name);
        else {
            lf_csv_text(output, files[i].name);
            lf_output_put(output, ",");
            lf_csv_text(output, holds);
            lf_output_put(output, "\r\n");
        }
    }
    if (format == LF_FORMAT_JSON) {
        lf_json_close(&json, ']');
        lf_json_close(&json, '}');
    }
}

bool lf_audit_print(lf_context *ctx, lf_workspace *audit, const lf_places *places, const char *what,
                    const char *folder, const lf_print *print)
{
    lf_report report = {0};
    lf_output output;
    lf_format format;
    lf_output_init(&output, print->take, print->user);
    if (!lf_format_from_word(ctx, print->format, &format))
        return false;
    bool ok = lf_report_open(ctx, audit, places, print->language, &report);
    if (ok && strcmp(what, "files") == 0)
        put_files(&report, folder, format, &output);
    else
        ok = ok && write_subject(ctx, &report, what, format, &output);
    lf_report_close(&report);
    if (ok)
        return lf_output_finish(ctx, &output);
    lf_text_free(&output.pending);
    return false;
}
