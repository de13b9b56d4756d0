/*
 * Where the catalogue of the program's Chinese words lies: beside the program, as its other data.
 *
 * Knows base. Must not know what the words are for.
 */
#ifndef LF_CATALOG_LOCALE_H
#define LF_CATALOG_LOCALE_H

#include "base/words.h"

/*
 * Reads zh_CN/LC_MESSAGES/lifang.mo from the first folder that has it: locale beside the program,
 * one folder up (a build), ../share/locale (an installation), and locale beside and in
 * $LIFANG_DATA. *out is NULL where there is none: then everything is said in English. Free with
 * lf_words_free. Errors: a file that is no catalogue.
 */
bool lf_locale_words(lf_context *ctx, lf_words **out);

#endif
