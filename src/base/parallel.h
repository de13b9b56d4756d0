/*
 * Splits a loop over the threads of the context. Threads change the speed, never the result: the
 * body is told which item it does and must write only what belongs to that item (or to its worker).
 *
 * Knows the C library and POSIX threads only.
 */
#ifndef LF_BASE_PARALLEL_H
#define LF_BASE_PARALLEL_H

#include "base/context.h"

/* `worker` is 0 … threads-1: the place for scratch memory. Return false to stop the loop. */
typedef bool lf_parallel_body(void *user, size_t item, int worker);

/*
 * Calls body once for every item in 0 … count-1, items handed out in order. Returns false when a
 * body did, or when the user asked to stop (then the context carries the error). Bodies must not
 * touch the context; they keep an error of their own in `user`.
 */
bool lf_parallel(lf_context *ctx, size_t count, lf_parallel_body *body, void *user);
/* As lf_parallel, for a loop that takes long: says how far it is, where the task last told of left
 * that open (see lf_tell_progress). */
bool lf_parallel_told(lf_context *ctx, size_t count, lf_parallel_body *body, void *user);

#endif
