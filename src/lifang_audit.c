/*
 * The public audit of sites: joins the rooms in the order of the data. Candidates are loaded once;
 * then batch by batch they are walked and checked, each batch one transaction; when all are done,
 * effects, ranking and files follow.
 *
 * Must not know SQL, GDAL, or what a check means.
 */
#include "lifang_own.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/candidates.h"
#include "measure/checks.h"
#include "present/audit.h"
#include "walk/audit.h"
#include "workspace/ledger.h"

/* Changes whenever the same question would leave other rows. */
static const char AUDIT_VERSION[] = "audit 1";

/* Sites of a batch: a second or less of work that an interruption may cost. */
enum { BATCH = 64, SHED_BATCH = 64, MOST_FACTS = 16 };

/* One audit while it runs. */
typedef struct audit_run {
    lf_session *session;
    lf_project *project;
    const lf_audit_request *request;
    lf_dossiers dossiers;
    char *folder, *path, *lot_path; /* owned */
    lf_candidate_source source;
    lf_workspace *audit;
    lf_walk_audit *walk;
    lf_checks *checks;
    char sites_hash[LF_HASH_SIZE], city_hash[LF_HASH_SIZE], shard[32];
    char *plan;          /* owned */
    int64_t first, last; /* keys that this run works on */
} audit_run;

/* ---- where it lies ---- */

static char *folder_of(const lf_project *project, const char *folder)
{
    return folder != NULL ? lf_copy(folder) : lf_join_path(project->city.output, "audit");
}

/* A shard of the default folder lies in a folder of its own, so that several may run at once. */
static bool find_paths(lf_context *ctx, audit_run *run)
{
    const lf_audit_request *request = run->request;
    char *folder = folder_of(run->project, request->folder);
    if (folder != NULL && request->folder == NULL && request->shards > 0) {
        char name[48];
        snprintf(name, sizeof name, "shard-%u-of-%u", request->shard, request->shards);
        char *inner = lf_join_path(folder, name);
        free(folder);
        folder = inner;
    }
    run->folder = folder;
    run->path = folder == NULL ? NULL : lf_join_path(folder, "audit.lifang");
    run->lot_path = folder == NULL ? NULL : lf_join_path(folder, "lot.csv");
    return (run->path != NULL && run->lot_path != NULL) || lf_fail_memory(ctx);
}

static bool check_request(lf_context *ctx, audit_run *run)
{
    const lf_audit_request *request = run->request;
    if (request->one_lot == (request->sites != NULL))
        return lf_fail_usage(ctx, "sites are wanted: a file of them, or one lot at a place");
    if (request->shards > 0 && (request->shard < 1 || request->shard > request->shards))
        return lf_fail_usage(ctx, "shard %u of %u does not exist", request->shard, request->shards);
    if (request->footprint_m2 < 0.0)
        return lf_fail_usage(ctx, "a footprint of %g m2 is none", request->footprint_m2);
    return lf_dossiers_from_word(ctx, request->dossiers == NULL ? "none" : request->dossiers,
                                 &run->dossiers);
}

/* Measures the city where it is not current, then lets its workspace go: it is only read now. */
static bool prepare_city(lf_session *session, lf_project *project)
{
    if (!lf_project_measure(session, project))
        return false;
    lf_workspace_close(project->workspace);
    project->workspace = NULL;
    return true;
}

static bool open_audit(lf_context *ctx, audit_run *run)
{
    char *path = NULL, *schema = NULL;
    bool ok = lf_places_file(ctx, &run->project->places, "queries/audit.sql", &path) &&
              lf_read_file(ctx, path, &schema, NULL) &&
              lf_workspace_open_beside(ctx, run->path, run->project->city.workspace, schema,
                                       &run->audit) &&
              lf_ledger_prepare(ctx, run->audit);
    free(path);
    free(schema);
    return ok;
}

/* Takes away what an earlier audit left. Opening it first proves that it is one. */
static bool remove_audit(lf_context *ctx, audit_run *run)
{
    lf_workspace *old = NULL;
    if (!lf_file_exists(run->path))
        return true;
    if (!lf_workspace_open_beside_read(ctx, run->path, run->project->city.workspace, &old))
        return false;
    lf_workspace_close(old);
    if (remove(run->path) != 0)
        return lf_fail(ctx, "%s: cannot be removed: %s", run->path, strerror(errno));
    return true;
}

/* ---- what it rests on ---- */

