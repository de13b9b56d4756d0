/* Counting rows and reasons. See tally.h. */
#include "load/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

bool lf_tally_reject(lf_context *ctx, lf_tally *tally, const char *reason)
{
    tally->rejected++;
    for (size_t i = 0; i < tally->reason_count; i++)
        if (strcmp(tally->reasons[i].text, reason) == 0) {
            tally->reasons[i].count++;
            return true;
        }
    lf_reason *more = realloc(tally->reasons, (tally->reason_count + 1) * sizeof *more);
    char *text = lf_copy(reason);
    if (more != NULL)
        tally->reasons = more;
    if (more == NULL || text == NULL) {
        free(text);
        return lf_fail_memory(ctx);
    }
    more[tally->reason_count++] = (lf_reason){.text = text, .count = 1};
    return true;
}

void lf_tally_free(lf_tally *tally)
{
    for (size_t i = 0; i < tally->reason_count; i++)
        free(tally->reasons[i].text);
    free(tally->reasons);
    *tally = (lf_tally){0};
}

/* The commonest reason rarer than the one given last (or as common and later). */
static const lf_reason *next_commonest(const lf_tally *tally, const lf_reason *last)
{
    const lf_reason *best = NULL;
    for (size_t i = 0; i < tally->reason_count; i++) {
        const lf_reason *reason = &tally->reasons[i];
        bool after = last == NULL || reason->count < last->count ||
                     (reason->count == last->count && reason > last);
        if (after && (best == NULL || reason->count > best->count))
            best = reason;
    }
    return best;
}

void lf_tally_words(const lf_context *ctx, const lf_tally *tally, size_t most, lf_text *out)
{
    const lf_reason *last = NULL;
    for (size_t i = 0; i < most; i++) {
        const lf_reason *reason = next_commonest(tally, last);
        if (reason == NULL)
            return;
        char *said = lf_words_retell(ctx->words, reason->text);
        lf_text_addf(out, "%s%lld × %s", i > 0 ? lf_say(ctx, ", ") : "", (long long)reason->count,
                     said != NULL ? said : reason->text);
        free(said);
        last = reason;
    }
}
