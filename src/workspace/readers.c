/* Several connections to one workspace. See readers.h. */
#include "workspace/readers.h"

#include <stdlib.h>

#include "base/parallel.h"

enum { MOST_READERS = 4 };

typedef struct reading {
    const lf_context *caller; /* only read */
    lf_reading_body *body;
    void *user;
    lf_workspace *readers[MOST_READERS];
    lf_context polled[MOST_READERS]; /* what the readers' connections look at to be stopped */
    lf_context *contexts;            /* of the items */
} reading;

static bool read_item(void *user, size_t item, int worker)
{
    reading *job = user;
    lf_context *ctx = &job->contexts[item];
    *ctx = *job->caller;
    if (worker != 0) { /* the sinks belong to the calling thread */
        ctx->message = NULL;
        ctx->progress = NULL;
    }
    return job->body(ctx, job->readers[worker], job->user, item);
}

/* One more connection to the same file, with the same city attached. */
static bool open_reader(lf_context *ctx, const lf_workspace *workspace, lf_workspace **out)
{
    const char *path = lf_workspace_path(workspace), *city = lf_workspace_city_path(workspace);
    return city == NULL ? lf_workspace_open_read(ctx, path, out)
                        : lf_workspace_open_beside_read(ctx, path, city, out);
}

/* Opens what connections can be had; one that cannot be is no error: the others do its share. */
static int open_readers(const lf_context *ctx, lf_workspace *workspace, size_t count, reading *job)
{
    const char *path = lf_workspace_path(workspace);
    int readers = 1;
    job->readers[0] = workspace;
    while (readers < ctx->threads && readers < MOST_READERS && (size_t)readers < count &&
           lf_file_exists(path)) {
        lf_context *polled = &job->polled[readers];
        lf_context_init_worker(polled, ctx);
        if (!open_reader(polled, workspace, &job->readers[readers]))
            break;
        readers++;
    }
    return readers;
}

static void take_error(lf_context *ctx, const reading *job, size_t count)
{
    lf_stopping(ctx);
    for (size_t i = 0; i < count; i++)
        if (job->contexts[i].error[0] != '\0') {
            lf_fail(ctx, "%s", job->contexts[i].error);
            return;
        }
}

bool lf_workspace_read_each(lf_context *ctx, lf_workspace *workspace, size_t count,
                            lf_reading_body *body, void *user)
{
    lf_context own = *ctx;
    reading *job = calloc(1, sizeof *job);
    lf_context *contexts = calloc(count + 1, sizeof *contexts);
    bool ok = false;
    if (job == NULL || contexts == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    *job = (reading){.caller = ctx, .body = body, .user = user, .contexts = contexts};
    own.threads = open_readers(ctx, workspace, count, job);
    ok = lf_parallel(&own, count, read_item, job);
    for (int i = 1; i < own.threads; i++)
        lf_workspace_close(job->readers[i]);
    if (!ok)
        take_error(ctx, job, count);
done:
    free(contexts);
    free(job);
    return ok;
}
