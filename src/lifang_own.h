/*
 * What the files behind lifang.h share: sessions and projects from within. Not for programs that
 * use the library.
 */
#ifndef LIFANG_OWN_H
#define LIFANG_OWN_H

#include "lifang.h"

#include "base/context.h"
#include "base/words.h"
#include "catalog/catalog.h"
#include "catalog/city.h"
#include "workspace/workspace.h"

struct lf_session {
    lf_context ctx;
    lf_message_handler *message;
    void *message_user;
    lf_progress_handler *progress;
    void *progress_user;
    const char *language; /* a literal, or NULL for the city file's */
    const char *fallback; /* a literal: the language where nobody names one */
    lf_words *chinese;    /* owned; NULL where no catalogue is installed */
};

struct lf_project {
    lf_city city;
    lf_places places;
    lf_contract *contracts;
    size_t contract_count;
    lf_workspace *workspace; /* NULL until first needed */
    bool writable;
    bool changed;    /* a copy with changes of its own: never loaded anew */
    char *temporary; /* owned; the copy's file, taken away at the end; NULL: none */
};

/* Every public call begins so: no error yet, and messages in the language of what it is about.
 * `project` may be NULL. */
lf_context *lf_session_begin(lf_session *session, const lf_project *project);
/* "en" or "zh". `project` may be NULL. */
const char *lf_language_of(const lf_session *session, const lf_project *project);
/* Opens the workspace for writing, making it and its folder when absent. */
bool lf_project_need_workspace(lf_context *ctx, lf_project *project);
/* Opens an existing workspace to look at it; one already open for writing serves as well. */
bool lf_project_need_results(lf_context *ctx, lf_project *project);

#endif
