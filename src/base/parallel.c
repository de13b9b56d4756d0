/* A loop over POSIX threads. See parallel.h. */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct shared_loop {
    size_t count;
    lf_parallel_body *body;
    void *user;
    const volatile sig_atomic_t *stop;
    lf_context *told; /* who hears how far it is; NULL: nobody */
    atomic_size_t next;
    atomic_bool failed;
} shared_loop;

typedef struct loop_worker {
    shared_loop *loop;
    int number;
} loop_worker;

static void work(shared_loop *loop, int number)
{
    while (!atomic_load(&loop->failed)) {
        size_t item = atomic_fetch_add(&loop->next, 1);
        if (item >= loop->count)
            return;
        if (number == 0 && loop->told != NULL) /* the caller's own thread: the context is its */
            loop->told->progress(loop->told->sink_user, loop->told->task, item, loop->count);
        bool stopped = loop->stop != NULL && *loop->stop != 0;
        if (stopped || !loop->body(loop->user, item, number))
            atomic_store(&loop->failed, true);
    }
}

static void *run_worker(void *argument)
{
    loop_worker *worker = argument;
    work(worker->loop, worker->number);
    return NULL;
}

static bool run_loop(lf_context *ctx, shared_loop loop)
{
    enum { MOST = 64 };
    pthread_t threads[MOST];
    loop_worker workers[MOST];
    int wanted = ctx->threads < MOST ? ctx->threads : MOST;
    int started = 0;
    if ((size_t)wanted > loop.count)
        wanted = (int)loop.count;
    /* A thread that cannot be had is no error: the others do its share. */
    for (int i = 1; i < wanted; i++) {
        workers[started] = (loop_worker){&loop, i};
        if (pthread_create(&threads[started], NULL, run_worker, &workers[started]) != 0)
            break;
        started++;
    }
    work(&loop, 0);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (loop.told != NULL && !atomic_load(&loop.failed))
        ctx->progress(ctx->sink_user, ctx->task, loop.count, loop.count);
    lf_stopping(ctx);
    return !atomic_load(&loop.failed);
}

bool lf_parallel(lf_context *ctx, size_t count, lf_parallel_body *body, void *user)
{
    return run_loop(ctx,
                    (shared_loop){.count = count, .body = body, .user = user, .stop = ctx->stop});
}

bool lf_parallel_told(lf_context *ctx, size_t count, lf_parallel_body *body, void *user)
{
    bool told = ctx->progress != NULL && ctx->task[0] != '\0';
    return run_loop(ctx, (shared_loop){.count = count,
                                       .body = body,
                                       .user = user,
                                       .stop = ctx->stop,
                                       .told = told ? ctx : NULL});
}
