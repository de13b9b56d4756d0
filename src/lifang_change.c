/*
 * The public what-if: a copy of a project's workspace with changes. Joins load and present to a
 * session; must not know SQL beyond the copying.
 */
#include "lifang_own.h"

#include <stdlib.h>
#include <unistd.h>

#include "load/change.h"
#include "present/compare.h"

/* Copies the workspace as it is into a new file. */
static bool copy_workspace(lf_context *ctx, lf_project *project, const char *folder,
                           const char *path)
{
    if (!lf_make_folders(ctx, folder))
        return false;
    unlink(path);
    return lf_workspace_runf(ctx, project->workspace, path, "VACUUM INTO %Q", path);
}

/* Opens the copy as a project of its own. */
static bool open_copy(lf_session *session, const lf_project *project, const char *folder,
                      const char *path, lf_project **out)
{
    lf_project_options options = {.workspace = path, .output = folder, .plan = project->city.plan};
    return lf_project_open(session, project->city.path, &options, out) &&
           lf_project_need_workspace(&session->ctx, *out);
}

bool lf_project_change(lf_session *session, lf_project *project, const char *file,
                       lf_project **changed)
{
    lf_context *ctx = &session->ctx;
    lf_change_counts counts;
    lf_project *copy = NULL;
    *changed = NULL;
    if (!lf_project_measure(session, project))
        return false;
    char *folder = lf_join_path(project->city.output, "what-if");
    char *path = folder == NULL ? NULL : lf_join_path(folder, ".changed.lifang");
    bool ok = (path != NULL || lf_fail_memory(ctx)) && copy_workspace(ctx, project, folder, path) &&
              open_copy(session, project, folder, path, &copy) &&
              lf_changes_apply(ctx, copy->workspace, &copy->city, &copy->places, file, &counts);
    if (ok) {
        lf_info(ctx, "change: %lld added, %lld closed", (long long)counts.added,
                (long long)counts.closed);
        copy->changed = true;
        copy->temporary = path;
        *changed = copy;
    } else {
        lf_project_close(copy);
        if (path != NULL)
            unlink(path);
        free(path);
    }
    free(folder);
    return ok;
}

/* The copy's own name says nothing. */
static bool name_sides(lf_context *ctx, const lf_project *project, lf_comparison *comparison)
{
    char *after = lf_copyf("%s · what-if", project->city.path);
    bool ok = (after != NULL || lf_fail_memory(ctx)) &&
              lf_comparison_name(ctx, comparison, 1, project->city.path) &&
              lf_comparison_name(ctx, comparison, 2, after);
    free(after);
    return ok;
}

bool lf_project_compare(lf_session *session, lf_project *project, lf_project *changed,
                        const lf_print_options *options, const char *format, lf_writer *writer,
                        void *user)
{
    if (!lf_project_measure(session, project) || !lf_project_measure(session, changed))
        return false;
    lf_context *ctx = lf_session_begin(session, project);
    const char *language = lf_language_of(session, project);
    lf_comparison *comparison = NULL;
    lf_filter filter = {0};
    lf_print print = {format, language, writer, user};
    if (options != NULL)
        filter = (lf_filter){options->measure, options->area, options->kind, options->brief};
    bool ok = lf_comparison_open(ctx, &project->places, project->city.workspace,
                                 changed->city.workspace, &comparison) &&
              name_sides(ctx, project, comparison) &&
              lf_comparison_write(ctx, comparison, language, changed->city.output) &&
              lf_comparison_print(ctx, comparison, &filter, &print);
    lf_comparison_close(comparison);
    return ok;
}

/* audit.lifang in a folder, or in audit/ of a project's output folder. */
static char *audit_path(const lf_project *project, const char *folder)
{
    char *inner = folder != NULL ? lf_copy(folder) : lf_join_path(project->city.output, "audit");
    char *path = inner == NULL ? NULL : lf_join_path(inner, "audit.lifang");
    free(inner);
    return path;
}

bool lf_audit_compare(lf_session *session, lf_project *project, const char *folder,
                      lf_project *changed, const char *format, lf_writer *writer, void *user)
{
    lf_context *ctx = lf_session_begin(session, project);
    lf_print print = {format, lf_language_of(session, project), writer, user};
    char *before = audit_path(project, folder), *after = audit_path(changed, NULL);
    bool ok = (before != NULL && after != NULL) || lf_fail_memory(ctx);
    ok = ok &&
         lf_audits_compare(ctx, &project->places, (lf_audit_side){before, project->city.workspace},
                           (lf_audit_side){after, changed->city.workspace}, &print);
    free(before);
    free(after);
    return ok;
}