static size_t list_facts(const audit_run *run, lf_ledger_fact facts[MOST_FACTS])
{
    size_t count = 0;
    facts[count++] = (lf_ledger_fact){"version", AUDIT_VERSION};
    facts[count++] = (lf_ledger_fact){"city", run->city_hash};
    facts[count++] = (lf_ledger_fact){"sites", run->sites_hash};
    facts[count++] = (lf_ledger_fact){"checks", lf_checks_hash(run->checks)};
    facts[count++] = (lf_ledger_fact){"plan", run->plan};
    if (run->shard[0] != '\0')
        facts[count++] = (lf_ledger_fact){"shard", run->shard};
    return count;
}

static bool find_facts(lf_context *ctx, audit_run *run)
{
    if (run->request->shards > 0)
        snprintf(run->shard, sizeof run->shard, "%u/%u", run->request->shard, run->request->shards);
    return lf_ledger_city_state(ctx, run->audit, run->city_hash) &&
           lf_ledger_plan(ctx, run->audit, &run->plan);
}

/* Writes the facts of a new audit, or checks that those of the old one hold. */
static bool settle_facts(lf_context *ctx, audit_run *run, bool resumed)
{
    lf_ledger_fact facts[MOST_FACTS];
    size_t count = list_facts(run, facts);
    char *differs = NULL;
    if (!resumed)
        return lf_stage_begin(ctx, run->audit, "facts") &&
               lf_ledger_write(ctx, run->audit, facts, count) &&
               lf_stage_commit(ctx, run->audit, "facts", AUDIT_VERSION);
    if (!lf_ledger_compare(ctx, run->audit, facts, count, &differs))
        return false;
    if (differs != NULL)
        lf_fail(ctx,
                "%s: cannot go on, because this has changed since it began: %s; start anew "
                "without --resume",
                run->path, differs);
    bool same = differs == NULL;
    free(differs);
    return same;
}

/* ---- loading ---- */

static bool name_source(lf_context *ctx, audit_run *run)
{
    const lf_audit_request *request = run->request;
    if (request->one_lot) {
        const lf_candidate_lot lot = {.x = request->x,
                                      .y = request->y,
                                      .area_m2 = request->area_m2,
                                      .far = request->far,
                                      .dwellings = request->dwellings};
        return lf_candidates_write_lot(ctx, &lot, run->lot_path, &run->source);
    }
    run->source = (lf_candidate_source){.path = request->sites,
                                        .layer = request->layer,
                                        .crs = request->crs,
                                        .datum = request->datum,
                                        .encoding = request->encoding,
                                        .footprint_m2 = request->footprint_m2};
    return true;
}

/* Whether the audit that is there may be gone on with: it got past loading its sites. */
static bool find_old(lf_context *ctx, audit_run *run, bool *resumed)
{
    *resumed = false;
    if (run->request->resume && lf_file_exists(run->path))
        return open_audit(ctx, run) && lf_ledger_has_facts(ctx, run->audit, resumed);
    return true;
}

static bool start_anew(lf_context *ctx, audit_run *run)
{
    if (lf_file_exists(run->path) && !run->request->resume)
        lf_info(ctx, "%s: an audit is there and is started anew (--resume would go on with it)",
                run->path);
    lf_workspace_close(run->audit);
    run->audit = NULL;
    return remove_audit(ctx, run) && open_audit(ctx, run) &&
           lf_candidates_load(ctx, run->audit, &run->project->city, &run->project->places,
                              &run->source);
}

/* Before the city is measured, so that a wrong name costs nobody minutes. */
static bool find_sites(lf_context *ctx, audit_run *run)
{
    return find_paths(ctx, run) && lf_make_folders(ctx, run->folder) && name_source(ctx, run) &&
           lf_candidates_hash(ctx, &run->source, run->sites_hash);
}

static bool begin(lf_context *ctx, audit_run *run)
{
    bool resumed = false;
    int64_t sites = 0;
    if (!find_old(ctx, run, &resumed) || (!resumed && !start_anew(ctx, run)))
        return false;
    if (!find_facts(ctx, run) || !lf_ledger_forget_notices(ctx, run->audit) ||
        !lf_checks_prepare(ctx, run->audit, &run->project->places, &run->project->city,
                           run->request->scoring, &run->checks) ||
        !settle_facts(ctx, run, resumed) || !lf_ledger_count(ctx, run->audit, &sites))
        return false;
    lf_ledger_range(run->request->shard, run->request->shards, sites, &run->first, &run->last);
    return true;
}

