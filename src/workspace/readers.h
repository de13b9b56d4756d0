/*
 * Reading a workspace with several threads at once.
 *
 * Knows base. Must not know what is read.
 */
#ifndef LF_WORKSPACE_READERS_H
#define LF_WORKSPACE_READERS_H

#include "workspace/workspace.h"

/* Does one item. `ctx` and `reader` are the thread's own; only `reader` may be asked. */
typedef bool lf_reading_body(lf_context *ctx, lf_workspace *reader, void *user, size_t item);

/*
 * Calls body once for every item in 0 … count-1 on as many threads as the context allows, at most
 * four (each has a page cache), items handed out in order. The calling thread reads through
 * `workspace`, the others through connections of their own, which see what has been committed: no
 * transaction may be open, and nothing may be written meanwhile. A workspace in memory is read by
 * one thread. Messages and progress of other threads than the calling one are dropped. Errors: that
 * of the first item that failed.
 */
bool lf_workspace_read_each(lf_context *ctx, lf_workspace *workspace, size_t count,
                            lf_reading_body *body, void *user);

#endif
