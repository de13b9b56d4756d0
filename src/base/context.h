/*
 * What every call is handed: where messages go, how many threads may run, whether to stop, and
 * the one error of the call that failed. There is no global state: two contexts never meet.
 *
 * Knows the C library only. Must not know SQLite, GDAL or any other room.
 */
#ifndef LF_BASE_CONTEXT_H
#define LF_BASE_CONTEXT_H

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LF_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define LF_PRINTF(text, first)
#endif

/* How loud a message is; a sink is told and decides. */
typedef enum lf_level {
    LF_LEVEL_WARNING, /* something was assumed or left out: always shown unless quiet */
    LF_LEVEL_INFO,    /* what a stage did: one line per layer or stage */
    LF_LEVEL_DETAIL   /* only with -v */
} lf_level;

/* Why a call failed; decides the exit code of the command line. */
typedef enum lf_failure {
    LF_NO_FAILURE = 0,
    LF_COULD_NOT,   /* the work could not be done: exit 1 */
    LF_WRONG_USAGE, /* it was asked for wrongly: exit 2 */
    LF_STOPPED      /* the user interrupted it: exit 1, last good state kept */
} lf_failure;

/* Receives one line without a newline. */
typedef void lf_message_sink(void *user, lf_level level, const char *line);

/* Receives how far a long task is; total 0 means unknown. Called often: must be cheap. */
typedef void lf_progress_sink(void *user, const char *task, uint64_t done, uint64_t total);

enum { LF_ERROR_SIZE = 1024 };

/* The program's words in another language; see words.h. */
typedef struct lf_words lf_words;

typedef struct lf_context {
    lf_message_sink *message;          /* NULL: messages are dropped */
    lf_progress_sink *progress;        /* NULL: no progress */
    void *sink_user;                   /* borrowed */
    const volatile sig_atomic_t *stop; /* borrowed; NULL: cannot be stopped */
    int threads;                       /* at least 1 */
    bool allow_network;                /* false: no source may be fetched from a network */
    const lf_words *words;             /* borrowed; the language of messages, NULL: English */
    const lf_words *chinese; /* borrowed; for records kept in both languages; NULL: none */
    char task[64];           /* what lf_tell_progress was last told of */
    lf_failure failure;
    char error[LF_ERROR_SIZE]; /* one line; "" when nothing failed */
} lf_context;

/* A context that says nothing and uses all processors. */
void lf_context_init(lf_context *ctx);
/* A context for a thread that works for `parent`: silent, with its stop flag and its words. */
void lf_context_init_worker(lf_context *ctx, const lf_context *parent);

/*
 * Records why a call failed, in one line, and returns false so that `return lf_fail(...)` reads
 * well. The first error wins: a caller further up cannot hide what was known where it happened.
 * Newlines and control characters in the text become spaces. Overlong text is cut at a UTF-8
 * border. The format is translated here, as in all functions below that take one: write whole
 * sentences, and pass phrases through lf_say.
 */
bool lf_fail(lf_context *ctx, const char *format, ...) LF_PRINTF(2, 3);

/* As lf_fail, for a wrong call (exit code 2). */
bool lf_fail_usage(lf_context *ctx, const char *format, ...) LF_PRINTF(2, 3);

/* Out of memory, said once. Returns false. */
bool lf_fail_memory(lf_context *ctx);

/* Forgets the error, for a caller that has dealt with it (a rejected row, an optional file). */
void lf_clear_error(lf_context *ctx);

/* True once the user asked to stop; records the error then. Poll it in every long loop. */
bool lf_stopping(lf_context *ctx);

void lf_warn(lf_context *ctx, const char *format, ...) LF_PRINTF(2, 3);
void lf_info(lf_context *ctx, const char *format, ...) LF_PRINTF(2, 3);
void lf_detail(lf_context *ctx, const char *format, ...) LF_PRINTF(2, 3);
/* How far a task over a second is; `task` is passed on in English. total 0: unknown. A task told of
 * with 0 of 0 leaves it to the loops inside (lf_parallel_told) to say how far they are. */
void lf_tell_progress(lf_context *ctx, const char *task, uint64_t done, uint64_t total);

#endif
