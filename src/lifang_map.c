/*
 * The public function that draws maps.
 */
#include "lifang_own.h"

#include "present/map.h"

bool lf_project_map(lf_session *session, lf_project *project, const lf_map_options *options)
{
    static const lf_map_options nothing = {0};
    lf_context *ctx = lf_session_begin(session, project);
    const lf_map_options *o = options != NULL ? options : &nothing;
    lf_map_request request = {.show = o->show,
                              .area = o->area,
                              .kind = o->kind,
                              .size = o->size,
                              .orientation = o->orientation,
                              .title = o->title,
                              .atlas = o->atlas,
                              .path = o->path};
    return lf_project_need_results(ctx, project) &&
           lf_present_map(ctx, project->workspace, &project->places,
                          lf_language_of(session, project), &request);
}