/* ---- the batches ---- */

static bool do_batch(lf_context *ctx, audit_run *run, int64_t first, int64_t last)
{
    bool ok = lf_stage_begin(ctx, run->audit, "sites") &&
              lf_walk_audit_batch(ctx, run->walk, first, last) &&
              lf_checks_run(ctx, run->checks, first, last) &&
              lf_ledger_done(ctx, run->audit, first, last) && !lf_stopping(ctx) &&
              lf_stage_commit(ctx, run->audit, "sites", AUDIT_VERSION);
    if (!ok)
        lf_stage_rollback(run->audit);
    return ok;
}

/* An interruption is said with what is kept and how to go on. */
static void tell_resume(lf_context *ctx, const audit_run *run, int64_t next)
{
    if (ctx->failure != LF_STOPPED)
        return;
    lf_clear_error(ctx);
    lf_fail(ctx,
            "interrupted: %lld of %lld sites are done and kept; the same command with --resume "
            "goes on",
            (long long)(next - run->first), (long long)(run->last - run->first + 1));
    ctx->failure = LF_STOPPED;
}

static bool do_batches(lf_context *ctx, audit_run *run)
{
    const uint64_t total = (uint64_t)(run->last - run->first + 1);
    int64_t next = run->first;
    if (!lf_ledger_next(ctx, run->audit, run->first, run->last, &next))
        return false;
    if (next > run->first && next <= run->last)
        lf_info(ctx, "audit: goes on after %lld of %lld sites", (long long)(next - run->first),
                (long long)total);
    bool ok =
        next > run->last || run->walk != NULL || lf_walk_audit_open(ctx, run->audit, &run->walk);
    while (ok && next <= run->last) {
        int64_t end = next + BATCH - 1 < run->last ? next + BATCH - 1 : run->last;
        lf_tell_progress(ctx, "auditing sites", (uint64_t)(next - run->first), total);
        ok = do_batch(ctx, run, next, end);
        next = ok ? end + 1 : next;
    }
    if (ok)
        lf_tell_progress(ctx, "auditing sites", total, total);
    else
        tell_resume(ctx, run, next);
    return ok;
}

/* ---- the end ---- */

static bool finish_checks(lf_context *ctx, audit_run *run)
{
    lf_tell_progress(ctx, "weighing effects and ranks", 0, 0);
    bool ok = lf_stage_begin(ctx, run->audit, "finish") && lf_checks_finish(ctx, run->checks) &&
              !lf_stopping(ctx) && lf_stage_commit(ctx, run->audit, "finish", AUDIT_VERSION);
    if (!ok)
        lf_stage_rollback(run->audit);
    return ok;
}

static bool draw_some_sheds(lf_context *ctx, audit_run *run, const int64_t *keys, size_t count)
{
    bool ok = (run->walk != NULL || lf_walk_audit_open(ctx, run->audit, &run->walk)) &&
              lf_stage_begin(ctx, run->audit, "sheds") &&
              lf_walk_audit_sheds(ctx, run->walk, keys, count) && !lf_stopping(ctx) &&
              lf_stage_commit(ctx, run->audit, "sheds", AUDIT_VERSION);
    if (!ok)
        lf_stage_rollback(run->audit);
    return ok;
}

/* Walk-sheds are for dossiers: only of the sites that get one. */
static bool draw_sheds(lf_context *ctx, audit_run *run)
{
    int64_t keys[SHED_BATCH], after = 0;
    size_t count = SHED_BATCH;
    const bool failed = run->dossiers == LF_DOSSIERS_FAILED;
    while (run->dossiers != LF_DOSSIERS_NONE && count == SHED_BATCH) {
        lf_tell_progress(ctx, "drawing walk-sheds of sites", (uint64_t)after,
                         (uint64_t)(run->last));
        if (!lf_ledger_without_shed(ctx, run->audit, failed, after, keys, SHED_BATCH, &count) ||
            (count > 0 && !draw_some_sheds(ctx, run, keys, count)))
            return false;
        after = count > 0 ? keys[count - 1] : after;
    }
    return true;
}

static bool finish(lf_context *ctx, audit_run *run)
{
    const lf_audit_options options = {.dossiers = run->dossiers};
    bool ok = finish_checks(ctx, run) && draw_sheds(ctx, run) &&
              lf_audit_present(ctx, run->audit, &run->project->places,
                               lf_language_of(run->session, run->project), run->folder, &options);
    if (!ok)
        tell_resume(ctx, run, run->last + 1);
    return ok;
}

