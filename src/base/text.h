/*
 * Text that grows, words that are nearly right, and files read whole.
 *
 * Knows the C library only.
 */
#ifndef LF_BASE_TEXT_H
#define LF_BASE_TEXT_H

#include "base/context.h"

/* A growing, always terminated UTF-8 text. Zero-initialise; free with lf_text_free. */
typedef struct lf_text {
    char *bytes; /* owned; NULL while empty: read it through lf_text_get */
    size_t length;
    size_t capacity;
    bool failed; /* out of memory at some point: every later call does nothing */
} lf_text;

void lf_text_free(lf_text *text);
const char *lf_text_get(const lf_text *text);
void lf_text_add(lf_text *text, const char *more);
void lf_text_add_bytes(lf_text *text, const void *bytes, size_t count);
void lf_text_addf(lf_text *text, const char *format, ...) LF_PRINTF(2, 3);
void lf_text_clear(lf_text *text);
/* Hands the bytes over to the caller (free()); NULL when memory had run out. */
char *lf_text_take(lf_text *text);

/* A copy to free(), or NULL when memory ran out or `text` is NULL. */
char *lf_copy(const char *text);
/* A formatted copy to free(), or NULL when memory ran out. */
char *lf_copyf(const char *format, ...) LF_PRINTF(1, 2);

/* Cuts white space (ASCII and U+3000) off both ends, in place; returns the new start. */
char *lf_trim(char *text);
/* ASCII case-insensitive equality. */
bool lf_same_word(const char *a, const char *b);
bool lf_starts_with(const char *text, const char *start);
bool lf_ends_with(const char *text, const char *end);

/* Edit distance in characters (UTF-8 aware), cut off at 64 characters a word. */
size_t lf_edit_distance(const char *a, const char *b);
/*
 * The candidate nearest to `word`, or NULL when none is near enough to be meant (more than a third
 * of the longer word differs). Ties go to the earlier candidate. Case is ignored.
 */
const char *lf_nearest_word(const char *word, const char *const *candidates, size_t count);

/* True when the bytes are valid UTF-8 (no overlong forms, no surrogates). */
bool lf_is_utf8(const void *bytes, size_t count);
/* Columns a text takes in a terminal: East Asian wide characters count two. */
size_t lf_display_width(const char *text);

/* Reads a whole file. *out is terminated and owned by the caller (free()). */
bool lf_read_file(lf_context *ctx, const char *path, char **out, size_t *out_length);
/* "dir/name", or a copy of name when it is absolute. Free with free(). */
char *lf_join_path(const char *directory, const char *name);
/* The folder a path lies in ("." when it has none). Free with free(). */
char *lf_parent_path(const char *path);
bool lf_file_exists(const char *path);
bool lf_is_folder(const char *path);
/* Makes a folder and those above it. */
bool lf_make_folders(lf_context *ctx, const char *path);
/* Names in a folder that end with `suffix`, sorted by bytes. Free with lf_free_names. */
bool lf_list_folder(lf_context *ctx, const char *path, const char *suffix, char ***out,
                    size_t *count);
void lf_free_names(char **names, size_t count);

/* SHA-256 as 64 hexadecimal digits. */
enum { LF_HASH_SIZE = 65 };
void lf_hash_bytes(const void *bytes, size_t count, char out[LF_HASH_SIZE]);
/* Of a file's bytes; for a folder (FileGDB) of the names and bytes of the files directly in it. */
bool lf_hash_path(lf_context *ctx, const char *path, char out[LF_HASH_SIZE]);

#endif
