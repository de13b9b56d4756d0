/*
 * The program's words in another language: a catalogue made by GNU gettext's tools (src/po, a
 * .mo file when built), read into memory. It is read here and not by libintl, because libintl hangs
 * on the locale of the process: a library must leave that alone, serve two languages at once (a
 * workspace keeps its records in both), and work where no locale was generated.
 *
 * Knows the C library only.
 */
#ifndef LF_BASE_WORDS_H
#define LF_BASE_WORDS_H

#include "base/context.h"

/* Marks a text for the catalogue where it cannot be translated on the spot. */
#define N_(text) (text)

/*
 * Reads a .mo file. Entries whose translation asks for other arguments than the text are left out,
 * so that a damaged catalogue can spoil words but never memory. *out is to be freed with
 * lf_words_free. Errors: no such file; not a catalogue.
 */
bool lf_words_read(lf_context *ctx, const char *path, lf_words **out);
void lf_words_free(lf_words *words);
size_t lf_words_count(const lf_words *words);

/*
 * The translation of a text (a format keeps its directives); the text itself where there is none,
 * or `words` is NULL. Lives as long as `words`. Logarithmic in the entries.
 */
const char *lf_words_say(const lf_words *words, const char *text);

/*
 * Formats `format` in its translation, into `out`, cut to `size`. Arguments that are phrases of the
 * catalogue themselves are translated too, as lf_words_retell does. False: nothing was written,
 * because memory ran out or the format asks for what is not known here ("%*d").
 */
bool lf_words_format(const lf_words *words, const char *format, va_list args, char *out,
                     size_t size);

/*
 * The translation of a finished line whose format is no longer known (a reason in the workspace, an
 * argument that is itself a phrase): the entry it was made from is found by its fixed words, the
 * longest first, and the values are carried over. Values in quotes and single words are never
 * translated, for they may be names. Parts
 * joined by "; " are translated one by one. NULL where nothing fits or memory ran out; free().
 * Linear in the entries with directives.
 */
char *lf_words_retell(const lf_words *words, const char *line);

/* A text in the language of the call; the text itself in English. */
const char *lf_say(const lf_context *ctx, const char *text);

enum { LF_MEANT_SIZE = 192 };
/* "; did you mean 'near'?" in the language of the call, "" where `near` is NULL. Returns buffer. */
const char *lf_say_near(const lf_context *ctx, const char *near, char buffer[LF_MEANT_SIZE]);

#endif
