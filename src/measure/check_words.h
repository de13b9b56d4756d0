/*
 * Findings in words: the patterns of a check with names and figures filled in, in English and in
 * Chinese.
 *
 * Knows catalog (queries/checks/words.csv). Must not know what a check is about.
 */
#ifndef LF_MEASURE_CHECK_WORDS_H
#define LF_MEASURE_CHECK_WORDS_H

#include "catalog/catalog.h"

typedef enum lf_tongue { LF_ENGLISH, LF_CHINESE, LF_TONGUES } lf_tongue;

typedef struct lf_phrases {
    lf_table table; /* columns key, en, zh */
} lf_phrases;

/* Reads queries/checks/words.csv. */
bool lf_phrases_read(lf_context *ctx, const lf_places *places, lf_phrases *out);
void lf_phrases_free(lf_phrases *words);
/* The text of a key, or NULL. */
const char *lf_phrases_get(const lf_phrases *words, const char *key, lf_tongue tongue);

/*
 * Appends a number with its unit. Units are m, min, m2, share (said in per cent), ratio, months and
 * whatever words.csv has a `unit.` for; others stand behind the number as they are.
 */
void lf_phrases_number(const lf_phrases *words, double number, const char *unit, lf_tongue tongue,
                       lf_text *out);
/* The unit that the end of a column's name tells ("gap_m" is in m); NULL: a bare number. */
const char *lf_phrases_unit_of(const char *column);

/* Appends what {name} stands for. */
typedef void lf_fill_in(void *user, const char *name, lf_tongue tongue, lf_text *out);
/* Appends `pattern` with every {name} filled in once; what is filled in is not looked at again. */
void lf_phrases_fill(const char *pattern, lf_tongue tongue, lf_fill_in *fill, void *user,
                     lf_text *out);

#endif
