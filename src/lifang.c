/*
 * The public functions: a session is a context with its handlers, a project a city file with its
 * workspace. This page only joins the rooms in the order of the data: load, walk, measure, present.
 *
 * Must not know SQL, GDAL or what a measure means.
 */
#include "lifang_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/context.h"
#include "base/text.h"
#include "base/words.h"
#include "catalog/city.h"
#include "catalog/locale.h"
#include "catalog/plan.h"
#include "load/load.h"
#include "load/plan.h"
#include "measure/explain.h"
#include "measure/lint.h"
#include "measure/measure.h"
#include "present/plan.h"
#include "present/present.h"
#include "walk/walk.h"
#include "workspace/workspace.h"

const char *lf_version(void)
{
    return LF_VERSION;
}

static void hand_message(void *user, lf_level level, const char *line)
{
    static const lf_message_level levels[] = {[LF_LEVEL_WARNING] = LF_MESSAGE_WARNING,
                                              [LF_LEVEL_INFO] = LF_MESSAGE_INFO,
                                              [LF_LEVEL_DETAIL] = LF_MESSAGE_DETAIL};
    lf_session *session = user;
    if (session->message != NULL)
        session->message(session->message_user, levels[level], line);
}

static void hand_progress(void *user, const char *task, uint64_t done, uint64_t total)
{
    lf_session *session = user;
    if (session->progress != NULL)
        session->progress(session->progress_user, task, done, total);
}

bool lf_session_open(lf_session **session)
{
    *session = calloc(1, sizeof **session);
    if (*session == NULL)
        return false;
    lf_context_init(&(*session)->ctx);
    (*session)->ctx.message = hand_message;
    (*session)->ctx.progress = hand_progress;
    (*session)->ctx.sink_user = *session;
    (*session)->fallback = "en";
    if (!lf_locale_words(&(*session)->ctx, &(*session)->chinese))
        return false;
    (*session)->ctx.chinese = (*session)->chinese;
    return true;
}

void lf_session_close(lf_session *session)
{
    if (session == NULL)
        return;
    lf_words_free(session->chinese);
    free(session);
}

void lf_session_set_message_handler(lf_session *session, lf_message_handler *handler, void *user)
{
    session->message = handler;
    session->message_user = user;
}

void lf_session_set_progress_handler(lf_session *session, lf_progress_handler *handler, void *user)
{
    session->progress = handler;
    session->progress_user = user;
}

void lf_session_set_stop_flag(lf_session *session, const volatile sig_atomic_t *flag)
{
    session->ctx.stop = flag;
}

void lf_session_set_threads(lf_session *session, int threads)
{
    lf_context fresh;
    lf_context_init(&fresh);
    session->ctx.threads = threads > 0 ? threads : fresh.threads;
}

void lf_session_set_allow_network(lf_session *session, bool allow)
{
    session->ctx.allow_network = allow;
}

const char *lf_language_of(const lf_session *session, const lf_project *project)
{
    if (session->language != NULL)
        return session->language;
    return project != NULL && project->city.language != NULL ? project->city.language
                                                             : session->fallback;
}

lf_context *lf_session_begin(lf_session *session, const lf_project *project)
{
    bool chinese = strcmp(lf_language_of(session, project), "zh") == 0;
    session->ctx.words = chinese ? session->chinese : NULL;
    lf_clear_error(&session->ctx);
    return &session->ctx;
}

/* *out is a literal; unknown words are an error. */
static bool choose_language(lf_session *session, const char *word, const char **out)
{
    lf_context *ctx = lf_session_begin(session, NULL);
    static const char *const known[] = {"en", "zh"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(word, known[i]) == 0) {
            *out = known[i];
            lf_session_begin(session, NULL);
            return true;
        }
    return lf_fail_usage(ctx, "language \"%s\" is not known; expected en or zh", word);
}

bool lf_session_set_language(lf_session *session, const char *language)
{
    if (language != NULL)
        return choose_language(session, language, &session->language);
    session->language = NULL;
    lf_session_begin(session, NULL);
    return true;
}

