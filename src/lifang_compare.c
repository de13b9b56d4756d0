/*
 * The public comparison of two results. Joins the room present to a session; must not know SQL.
 */
#include "lifang_own.h"

#include "present/compare.h"

bool lf_compare(lf_session *session, const char *before, const char *after, const char *folder,
                const lf_print_options *options, const char *format, lf_writer *writer, void *user,
                uint64_t *outcomes)
{
    lf_context *ctx = lf_session_begin(session, NULL);
    lf_places places = {0};
    lf_comparison *comparison = NULL;
    lf_comparison_counts counts = {0};
    lf_filter filter = {0};
    lf_print print = {format, session->language, writer, user};
    if (options != NULL)
        filter = (lf_filter){options->measure, options->area, options->kind, options->brief};
    bool ok = lf_places_find(ctx, NULL, &places) &&
              lf_comparison_open(ctx, &places, before, after, &comparison) &&
              lf_comparison_count(ctx, comparison, &counts) &&
              (folder == NULL || lf_comparison_write(ctx, comparison, session->language, folder)) &&
              lf_comparison_print(ctx, comparison, &filter, &print);
    if (outcomes != NULL)
        *outcomes = counts.outcomes;
    lf_comparison_close(comparison);
    lf_places_free(&places);
    return ok;
}
