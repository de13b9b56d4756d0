/*
 * Counts of a layer's rows and of the reasons they were refused for.
 *
 * Knows base only.
 */
#ifndef LF_LOAD_TALLY_H
#define LF_LOAD_TALLY_H

#include "base/text.h"

typedef struct lf_reason {
    char *text; /* owned */
    int64_t count;
} lf_reason;

typedef struct lf_tally {
    int64_t read, kept, repaired, rejected;
    lf_reason *reasons; /* owned, in order of first appearance */
    size_t reason_count;
} lf_tally;

bool lf_tally_reject(lf_context *ctx, lf_tally *tally, const char *reason);
void lf_tally_free(lf_tally *tally);
/* "5 × jobs is not a number, 2 × …", in the language of the call: the `most` commonest, ties in
 * order of appearance. */
void lf_tally_words(const lf_context *ctx, const lf_tally *tally, size_t most, lf_text *out);

#endif