static void end(audit_run *run)
{
    lf_walk_audit_close(run->walk);
    lf_checks_close(run->checks);
    lf_workspace_close(run->audit);
    free(run->folder);
    free(run->path);
    free(run->lot_path);
    free(run->plan);
}

bool lf_project_audit(lf_session *session, lf_project *project, const lf_audit_request *request)
{
    lf_context *ctx = lf_session_begin(session, project);
    audit_run run = {.session = session, .project = project, .request = request};
    bool ok = check_request(ctx, &run) && find_sites(ctx, &run) && prepare_city(session, project) &&
              begin(ctx, &run) && do_batches(ctx, &run);
    if (ok && request->shards > 0)
        lf_info(ctx, "audit: shard %s is done, %lld sites; `lifang merge` joins the shards",
                run.shard, (long long)(run.last - run.first + 1));
    ok = ok && (request->shards > 0 || finish(ctx, &run));
    end(&run);
    return ok;
}

/* ---- merging ---- */

/* A part is named by its folder or by its file. free() the result. */
static char *part_path(const char *part)
{
    return lf_is_folder(part) ? lf_join_path(part, "audit.lifang") : lf_copy(part);
}

static const char *fact_of(const lf_ledger_part *part, const char *name)
{
    for (size_t i = 0; i < part->count; i++)
        if (strcmp(part->names[i], name) == 0)
            return part->values[i];
    return "";
}

static bool check_part(lf_context *ctx, const char *path, const lf_ledger_part *part,
                       const lf_ledger_part *first)
{
    if (part->shards == 0)
        return lf_fail(ctx, "%s: is no shard of an audit", path);
    if (part->done < part->sites)
        return lf_fail(ctx, "%s: shard %u is not finished: %lld of %lld sites; go on with --resume",
                       path, part->shard, (long long)part->done, (long long)part->sites);
    if (part->shards != first->shards)
        return lf_fail(ctx, "%s: is one of %u shards, but the first part is one of %u", path,
                       part->shards, first->shards);
    for (size_t i = 0; i < first->count; i++)
        if (strcmp(fact_of(part, first->names[i]), first->values[i]) != 0)
            return lf_fail(ctx, "%s: is of another audit than the first part: %s differs", path,
                           first->names[i]);
    return true;
}

/* The shards in a folder: those that runs with a shard make. free with lf_free_names. */
static bool find_parts(lf_context *ctx, const char *folder, char ***out, size_t *count)
{
    char **names = NULL;
    size_t all = 0;
    bool ok = lf_list_folder(ctx, folder, "", &names, &all);
    *out = NULL;
    *count = 0;
    char **parts = ok ? calloc(all + 1, sizeof *parts) : NULL;
    ok = ok && (parts != NULL || lf_fail_memory(ctx));
    for (size_t i = 0; ok && i < all; i++) {
        if (!lf_starts_with(names[i], "shard-"))
            continue;
        parts[*count] = lf_join_path(folder, names[i]);
        ok = parts[(*count)++] != NULL || lf_fail_memory(ctx);
    }
    lf_free_names(names, all);
    *out = parts;
    if (ok && *count == 0)
        ok = lf_fail(ctx, "%s: holds no shards (folders shard-I-of-N); name the parts", folder);
    return ok;
}

/* Sorts the paths by shard into `sorted` (one for each of the shards); each must be there once. */
static bool sort_parts(lf_context *ctx, const audit_run *run, char *const *paths, size_t count,
                       const char **sorted, lf_ledger_part *first)
{
    for (size_t i = 0; i < count; i++) {
        lf_ledger_part part = {0};
        bool ok = lf_ledger_part_read(ctx, paths[i], run->project->city.workspace, &part) &&
                  check_part(ctx, paths[i], &part, i == 0 ? &part : first);
        if (ok && part.shards != count)
            ok = lf_fail(ctx, "%u shards are wanted, but %zu parts are given", part.shards, count);
        else if (ok && sorted[part.shard - 1] != NULL)
            ok = lf_fail(ctx, "shard %u is given twice: %s and %s", part.shard,
                         sorted[part.shard - 1], paths[i]);
        else if (ok)
            sorted[part.shard - 1] = paths[i];
        if (i == 0)
            *first = part;
        else
            lf_ledger_part_free(&part);
        if (!ok)
            return false;
    }
    return true;
}

