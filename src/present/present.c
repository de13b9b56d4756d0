/*
 * The room's entry points: printing, listing, counting, and the files in the output folder.
 */
#include "present/present.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/definitions.h"
#include "present/geopackage.h"
#include "present/page.h"
#include "present/results.h"
#include "present/spreadsheet.h"
#include "workspace/readers.h"

/* ---- printing -----------------------------------------------------------------------------------
 */

/* What every printing entry point opens and closes. */
typedef struct printing {
    lf_report report;
    lf_output output;
    lf_format format;
} printing;

static bool begin_printing(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                           const lf_print *print, printing *out)
{
    *out = (printing){0};
    lf_output_init(&out->output, print->take, print->user);
    return lf_format_from_word(ctx, print->format, &out->format) &&
           lf_report_open(ctx, workspace, places, print->language, &out->report);
}

/* Hands over what was written only when all went well: half a document helps nobody. */
static bool end_printing(lf_context *ctx, printing *done, bool ok)
{
    lf_report_close(&done->report);
    if (ok)
        return lf_output_finish(ctx, &done->output);
    lf_text_free(&done->output.pending);
    return false;
}

bool lf_present_print(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                      const char *what, const lf_filter *filter, const lf_print *print)
{
    printing job;
    bool ok = begin_printing(ctx, workspace, places, print, &job) &&
              lf_results_write(ctx, &job.report, what, filter, job.format, &job.output);
    return end_printing(ctx, &job, ok);
}

bool lf_present_count_verdicts(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                               lf_outcome_counts *counts)
{
    lf_report report;
    lf_listing listing;
    uint64_t *const members[] = {&counts->met,           &counts->missed,   &counts->borderline,
                                 &counts->not_measured,  &counts->reported, &counts->recorded,
                                 &counts->binding_missed};
    static const char *const names[] = {"met",      "missed",   "borderline",    "not_measured",
                                        "reported", "recorded", "binding_missed"};
    enum { NAMES = sizeof names / sizeof names[0] };
    if (!lf_report_open(ctx, workspace, places, "en", &report)) {
        lf_report_close(&report);
        return false;
    }
    bool ok = lf_listing_open(ctx, &report, "verdict_counts", NULL, LF_FORMAT_JSON, &listing) &&
              lf_statement_step(ctx, listing.rows) == LF_STEP_ROW;
    for (int i = 0, column = 0; ok && i < NAMES; i++) {
        ok = lf_listing_column(ctx, &listing, names[i], &column);
        if (ok)
            *members[i] = (uint64_t)lf_column_integer(listing.rows, column);
    }
    lf_listing_close(&listing);
    lf_report_close(&report);
    return ok;
}

/* ---- lists --------------------------------------------------------------------------------------
 */

static const struct {
    const char *word;
    const char *listing;
    bool defined; /* known from the definitions alone */
} lists[] = {
    {"measures", "measures", true},  {"parameters", "parameters", true},
    {"checks", "checks", true},      {"categories", "categories", true},
    {"layers", "contracts", true},   {"settings", "settings", true},
    {"targets", "targets", false},   {"areas", "areas", false},
    {"problems", "problems", false}, {"rejects", "rejects", false},
    {"repairs", "repairs", false},   {"notices", "notices", false},
};
enum { LISTS = sizeof lists / sizeof lists[0] };

static size_t find_list(const char *what)
{
    size_t i = 0;
    while (i < LISTS && strcmp(lists[i].word, what) != 0)
        i++;
    return i;
}

bool lf_present_list_needs_workspace(const char *what)
{
    size_t list = find_list(what);
    return list < LISTS && !lists[list].defined;
}

static bool unknown_list(lf_context *ctx, const char *what)
{
    const char *words[LISTS];
    for (size_t i = 0; i < LISTS; i++)
        words[i] = lists[i].word;
    const char *near = lf_nearest_word(what, words, LISTS);
    if (near != NULL)
        return lf_fail_usage(ctx, "there is no list '%s'; did you mean '%s'?", what, near);
    return lf_fail_usage(ctx, "there is no list '%s'", what);
}