bool lf_session_set_fallback_language(lf_session *session, const char *language)
{
    return choose_language(session, language, &session->fallback);
}

lf_words *lf_words_open(const char *language)
{
    lf_context quiet;
    lf_words *words = NULL;
    lf_context_init(&quiet);
    if (language != NULL && strcmp(language, "zh") == 0)
        (void)lf_locale_words(&quiet, &words);
    return words;
}

void lf_words_close(lf_words *words)
{
    lf_words_free(words);
}

const lf_words *lf_session_words(const lf_session *session)
{
    return session == NULL ? NULL : session->ctx.words;
}

const char *lf_session_error(const lf_session *session)
{
    return session == NULL ? "out of memory" : session->ctx.error;
}

lf_session_outcome lf_session_failure(const lf_session *session)
{
    if (session == NULL)
        return LF_SESSION_COULD_NOT;
    switch (session->ctx.failure) {
    case LF_NO_FAILURE:
        return LF_SESSION_DONE;
    case LF_WRONG_USAGE:
        return LF_SESSION_WRONG_USAGE;
    case LF_STOPPED:
        return LF_SESSION_STOPPED;
    default:
        return LF_SESSION_COULD_NOT;
    }
}

const char *lf_closest_word(const char *word, const char *const *candidates, size_t count)
{
    return lf_nearest_word(word, candidates, count);
}

size_t lf_text_columns(const char *text)
{
    return lf_display_width(text);
}

/* ---- projects ------------------------------------------------------------------------------- */

static bool replace_path(lf_context *ctx, char **path, const char *given)
{
    if (given == NULL)
        return true;
    char *copy = lf_copy(given);
    if (copy == NULL)
        return lf_fail_memory(ctx);
    free(*path);
    *path = copy;
    return true;
}

/* The result folder lies beside the workspace unless one of the two was named on its own. */
static bool apply_options(lf_context *ctx, lf_project *project, const lf_project_options *options)
{
    if (options == NULL)
        return true;
    if (options->workspace != NULL && options->output == NULL) {
        char *beside = lf_parent_path(options->workspace);
        if (beside == NULL)
            return lf_fail_memory(ctx);
        free(project->city.output);
        project->city.output = beside;
    }
    return replace_path(ctx, &project->city.workspace, options->workspace) &&
           replace_path(ctx, &project->city.output, options->output) &&
           replace_path(ctx, &project->city.plan, options->plan);
}

/* A faulty plan is found when the city is opened, not when its layers have been loaded. */
static bool check_plan(lf_context *ctx, const lf_project *project)
{
    lf_plan plan = {0};
    bool ok = project->city.plan == NULL ||
              lf_plan_read(ctx, project->city.plan, &project->places, &plan);
    lf_plan_free(&plan);
    return ok;
}

bool lf_project_open(lf_session *session, const char *city_path, const lf_project_options *options,
                     lf_project **project)
{
    lf_context *ctx = lf_session_begin(session, NULL);
    *project = NULL;
    lf_project *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return lf_fail_memory(ctx);
    if (!lf_city_read(ctx, city_path, &opened->city) || lf_session_begin(session, opened) == NULL ||
        !lf_places_find(ctx, opened->city.folder, &opened->places) ||
        !lf_contracts_read(ctx, &opened->places, &opened->contracts, &opened->contract_count) ||
        !apply_options(ctx, opened, options) || !check_plan(ctx, opened)) {
        lf_project_close(opened);
        return false;
    }
    *project = opened;
    return true;
}

void lf_project_close(lf_project *project)
{
    if (project == NULL)
        return;
    lf_workspace_close(project->workspace);
    if (project->temporary != NULL)
        unlink(project->temporary);
    free(project->temporary);
    lf_contracts_free(project->contracts, project->contract_count);
    lf_places_free(&project->places);
    lf_city_free(&project->city);
    free(project);
}