static bool take_parts(lf_context *ctx, audit_run *run, const char *const *sorted, size_t count)
{
    if (!remove_audit(ctx, run) || !open_audit(ctx, run))
        return false;
    for (size_t i = 0; i < count; i++) {
        lf_tell_progress(ctx, "joining shards", i, count);
        if (lf_stopping(ctx) || !lf_ledger_take(ctx, run->audit, sorted[i], i == 0))
            return false;
    }
    return true;
}

/* The facts must be those of now: what follows is judged by the definitions that are there. */
static bool settle_merged(lf_context *ctx, audit_run *run, const lf_ledger_part *first)
{
    snprintf(run->sites_hash, sizeof run->sites_hash, "%s", fact_of(first, "sites"));
    if (!find_facts(ctx, run) ||
        !lf_checks_prepare(ctx, run->audit, &run->project->places, &run->project->city,
                           run->request->scoring, &run->checks))
        return false;
    if (strcmp(run->city_hash, fact_of(first, "city")) != 0)
        return lf_fail(ctx, "the city has changed since its shards were audited; audit them anew");
    if (strcmp(lf_checks_hash(run->checks), fact_of(first, "checks")) != 0)
        return lf_fail(ctx,
                       "the checks have changed since the shards were audited; audit them anew");
    return settle_facts(ctx, run, false) && lf_ledger_count(ctx, run->audit, &run->last);
}

static bool merge(lf_context *ctx, audit_run *run, char *const *paths, size_t count)
{
    lf_ledger_part first = {0};
    const char **sorted = calloc(count + 1, sizeof *sorted);
    bool ok = sorted != NULL || lf_fail_memory(ctx);
    run->first = 1;
    ok = ok && lf_make_folders(ctx, run->folder) &&
         sort_parts(ctx, run, paths, count, sorted, &first) &&
         take_parts(ctx, run, sorted, count) && settle_merged(ctx, run, &first) && finish(ctx, run);
    lf_ledger_part_free(&first);
    free(sorted);
    return ok;
}

/* The files of the parts that are named, or of those in the audit's folder. */
static bool list_parts(lf_context *ctx, const audit_run *run, const char *const *parts,
                       size_t count, char ***paths, size_t *path_count)
{
    char **found = NULL;
    size_t found_count = 0;
    bool ok = count > 0 || find_parts(ctx, run->folder, &found, &found_count);
    *path_count = count > 0 ? count : found_count;
    *paths = calloc(*path_count + 1, sizeof **paths);
    ok = ok && (*paths != NULL || lf_fail_memory(ctx));
    for (size_t i = 0; ok && i < *path_count; i++) {
        (*paths)[i] = part_path(count > 0 ? parts[i] : found[i]);
        ok = (*paths)[i] != NULL || lf_fail_memory(ctx);
        if (ok && strcmp((*paths)[i], run->path) == 0)
            ok = lf_fail(ctx, "%s: is where the joined audit goes, and cannot be a part of it",
                         run->path);
    }
    lf_free_names(found, found_count);
    return ok;
}

bool lf_audit_merge(lf_session *session, lf_project *project, const lf_audit_request *request,
                    const char *const *parts, size_t count)
{
    lf_context *ctx = lf_session_begin(session, project);
    audit_run run = {.session = session, .project = project, .request = request};
    char **paths = NULL;
    size_t path_count = 0;
    bool ok = lf_dossiers_from_word(ctx, request->dossiers == NULL ? "none" : request->dossiers,
                                    &run.dossiers) &&
              find_paths(ctx, &run) && list_parts(ctx, &run, parts, count, &paths, &path_count) &&
              prepare_city(session, project) && merge(ctx, &run, paths, path_count);
    end(&run);
    lf_free_names(paths, path_count);
    return ok;
}

/* ---- printing ---- */

bool lf_audit_print_results(lf_session *session, lf_project *project, const char *folder,
                            const char *what, const char *format, lf_writer *writer, void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    const lf_print print = {format, lf_language_of(session, project), writer, user};
    lf_workspace *audit = NULL;
    char *where = folder_of(project, folder);
    char *path = where == NULL ? NULL : lf_join_path(where, "audit.lifang");
    bool ok = path != NULL || lf_fail_memory(ctx);
    ok = ok && lf_workspace_open_beside_read(ctx, path, project->city.workspace, &audit) &&
         lf_audit_print(ctx, audit, &project->places, what,
                        strcmp(what, "files") == 0 ? where : NULL, &print);
    lf_workspace_close(audit);
    free(path);
    free(where);
    return ok;
}
