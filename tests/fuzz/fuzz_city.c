/* Any bytes as a city file: read or refused in one line that names the file, nothing left behind.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/city.h"

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

static void check_city(const lf_city *city)
{
    if (city->name == NULL || city->srid < 1000 || city->source_count == 0 ||
        city->workspace == NULL || city->output == NULL)
        abort();
    for (size_t i = 0; i < city->source_count; i++)
        if (city->sources[i].layer == NULL || city->sources[i].full_path == NULL ||
            city->sources[i].part < 1)
            abort();
    for (size_t i = 0; i < city->setting_count; i++)
        if (city->settings[i].value == NULL || city->settings[i].line < 1)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_city city;
    lf_context_init(&ctx);
    find_places(&ctx);
    bool ok = lf_city_parse(&ctx, "in/town.yaml", (const char *)data, size, &places, &city);
    if (ok == (ctx.error[0] != '\0') || !lf_is_utf8(ctx.error, strlen(ctx.error)))
        abort();
    if (ok)
        check_city(&city);
    else if (!lf_starts_with(ctx.error, "in/town.yaml:"))
        abort();
    lf_city_free(&city);
    return 0;
}