bool lf_present_list(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                     const lf_city *city, const char *what, const lf_print *print)
{
    size_t list = find_list(what);
    lf_workspace *definitions = NULL;
    printing job;
    if (list == LISTS)
        return unknown_list(ctx, what);
    if (lists[list].defined) {
        if (!lf_definitions_open(ctx, places, city, &definitions))
            return false;
        workspace = definitions;
    }
    bool ok =
        begin_printing(ctx, workspace, places, print, &job) &&
        lf_listing_print(ctx, &job.report, lists[list].listing, NULL, job.format, &job.output);
    ok = end_printing(ctx, &job, ok);
    lf_workspace_close(definitions);
    return ok;
}

/* ---- files --------------------------------------------------------------------------------------
 */

typedef bool write_file(lf_context *ctx, const lf_report *report, const char *folder,
                        const char *name, const char *listing);

/* A listing as CSV with a byte order mark, which spreadsheets need to read Chinese. */
static bool write_csv(lf_context *ctx, const lf_report *report, const char *folder,
                      const char *name, const char *listing)
{
    lf_output_file file;
    if (!lf_file_open(ctx, folder, name, &file))
        return false;
    lf_output_put(&file.output, "\xef\xbb\xbf");
    if (lf_listing_print(ctx, report, listing, NULL, LF_FORMAT_CSV, &file.output))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

static bool write_results_json(lf_context *ctx, const lf_report *report, const char *folder,
                               const char *name, const char *what)
{
    lf_output_file file;
    if (!lf_file_open(ctx, folder, name, &file))
        return false;
    if (lf_results_write(ctx, report, what, NULL, LF_FORMAT_JSON, &file.output))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

static bool write_geopackage(lf_context *ctx, const lf_report *report, const char *folder,
                             const char *name, const char *unused)
{
    lf_output_file file;
    (void)unused;
    if (!lf_file_name(ctx, folder, name, &file))
        return false;
    if (lf_geopackage_write(ctx, report, file.temporary))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

static bool write_page(lf_context *ctx, const lf_report *report, const char *folder,
                       const char *name, const char *unused)
{
    (void)unused;
    return lf_page_write(ctx, report, NULL, folder, name);
}

static bool write_workbook(lf_context *ctx, const lf_report *report, const char *folder,
                           const char *name, const char *unused)
{
    lf_output_file file;
    (void)unused;
    if (!lf_file_name(ctx, folder, name, &file))
        return false;
    if (lf_workbook_results(ctx, report, file.temporary))
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

static const struct {
    const char *name;
    write_file *write;
    const char *content; /* a listing, or the word for the results */
} files[] = {
    /* Those that take longest come first, so that they do not end last. */
    {"report.html", write_page, NULL},      {"results.gpkg", write_geopackage, NULL},
    {"results.xlsx", write_workbook, NULL}, {"results.json", write_results_json, "summary"},
    {"values.csv", write_csv, "values"},    {"verdicts.csv", write_csv, "verdicts"},
    {"gaps.csv", write_csv, "gaps"},
};
enum { FILES = sizeof files / sizeof files[0] };

/* Hash of all that the files are made from: what was measured, the language, the definitions. */
static bool hash_input(lf_context *ctx, const lf_report *report, char out[LF_HASH_SIZE])
{
    static const char *const folders[][2] = {{"queries/present", ".sql"},
                                             {"queries/present/geopackage", ".sql"},
                                             {"queries/present/geopackage/cells", ".sql"},
                                             {"queries/present/geopackage/columns", ".sql"},
                                             {"queries/present/page", ".sql"},
                                             {"queries/present/page/tables", ".sql"},
                                             {"layers/styles", ".csv"}};
    enum { FOLDERS = sizeof folders / sizeof folders[0] };
    char *measured = NULL;
    char **paths[FOLDERS] = {NULL};
    size_t counts[FOLDERS] = {0};
    char hash[LF_HASH_SIZE];
    lf_text all = {0};
    bool ok = lf_stage_fingerprint(ctx, report->workspace, "measure", &measured);
    for (size_t list = 0; ok && list < FOLDERS; list++)
        ok = lf_places_list(ctx, report->places, folders[list][0], folders[list][1], &paths[list],
                            &counts[list]);
    if (ok)
        lf_text_addf(&all, "%s %s %s", LF_VERSION, lf_report_language(report), measured);
    for (size_t list = 0; list < FOLDERS; list++)
        for (size_t i = 0; ok && i < counts[list]; i++) {
            ok = lf_hash_path(ctx, paths[list][i], hash);
            lf_text_addf(&all, " %s", hash);
        }
    ok = ok && lf_hash_path(ctx, report->labels.path, hash);
    lf_text_addf(&all, " %s", hash);
    lf_page_template_hash(hash);
    lf_text_addf(&all, " %s", hash);
    lf_hash_bytes(lf_text_get(&all), all.length, out);
    if (ok && all.failed)
        ok = lf_fail_memory(ctx);
    lf_text_free(&all);
    for (size_t list = 0; list < FOLDERS; list++)
        lf_free_names(paths[list], counts[list]);
    free(measured);
    return ok;
}

/*
 * The stage's fingerprint is the hash of the input and the hash of the files' hashes, so that files
 * that were changed, taken away, or belong to another folder are written anew.
 */
static void make_fingerprint(const char *input, char hashes[FILES][LF_HASH_SIZE],
                             char out[2 * LF_HASH_SIZE])
{
    char hash[LF_HASH_SIZE];
    lf_hash_bytes(hashes, FILES * sizeof hashes[0], hash);
    snprintf(out, 2 * LF_HASH_SIZE, "%s %s", input, hash);
}

/* Hashes of the files that lie in the folder; *all_there tells whether none is missing. */
static bool hash_files(lf_context *ctx, const char *folder, char hashes[FILES][LF_HASH_SIZE],
                       bool *all_there)
{
    bool ok = true;
    *all_there = true;
    for (size_t i = 0; ok && i < FILES && *all_there; i++) {
        char *path = lf_join_path(folder, files[i].name);
        if (path == NULL)
            ok = lf_fail_memory(ctx);
        else if (lf_file_exists(path))
            ok = lf_hash_path(ctx, path, hashes[i]);
        else
            *all_there = false;
        free(path);
    }
    return ok;
}

/* Whether the files are there and as they were made from this input. */
static bool is_current(lf_context *ctx, const lf_report *report, const char *input,
                       const char *folder, bool *out)
{
    char hashes[FILES][LF_HASH_SIZE] = {0}, fingerprint[2 * LF_HASH_SIZE];
    char *stored = NULL;
    bool all_there = false;
    *out = false;
    if (!lf_stage_fingerprint(ctx, report->workspace, "present", &stored))
        return false;
    bool ok = !lf_starts_with(stored, input) || hash_files(ctx, folder, hashes, &all_there);
    make_fingerprint(input, hashes, fingerprint);
    *out = ok && all_there && strcmp(stored, fingerprint) == 0;
    free(stored);
    return ok;
}

/* The files being written, side by side; each reads the workspace on its own. */
typedef struct writing {
    const lf_report *report;
    const char *folder;
    char (*hashes)[LF_HASH_SIZE]; /* of the files written */
} writing;

static bool hash_file_in(lf_context *ctx, const char *folder, const char *name,
                         char out[LF_HASH_SIZE])
{
    char *path = lf_join_path(folder, name);
    bool ok = path != NULL ? lf_hash_path(ctx, path, out) : lf_fail_memory(ctx);
    free(path);
    return ok;
}

static bool write_one(lf_context *ctx, lf_workspace *reader, void *user, size_t item)
{
    const writing *job = user;
    lf_report report = *job->report;
    report.workspace = reader;
    lf_tell_progress(ctx, "writing files", item, FILES);
    return files[item].write(ctx, &report, job->folder, files[item].name, files[item].content) &&
           hash_file_in(ctx, job->folder, files[item].name, job->hashes[item]);
}

static bool write_files(lf_context *ctx, const lf_report *report, const char *folder,
                        char hashes[FILES][LF_HASH_SIZE])
{
    writing job = {.report = report, .folder = folder, .hashes = hashes};
    if (!lf_workspace_read_each(ctx, report->workspace, FILES, write_one, &job))
        return false;
    lf_tell_progress(ctx, "writing files", FILES, FILES);
    return true;
}

static bool present_into(lf_context *ctx, const lf_report *report, const char *folder)
{
    char input[LF_HASH_SIZE], fingerprint[2 * LF_HASH_SIZE];
    char hashes[FILES][LF_HASH_SIZE] = {0};
    bool current = false;
    if (!lf_report_need_stage(ctx, report, "measure") || !hash_input(ctx, report, input) ||
        !is_current(ctx, report, input, folder, &current))
        return false;
    if (current) {
        lf_info(ctx, "present: unchanged");
        return true;
    }
    if (!lf_make_folders(ctx, folder) || !write_files(ctx, report, folder, hashes))
        return false;
    make_fingerprint(input, hashes, fingerprint);
    bool ok = lf_stage_begin(ctx, report->workspace, "present") &&
              lf_stage_commit(ctx, report->workspace, "present", fingerprint);
    if (!ok)
        lf_stage_rollback(report->workspace);
    else
        lf_info(ctx, "present: %d files in %s", (int)FILES, folder);
    return ok;
}

bool lf_present(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                const char *language, const char *folder)
{
    lf_report report;
    bool ok = lf_report_open(ctx, workspace, places, language, &report) &&
              present_into(ctx, &report, folder);
    lf_report_close(&report);
    return ok;
}

/* ---- the list of files --------------------------------------------------------------------------
 */

static void put_files_text(const lf_report *report, const char *folder, lf_output *output)
{
    lf_output_putf(output, "\n%s ", lf_report_label(report, "text", "files"));
    lf_put_printable(output, lf_starts_with(folder, "./") ? folder + 2 : folder);
    lf_output_put(output, "\n");
    for (size_t i = 0; i < FILES; i++)
        lf_output_putf(output, "  %-13s %s\n", files[i].name,
                       lf_report_label(report, "file", files[i].name));
}

static void put_files_csv(const lf_report *report, const char *folder, lf_output *output)
{
    lf_output_put(output, "file,holds\r\n");
    for (size_t i = 0; i < FILES; i++) {
        char *path = lf_join_path(folder, files[i].name);
        lf_csv_text(output, path);
        lf_output_put(output, ",");
        lf_csv_text(output, lf_report_label(report, "file", files[i].name));
        lf_output_put(output, "\r\n");
        free(path);
    }
}

static void put_files_json(const char *folder, lf_output *output)
{
    lf_json json;
    lf_json_begin_document(&json, output);
    lf_json_string(&json, "folder", folder);
    lf_json_open(&json, "files", '[');
    for (size_t i = 0; i < FILES; i++)
        lf_json_string(&json, NULL, files[i].name);
    lf_json_close(&json, ']');
    lf_json_close(&json, '}');
}

bool lf_present_print_files(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                            const char *folder, const lf_print *print)
{
    printing job;
    bool ok = begin_printing(ctx, workspace, places, print, &job);
    if (ok && job.format == LF_FORMAT_TEXT)
        put_files_text(&job.report, folder, &job.output);
    else if (ok && job.format == LF_FORMAT_CSV)
        put_files_csv(&job.report, folder, &job.output);
    else if (ok)
        put_files_json(folder, &job.output);
    return end_printing(ctx, &job, ok);
}