bool lf_project_need_workspace(lf_context *ctx, lf_project *project)
{
    char *folder = NULL, *schema_path = NULL, *schema = NULL;
    bool ok = false;
    if (project->workspace != NULL && project->writable)
        return true;
    lf_workspace_close(project->workspace);
    project->workspace = NULL;
    folder = lf_parent_path(project->city.workspace);
    if (folder == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    ok = lf_make_folders(ctx, folder) &&
         lf_places_file(ctx, &project->places, "queries/workspace.sql", &schema_path) &&
         lf_read_file(ctx, schema_path, &schema, NULL) &&
         lf_workspace_open(ctx, project->city.workspace, project->city.srid, schema,
                           &project->workspace);
    project->writable = ok;
done:
    free(folder);
    free(schema_path);
    free(schema);
    return ok;
}

bool lf_project_need_results(lf_context *ctx, lf_project *project)
{
    if (project->workspace != NULL)
        return true;
    project->writable = false;
    return lf_workspace_open_read(ctx, project->city.workspace, &project->workspace);
}

bool lf_project_load(lf_session *session, lf_project *project)
{
    lf_context *ctx = lf_session_begin(session, project);
    return lf_project_need_workspace(ctx, project) &&
           (project->changed || lf_load(ctx, project->workspace, &project->city, &project->places,
                                        project->contracts, project->contract_count));
}

bool lf_project_walk(lf_session *session, lf_project *project)
{
    return lf_project_load(session, project) && lf_walk(&session->ctx, project->workspace);
}

bool lf_project_measure(lf_session *session, lf_project *project)
{
    return lf_project_walk(session, project) &&
           lf_measure(&session->ctx, project->workspace, &project->places, &project->city);
}

/* `language` decides titles in the files, so a change of language writes them anew. */
bool lf_project_present(lf_session *session, lf_project *project)
{
    return lf_project_measure(session, project) &&
           lf_present(&session->ctx, project->workspace, &project->places,
                      lf_language_of(session, project), project->city.output);
}

bool lf_project_run(lf_session *session, lf_project *project)
{
    return lf_project_present(session, project);
}

/* ---- what was found ------------------------------------------------------------------------- */

bool lf_project_print(lf_session *session, lf_project *project, const char *what,
                      const char *format, const lf_print_options *options, lf_writer *writer,
                      void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_filter filter = {0};
    lf_print print = {format, lf_language_of(session, project), writer, user};
    if (options != NULL)
        filter = (lf_filter){options->measure, options->area, options->kind, options->brief};
    if (!lf_project_need_results(ctx, project))
        return false;
    if (strcmp(what, "files") == 0)
        return lf_present_print_files(ctx, project->workspace, &project->places,
                                      project->city.output, &print);
    return lf_present_print(ctx, project->workspace, &project->places, what, &filter, &print);
}

bool lf_project_explain(lf_session *session, lf_project *project, const char *value,
                        const char *format, lf_writer *writer, void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_text text = {0};
    bool ok =
        lf_project_need_results(ctx, project) &&
        lf_explain(ctx, project->workspace, value, format, lf_language_of(session, project), &text);
    if (ok && text.failed)
        ok = lf_fail_memory(ctx);
    if (ok && !writer(user, lf_text_get(&text), text.length))
        ok = lf_fail(ctx, "the explanation could not be written");
    lf_text_free(&text);
    return ok;
}

bool lf_project_list(lf_session *session, lf_project *project, const char *what, const char *format,
                     lf_writer *writer, void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_places installed = {0};
    lf_print print = {format, lf_language_of(session, project), writer, user};
    bool needs = lf_present_list_needs_workspace(what);
    if (needs && project == NULL)
        return lf_fail_usage(ctx, "listing %s needs a city file", what);
    if (needs && !lf_project_need_results(ctx, project))
        return false;
    if (project == NULL && !lf_places_find(ctx, NULL, &installed))
        return false;
    bool ok = lf_present_list(ctx, project == NULL ? NULL : project->workspace,
                              project == NULL ? &installed : &project->places,
                              project == NULL ? NULL : &project->city, what, &print);
    lf_places_free(&installed);
    return ok;
}

bool lf_project_verdict_counts(lf_session *session, lf_project *project, lf_verdict_counts *counts)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_outcome_counts found = {0};
    if (!lf_project_need_results(ctx, project) ||
        !lf_present_count_verdicts(ctx, project->workspace, &project->places, &found))
        return false;
    *counts = (lf_verdict_counts){.met = found.met,
                                  .missed = found.missed,
                                  .borderline = found.borderline,
                                  .not_measured = found.not_measured,
                                  .binding_missed = found.binding_missed,
                                  .reported = found.reported,
                                  .recorded = found.recorded};
    return true;
}

