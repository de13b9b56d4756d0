/*
 * What the files of the catalog share among themselves: lists that grow, words, numbers.
 *
 * Not for other rooms. Knows base only.
 */
#ifndef LF_CATALOG_OWN_H
#define LF_CATALOG_OWN_H

#include "base/context.h"
#include "base/text.h"

/*
 * Makes room for one more item in a list of `count` items: returns the list, perhaps moved, or NULL
 * when memory ran out (the old list then stands, and the context carries the error). Items beyond
 * `count` are zero, so that a half-filled item can be freed. A list grown here may only shrink by
 * being freed.
 */
void *lf_grow(lf_context *ctx, void *items, size_t count, size_t item_size);

/* A copy of `length` bytes, terminated; NULL when memory ran out (recorded). */
char *lf_copy_bytes(lf_context *ctx, const char *bytes, size_t length);

/* As lf_copy for text that is not NULL; running out of memory is recorded. */
char *lf_keep(lf_context *ctx, const char *text);

/* True for snake_case: a lower-case letter, then lower-case letters, digits and underscores, fewer
 * than LF_WORD_SIZE in all. */
enum { LF_WORD_SIZE = 64 };
bool lf_is_word(const char *text);

/* What `word` probably meant: the nearest candidate, or the first that begins with it; NULL when
 * there is none, or the word has less than three letters. */
const char *lf_suggest(const char *word, const char *const *candidates, size_t count);

/* Records the first line that is not UTF-8, or holds a NUL byte. `path` is for the message. */
bool lf_check_text(lf_context *ctx, const char *path, const char *text, size_t length);

/* Steps over a UTF-8 byte order mark. */
const char *lf_skip_mark(const char *text);

/*
 * A decimal number as JSON writes it (a leading plus or point is allowed too), whatever the locale.
 * False for anything else: no hexadecimal, no "inf", nothing before or after, no overflow.
 */
bool lf_parse_number(const char *text, double *out);

/* The shortest decimal text that reads back as the same number, with a point in every locale. */
enum { LF_NUMBER_SIZE = 32 };
void lf_write_number(double number, char out[LF_NUMBER_SIZE]);

#endif
