/* Any bytes as a file of weights: read or refused in one line that names the file. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/scoring.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_scoring(const lf_scoring *scoring)
{
    if (scoring->count == 0 || !(scoring->vary >= 0 && scoring->vary <= 1) || scoring->draws < 0 ||
        scoring->draws > 100000)
        abort();
    for (size_t i = 0; i < scoring->count; i++) {
        const lf_criterion *c = &scoring->criteria[i];
        if (c->id == NULL || c->check == NULL || !(c->weight > 0) || c->line < 1 ||
            (c->by_figure && !(fabs(c->worst - c->best) > 0)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_scoring scoring;
    lf_context_init(&ctx);
    bool ok = lf_scoring_parse(&ctx, "in/scoring.yaml", (const char *)data, size, &scoring);
    if (ok == (ctx.error[0] != '\0') || !lf_is_utf8(ctx.error, strlen(ctx.error)))
        abort();
    if (ok)
        check_scoring(&scoring);
    else if (!lf_starts_with(ctx.error, "in/scoring.yaml:"))
        abort();
    lf_scoring_free(&scoring);
    return 0;
}