/* ---- plans ---------------------------------------------------------------------------------- */

enum { PLAN_SRID = 4527 }; /* any projected system does: there is no geometry */

/* A city of nothing but the plan's name. */
static bool make_plan_city(lf_context *ctx, const char *folder, const lf_plan *plan, lf_city *city)
{
    *city = (lf_city){.srid = PLAN_SRID,
                      .path = lf_copy(plan->path),
                      .folder = lf_copy(plan->folder),
                      .name = lf_copy(plan->name),
                      .title = lf_copy(plan->title != NULL ? plan->title : plan->name),
                      .workspace = lf_copy(":memory:"),
                      .output = lf_copy("."),
                      .plan = lf_copy(folder)};
    return (city->path != NULL && city->folder != NULL && city->name != NULL &&
            city->title != NULL && city->workspace != NULL && city->output != NULL &&
            city->plan != NULL) ||
           lf_fail_memory(ctx);
}

bool lf_plan_open(lf_session *session, const char *folder, lf_project **project)
{
    lf_context *ctx = lf_session_begin(session, NULL);
    lf_plan plan = {0};
    *project = NULL;
    lf_project *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return lf_fail_memory(ctx);
    bool ok = lf_places_find(ctx, NULL, &opened->places) &&
              lf_plan_read(ctx, folder, &opened->places, &plan) &&
              make_plan_city(ctx, folder, &plan, &opened->city) &&
              lf_contracts_read(ctx, &opened->places, &opened->contracts, &opened->contract_count);
    lf_plan_free(&plan);
    if (ok)
        *project = opened;
    else
        lf_project_close(opened);
    return ok;
}

static bool has_city(const lf_project *project)
{
    return strcmp(project->city.workspace, ":memory:") != 0;
}

/* A plan without a city has nothing to walk. What is found about its targets is printed by whoever
 * asked, so that the stages need not say it too. */
static bool measure_plan(lf_session *session, lf_project *project)
{
    lf_context *ctx = &session->ctx;
    if (has_city(project))
        return lf_project_measure(session, project);
    lf_message_sink *message = ctx->message;
    ctx->message = NULL;
    bool ok = lf_project_load(session, project) &&
              lf_measure(ctx, project->workspace, &project->places, &project->city);
    ctx->message = message;
    return ok;
}

bool lf_plan_lint(lf_session *session, lf_project *project, const char *format, lf_writer *writer,
                  void *user, uint64_t *contradictions)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_print print = {format, lf_language_of(session, project), writer, user};
    int64_t count = 0;
    bool ok =
        measure_plan(session, project) && lf_stage_begin(ctx, project->workspace, "lint") &&
        lf_plan_neighbours_load(ctx, project->workspace, &project->places, project->city.plan) &&
        lf_lint(ctx, project->workspace, &project->places, false) &&
        lf_stage_commit(ctx, project->workspace, "lint", "") &&
        lf_query_integer(ctx, project->workspace,
                         "SELECT count(*) FROM finding WHERE severity = 'contradiction'", 0,
                         &count) &&
        lf_present_findings(ctx, project->workspace, &project->places, &print);
    if (!ok && project->workspace != NULL)
        lf_stage_rollback(project->workspace);
    *contradictions = (uint64_t)count;
    return ok;
}

bool lf_plan_show(lf_session *session, lf_project *project, bool coverage, const char *format,
                  lf_writer *writer, void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_print print = {format, lf_language_of(session, project), writer, user};
    if (project->city.plan == NULL)
        return lf_fail_usage(ctx, "%s takes no plan", project->city.path);
    return measure_plan(session, project) &&
           lf_present_provisions(ctx, project->workspace, &project->places, coverage, &print);
}
