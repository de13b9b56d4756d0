/*
 * Buffered output, and files that appear whole or not at all.
 */
#include "present/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PENDING_BYTES = 1 << 16 };

void lf_output_init(lf_output *output, lf_take_bytes *take, void *user)
{
    *output = (lf_output){.take = take, .user = user};
}

static void flush_pending(lf_output *output)
{
    if (output->pending.failed)
        output->failed = true;
    if (!output->failed && output->pending.length > 0)
        output->failed = !output->take(output->user, output->pending.bytes, output->pending.length);
    lf_text_clear(&output->pending);
}

static void flush_when_large(lf_output *output)
{
    if (output->pending.length >= PENDING_BYTES)
        flush_pending(output);
}

void lf_output_put_bytes(lf_output *output, const char *bytes, size_t count)
{
    if (output->failed)
        return;
    lf_text_add_bytes(&output->pending, bytes, count);
    flush_when_large(output);
}

void lf_output_put(lf_output *output, const char *text)
{
    lf_output_put_bytes(output, text, strlen(text));
}

void lf_output_putf(lf_output *output, const char *format, ...)
{
    char small[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length < sizeof small) {
        lf_output_put_bytes(output, small, (size_t)length);
        return;
    }
    char *large = length < 0 ? NULL : malloc((size_t)length + 1);
    if (large == NULL) {
        output->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(large, (size_t)length + 1, format, arguments);
    va_end(arguments);
    lf_output_put_bytes(output, large, (size_t)length);
    free(large);
}

bool lf_output_finish(lf_context *ctx, lf_output *output)
{
    flush_pending(output);
    lf_text_free(&output->pending);
    output->pending = (lf_text){0};
    return !output->failed || lf_fail(ctx, "the results could not be written");
}

/* ---- files ------------------------------------------------------------------------------------
 */

static bool take_to_file(void *user, const char *bytes, size_t count)
{
    return fwrite(bytes, 1, count, user) == count;
}

bool lf_file_name(lf_context *ctx, const char *folder, const char *name, lf_output_file *out)
{
    *out = (lf_output_file){0};
    char *hidden = lf_copyf(".unfinished.%s", name);
    if (hidden != NULL) {
        out->path = lf_join_path(folder, name);
        out->temporary = lf_join_path(folder, hidden);
    }
    free(hidden);
    if (out->path != NULL && out->temporary != NULL)
        return true;
    lf_file_abandon(out);
    return lf_fail_memory(ctx);
}

bool lf_file_open(lf_context *ctx, const char *folder, const char *name, lf_output_file *out)
{
    if (!lf_file_name(ctx, folder, name, out))
        return false;
    out->stream = fopen(out->temporary, "wb");
    if (out->stream == NULL) {
        lf_fail(ctx, "cannot write %s: %s", out->path, strerror(errno));
        lf_file_abandon(out);
        return false;
    }
    lf_output_init(&out->output, take_to_file, out->stream);
    return true;
}

/* Closes the stream; false when any byte was lost. errno says why. */
static bool close_stream(lf_output_file *file)
{
    if (file->stream == NULL)
        return true;
    FILE *stream = file->stream;
    flush_pending(&file->output);
    bool written = !file->output.failed && fflush(stream) == 0 && ferror(stream) == 0;
    int reason = errno;
    bool closed = fclose(stream) == 0;
    file->stream = NULL;
    if (!written)
        errno = reason;
    return written && closed;
}

bool lf_file_commit(lf_context *ctx, lf_output_file *file)
{
    errno = 0;
    bool done = close_stream(file) && rename(file->temporary, file->path) == 0;
    if (!done)
        lf_fail(ctx, "cannot write %s: %s", file->path,
                errno != 0 ? strerror(errno) : "out of memory");
    else {
        free(file->temporary);
        file->temporary = NULL;
    }
    lf_file_abandon(file);
    return done;
}

void lf_file_abandon(lf_output_file *file)
{
    if (file->stream != NULL)
        fclose(file->stream);
    if (file->temporary != NULL)
        unlink(file->temporary);
    lf_text_free(&file->output.pending);
    free(file->path);
    free(file->temporary);
    *file = (lf_output_file){0};
}
