/* Any bytes as a plan file: read or refused in one line that names the file, nothing left behind.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Found once and kept while the process lives: fuzzing calls us millions of times. */
static lf_places places;

static void find_places(lf_context *ctx)
{
    if (places.count > 0 || lf_places_find(ctx, NULL, &places))
        return;
    fprintf(stderr, "%s\n", ctx->error);
    abort();
}

/* Every row has its first two texts, and a line in the file. */
static void check_plan(const lf_plan *plan)
{
    if (plan->name == NULL || plan->from < 1800 || plan->to < plan->from ||
        strcmp(plan->id, "town") != 0)
        abort();
    for (int part = 0; part < LF_PLAN_PARTS; part++) {
        size_t columns = 0;
        if (lf_plan_columns((lf_plan_part)part, &columns) == NULL || columns > LF_PLAN_COLUMNS)
            abort();
        for (size_t i = 0; i < plan->parts[part].count; i++)
            if (plan->parts[part].rows[i].texts[0] == NULL || plan->parts[part].rows[i].line < 1)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_plan plan;
    lf_context_init(&ctx);
    find_places(&ctx);
    bool ok = lf_plan_parse(&ctx, "in/town/plan.yaml", (const char *)data, size, &places, &plan);
    if (ok == (ctx.error[0] != '\0') || !lf_is_utf8(ctx.error, strlen(ctx.error)))
        abort();
    if (ok)
        check_plan(&plan);
    else if (!lf_starts_with(ctx.error, "in/town/plan.yaml:"))
        abort();
    lf_plan_free(&plan);
    return 0;
}
