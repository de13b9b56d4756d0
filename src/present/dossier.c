/*
 * Which sites get a dossier, under which name, and which are there already.
 */
#include "present/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "present/dossier_own.h"
#include "workspace/readers.h"

/* Sites that a thread does in one go with the same prepared queries. */
enum { BATCH = 8, MOST_NAME_BYTES = 100, TRAILER_SIZE = 96 };

/* A line after a PDF's end, which readers skip: what the file was made from. */
static const char trailer_start[] = "%lifang-dossier ";

/* ---- names --------------------------------------------------------------------------------------
 */

static bool stays(unsigned char byte)
{
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' || byte == '.';
}

/* Length cut at a whole UTF-8 character. */
static size_t cut_length(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

char *lf_dossier_name(const char *id, bool alone)
{
    char hash[LF_HASH_SIZE], *plain = lf_copy(id);
    if (plain == NULL)
        return NULL;
    bool same = alone && id[0] != '\0' && lf_is_utf8(id, strlen(id));
    size_t length = cut_length(plain, MOST_NAME_BYTES);
    same = same && plain[length] == '\0';
    plain[length] = '\0';
    for (char *c = plain; *c != '\0'; c++)
        if (!stays((unsigned char)*c) || (c == plain && *c == '.') ||
            (!lf_is_utf8(id, strlen(id)) && (unsigned char)*c >= 0x80)) {
            *c = '_';
            same = false;
        }
    lf_hash_bytes(id, strlen(id), hash);
    char *name = same ? lf_copyf("%s.pdf", plain) : lf_copyf("%s~%.12s.pdf", plain, hash);
    free(plain);
    return name;
}

/* ---- what is to be written ----------------------------------------------------------------------
 */

typedef struct wanted_site {
    int64_t key;
    char *name; /* owned */
} wanted_site;

typedef struct work {
    const lf_report *report;
    lf_dossier_kit kit;
    lf_style *style;  /* owned */
    lf_scene *scene;  /* owned */
    char *provenance; /* owned */
    char *folder;     /* owned; dossiers/ */
    wanted_site *sites;
    size_t count;
    char state[LF_HASH_SIZE]; /* of all that every dossier rests on */
} work;

static bool open_query(lf_context *ctx, const lf_report *report, const char *name, lf_listing *out)
{
    char path[64];
    snprintf(path, sizeof path, "present/dossier/%s", name);
    return lf_listing_open(ctx, report, path, NULL, LF_FORMAT_TEXT, out);
}

static bool add_wanted(lf_context *ctx, work *job, const lf_listing *list)
{
    wanted_site *more = realloc(job->sites, (job->count + 1) * sizeof *more);
    if (more == NULL)
        return lf_fail_memory(ctx);
    job->sites = more;
    more[job->count] =
        (wanted_site){.key = lf_column_integer(list->rows, 0),
                      .name = lf_dossier_name(lf_column_text(list->rows, 1),
                                              lf_column_integer(list->rows, 3) == 1)};
    return more[job->count++].name != NULL || lf_fail_memory(ctx);
}

static bool list_sites(lf_context *ctx, work *job, bool only_failed)
{
    lf_listing list = {0};
    lf_step step = LF_STEP_FAILED;
    bool ok = open_query(ctx, job->report, "list", &list);
    while (ok && (step = lf_statement_step(ctx, list.rows)) == LF_STEP_ROW) {
        const char *outcome = lf_column_text(list.rows, 2);
        if (!only_failed || strcmp(outcome, "fail") == 0)
            ok = add_wanted(ctx, job, &list);
    }
    lf_listing_close(&list);
    return ok && step == LF_STEP_DONE;
}

/* ---- what all share -----------------------------------------------------------------------------
 */

/* The first cell of a query's only row; free() it. */
static bool one_text(lf_context *ctx, const lf_report *report, const char *query,
                     const char *column, char **out)
{
    lf_listing listing = {0};
    bool ok = open_query(ctx, report, query, &listing);
    *out = NULL;
    if (ok && lf_statement_step(ctx, listing.rows) == LF_STEP_ROW) {
        int index = 0;
        ok = lf_listing_column(ctx, &listing, column, &index);
        const char *text = ok ? lf_column_text(listing.rows, index) : NULL;
        *out = lf_copy(text != NULL ? text : "");
    }
    lf_listing_close(&listing);
    return ok && (*out != NULL || lf_fail_memory(ctx));
}

static bool add_hashes(lf_context *ctx, const lf_report *report, const char *folder, lf_text *out)
{
    char **paths = NULL, hash[LF_HASH_SIZE];
    size_t count = 0;
    bool ok = lf_places_list(ctx, report->places, folder, ".sql", &paths, &count);
    for (size_t i = 0; ok && i < count; i++) {
        ok = lf_hash_path(ctx, paths[i], hash);
        lf_text_addf(out, " %s", hash);
    }
    lf_free_names(paths, count);
    return ok;
}

static bool hash_state(lf_context *ctx, work *job)
{
    char *state = NULL, hash[LF_HASH_SIZE];
    lf_text all = {0};
    bool ok = one_text(ctx, job->report, "state", "state", &state) &&
              add_hashes(ctx, job->report, "queries/present/dossier", &all) &&
              add_hashes(ctx, job->report, "queries/present/map", &all) &&
              lf_hash_path(ctx, job->report->labels.path, hash);
    if (ok)
        lf_text_addf(&all, " %s %s %s %s %s", LF_VERSION, lf_report_language(job->report), hash,
                     state, job->provenance);
    for (size_t i = 0; ok && i < LF_STYLE_FILES; i++) {
        ok = lf_hash_path(ctx, lf_style_file(job->style, i), hash);
        lf_text_addf(&all, " %s", hash);
    }
    lf_hash_bytes(lf_text_get(&all), all.length, job->state);
    if (ok && all.failed)
        ok = lf_fail_memory(ctx);
    lf_text_free(&all);
    free(state);
    return ok;
}

/* The surroundings of all sites, a little farther than any map shows. */
static bool read_scene(lf_context *ctx, work *job)
{
    lf_listing listing = {0};
    lf_rows rows = {0};
    bool ok =
        open_query(ctx, job->report, "window", &listing) && lf_rows_read(ctx, &listing, &rows);
    lf_listing_close(&listing);
    lf_window window = {lf_rows_number(&rows, 0, "x_min"), lf_rows_number(&rows, 0, "y_min"),
                        lf_rows_number(&rows, 0, "x_max"), lf_rows_number(&rows, 0, "y_max")};
    enum { AROUND_M = 6000 };
    job->kit.ground_scale = lf_rows_number(&rows, 0, "ground_scale");
    lf_rows_free(&rows);
    window.x_min -= AROUND_M;
    window.y_min -= AROUND_M;
    window.x_max += AROUND_M;
    window.y_max += AROUND_M;
    return ok && lf_scene_open(ctx, job->report, job->style, window, &job->scene);
}

/* "Lifang 0.1.0 · Qingjiang · city 0123456789ab · …" */
static bool make_provenance(lf_context *ctx, work *job)
{
    char *line = NULL;
    bool ok = one_text(ctx, job->report, "provenance", "line", &line);
    if (ok) {
        job->provenance = lf_copyf("Lifang %s · %s", LF_VERSION, line);
        ok = job->provenance != NULL || lf_fail_memory(ctx);
    }
    free(line);
    return ok;
}

static bool prepare(lf_context *ctx, work *job, bool only_failed)
{
    bool ok = list_sites(ctx, job, only_failed) && make_provenance(ctx, job) &&
              lf_style_open(ctx, job->report, &job->style) && hash_state(ctx, job);
    if (ok && job->count > 0)
        ok = read_scene(ctx, job);
    job->kit.report = job->report;
    job->kit.style = job->style;
    job->kit.scene = job->scene;
    job->kit.provenance = job->provenance;
    return ok;
}

static void close_work(work *job)
{
    lf_scene_close(job->scene);
    lf_style_close(job->style);
    free(job->provenance);
    free(job->folder);
    for (size_t i = 0; i < job->count; i++)
        free(job->sites[i].name);
    free(job->sites);
}

/* ---- one site -----------------------------------------------------------------------------------
 */

enum { QUERIES = 7 };
static const char *const query_names[QUERIES] = {"site",     "checks", "effects", "places",
                                                 "accesses", "links",  "sheds"};

static void list_rows(lf_dossier *of, lf_rows *out[QUERIES])
{
    lf_rows *const members[QUERIES] = {&of->site,     &of->checks, &of->effects, &of->places,
                                       &of->accesses, &of->links,  &of->sheds};
    memcpy(out, members, sizeof members);
}

static void free_dossier(lf_dossier *of)
{
    lf_rows *rows[QUERIES];
    list_rows(of, rows);
    for (size_t i = 0; i < QUERIES; i++)
        lf_rows_free(rows[i]);
}

static bool read_dossier(lf_context *ctx, lf_listing listings[QUERIES], int64_t key,
                         lf_dossier *out)
{
    lf_rows *rows[QUERIES];
    bool ok = true;
    list_rows(out, rows);
    for (size_t i = 0; ok && i < QUERIES; i++) {
        lf_statement_reset(listings[i].rows);
        int index = lf_bind_index(listings[i].rows, ":site");
        if (index > 0)
            lf_bind_integer(listings[i].rows, index, key);
        ok = lf_rows_read(ctx, &listings[i], rows[i]);
    }
    return ok;
}

static bool hash_dossier(lf_context *ctx, const work *job, lf_dossier *of, char out[LF_HASH_SIZE])
{
    lf_rows *rows[QUERIES];
    lf_text all = {0};
    list_rows(of, rows);
    lf_text_add(&all, job->state);
    for (size_t i = 0; i < QUERIES; i++)
        lf_rows_describe(rows[i], &all);
    lf_hash_bytes(lf_text_get(&all), all.length, out);
    bool ok = !all.failed || lf_fail_memory(ctx);
    lf_text_free(&all);
    return ok;
}

/* The hash in the last line of a dossier; false when the file is none. */
static bool read_trailer(const char *path, char out[LF_HASH_SIZE])
{
    char end[TRAILER_SIZE + 1] = "";
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t length =
        fseek(file, -TRAILER_SIZE, SEEK_END) == 0 ? fread(end, 1, TRAILER_SIZE, file) : 0;
    fclose(file);
    size_t start = sizeof trailer_start - 1, whole = start + LF_HASH_SIZE - 1 + 1;
    if (length < whole || memcmp(end + length - whole, trailer_start, start) != 0)
        return false;
    snprintf(out, LF_HASH_SIZE, "%.64s", end + length - whole + start);
    return true;
}

static bool take_page(void *user, const char *bytes, size_t count)
{
    lf_output *output = user;
    lf_output_put_bytes(output, bytes, count);
    return !output->failed;
}

static bool write_site(lf_context *ctx, const work *job, const wanted_site *site,
                       lf_listing listings[QUERIES])
{
    char hash[LF_HASH_SIZE], there[LF_HASH_SIZE];
    lf_dossier of = {0};
    lf_output_file file = {0};
    char *path = lf_join_path(job->folder, site->name);
    bool ok = (path != NULL || lf_fail_memory(ctx)) &&
              read_dossier(ctx, listings, site->key, &of) && hash_dossier(ctx, job, &of, hash);
    bool current = ok && read_trailer(path, there) && strcmp(hash, there) == 0;
    if (ok && !current) {
        ok = lf_file_open(ctx, job->folder, site->name, &file) &&
             lf_dossier_draw(ctx, &job->kit, &of, take_page, &file.output);
        lf_output_putf(&file.output, "%s%s\n", trailer_start, hash);
        ok = ok && lf_file_commit(ctx, &file);
        lf_file_abandon(&file);
    }
    free_dossier(&of);
    free(path);
    return ok;
}

/* ---- all of them --------------------------------------------------------------------------------
 */

static bool write_batch(lf_context *ctx, lf_workspace *reader, void *user, size_t item)
{
    const work *job = user;
    lf_report report = *job->report;
    lf_listing listings[QUERIES] = {{0}};
    bool ok = true;
    report.workspace = reader;
    for (size_t i = 0; ok && i < QUERIES; i++)
        ok = open_query(ctx, &report, query_names[i], &listings[i]);
    for (size_t i = item * BATCH; ok && i < job->count && i < (item + 1) * BATCH; i++) {
        lf_tell_progress(ctx, "writing dossiers", i, job->count);
        ok = !lf_stopping(ctx) && write_site(ctx, job, &job->sites[i], listings);
    }
    for (size_t i = 0; i < QUERIES; i++)
        lf_listing_close(&listings[i]);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Takes away dossiers of sites that get none now. Other files in the folder are nobody's here. */
static bool remove_others(lf_context *ctx, const work *job)
{
    char **names = NULL, hash[LF_HASH_SIZE];
    size_t count = 0;
    if (!lf_is_folder(job->folder))
        return true;
    bool ok = lf_list_folder(ctx, job->folder, ".pdf", &names, &count);
    const char **kept = calloc(job->count + 1, sizeof *kept);
    ok = ok && (kept != NULL || lf_fail_memory(ctx));
    for (size_t i = 0; ok && i < job->count; i++)
        kept[i] = job->sites[i].name;
    if (ok && job->count > 0)
        qsort(kept, job->count, sizeof *kept, by_name);
    for (size_t i = 0; ok && i < count; i++) {
        const char *name = names[i];
        char *path = bsearch(&name, kept, job->count, sizeof *kept, by_name) != NULL
                         ? NULL
                         : lf_join_path(job->folder, name);
        if (path != NULL && read_trailer(path, hash))
            unlink(path);
        free(path);
    }
    free(kept);
    lf_free_names(names, count);
    return ok;
}

bool lf_dossiers_write(lf_context *ctx, const lf_report *report, const char *folder,
                       bool only_failed)
{
    work job = {.report = report, .folder = lf_join_path(folder, "dossiers")};
    bool ok = job.folder != NULL || lf_fail_memory(ctx);
    ok = ok && prepare(ctx, &job, only_failed) && remove_others(ctx, &job);
    if (ok && job.count > 0)
        ok = lf_make_folders(ctx, job.folder) &&
             lf_workspace_read_each(ctx, report->workspace, (job.count + BATCH - 1) / BATCH,
                                    write_batch, &job);
    if (ok)
        lf_tell_progress(ctx, "writing dossiers", job.count, job.count);
    close_work(&job);
    return ok;
}
