/* Messages and the one error of a call. See context.h. */
#include "base/context.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/words.h"

void lf_context_init(lf_context *ctx)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    memset(ctx, 0, sizeof *ctx);
    ctx->threads = processors < 1 ? 1 : processors > 64 ? 64 : (int)processors;
}

void lf_context_init_worker(lf_context *ctx, const lf_context *parent)
{
    lf_context_init(ctx);
    ctx->threads = 1;
    ctx->stop = parent->stop;
    ctx->allow_network = parent->allow_network;
    ctx->words = parent->words;
    ctx->chinese = parent->chinese;
}

/* Control characters would break "one line" and could drive a terminal. */
static void flatten(char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            text[i] = ' ';
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
}

/* vsnprintf may have cut inside a character: drop the torn tail. */
static void mend_tail(char *text, size_t size)
{
    size_t length = strlen(text);
    if (length + 1 < size)
        return;
    size_t start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && ((unsigned char)text[start - 1] & 0x80) != 0)
        text[start - 1] = '\0';
}

static void format_line(const lf_context *ctx, char *line, size_t size, const char *format,
                        va_list args)
{
    if (ctx->words == NULL || !lf_words_format(ctx->words, format, args, line, size))
        vsnprintf(line, size, format, args);
    mend_tail(line, size);
    flatten(line);
}

static void record(lf_context *ctx, lf_failure failure, const char *format, va_list args)
{
    if (ctx->failure != LF_NO_FAILURE)
        return;
    ctx->failure = failure;
    format_line(ctx, ctx->error, sizeof ctx->error, format, args);
}

bool lf_fail(lf_context *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(ctx, LF_COULD_NOT, format, args);
    va_end(args);
    return false;
}

bool lf_fail_usage(lf_context *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(ctx, LF_WRONG_USAGE, format, args);
    va_end(args);
    return false;
}

bool lf_fail_memory(lf_context *ctx)
{
    return lf_fail(ctx, "out of memory");
}

void lf_clear_error(lf_context *ctx)
{
    ctx->failure = LF_NO_FAILURE;
    ctx->error[0] = '\0';
}

bool lf_stopping(lf_context *ctx)
{
    if (ctx->stop == NULL || *ctx->stop == 0)
        return false;
    if (ctx->failure == LF_NO_FAILURE) {
        ctx->failure = LF_STOPPED;
        snprintf(ctx->error, sizeof ctx->error, "%s",
                 lf_say(ctx, "interrupted; the workspace keeps the last finished stage"));
    }
    return true;
}

static void tell(lf_context *ctx, lf_level level, const char *format, va_list args)
{
    char line[2 * LF_ERROR_SIZE];
    if (ctx->message == NULL)
        return;
    format_line(ctx, line, sizeof line, format, args);
    ctx->message(ctx->sink_user, level, line);
}

void lf_warn(lf_context *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(ctx, LF_LEVEL_WARNING, format, args);
    va_end(args);
}

void lf_info(lf_context *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(ctx, LF_LEVEL_INFO, format, args);
    va_end(args);
}

void lf_detail(lf_context *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(ctx, LF_LEVEL_DETAIL, format, args);
    va_end(args);
}

void lf_tell_progress(lf_context *ctx, const char *task, uint64_t done, uint64_t total)
{
    if (ctx->progress == NULL)
        return;
    snprintf(ctx->task, sizeof ctx->task, "%s", done == 0 && total == 0 ? task : "");
    ctx->progress(ctx->sink_user, task, done, total);
}
