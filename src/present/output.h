/*
 * Where results go: a buffer in front of whatever takes the bytes, a file or the caller's function.
 *
 * Knows base only.
 */
#ifndef LF_PRESENT_OUTPUT_H
#define LF_PRESENT_OUTPUT_H

#include "base/context.h"
#include "base/text.h"

/* Takes bytes in order; false when it cannot. */
typedef bool lf_take_bytes(void *user, const char *bytes, size_t count);

typedef struct lf_output {
    lf_take_bytes *take;
    void *user;      /* borrowed */
    lf_text pending; /* owned */
    bool failed;     /* a write failed: later ones do nothing */
} lf_output;

/* Everything put is handed to `take` in larger pieces. End with lf_output_finish. */
void lf_output_init(lf_output *output, lf_take_bytes *take, void *user);
void lf_output_put(lf_output *output, const char *text);
void lf_output_put_bytes(lf_output *output, const char *bytes, size_t count);
void lf_output_putf(lf_output *output, const char *format, ...) LF_PRINTF(2, 3);
/* Hands over what is left and frees the buffer. Error: the bytes were not taken, or no memory. */
bool lf_output_finish(lf_context *ctx, lf_output *output);

/*
 * A file that appears whole or not at all: it is written under a temporary name in the same folder,
 * which is put in place by lf_file_commit. lf_file_abandon takes the temporary file away; it is
 * harmless after a commit and accepts a zeroed lf_output_file.
 */
typedef struct lf_output_file {
    char *path;      /* owned; the name it will have */
    char *temporary; /* owned */
    void *stream;    /* owned; a FILE, NULL when another library writes the temporary file */
    lf_output output;
} lf_output_file;

/* Only chooses the names; for writers that open the file themselves. Keeps the file's suffix. */
bool lf_file_name(lf_context *ctx, const char *folder, const char *name, lf_output_file *out);
/* Opens the temporary file; write through out->output. Error: folder not writable. */
bool lf_file_open(lf_context *ctx, const char *folder, const char *name, lf_output_file *out);
/* Flushes, checks, closes and renames. Error: disk full, folder gone. */
bool lf_file_commit(lf_context *ctx, lf_output_file *file);
void lf_file_abandon(lf_output_file *file);

#endif
