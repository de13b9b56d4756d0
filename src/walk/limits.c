/*
 * Limits that several parts take alike. See limits.h.
 */
#include "walk/limits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double reach_m(const lf_walk_options *options, const lf_category *category)
{
    return isnan(category->limit_m) ? category->limit_min * options->network.speed_m_per_min
                                    : category->limit_m;
}

double lf_search_limit_m(const lf_walk_options *options, const lf_category *category)
{
    return fmax(options->search_limit_m, reach_m(options, category) * (1 + options->tolerance));
}

double lf_catchment_limit_m(const lf_walk_options *options, const lf_category *category)
{
    return fmax(reach_m(options, category), options->catchment_m) * (1 + options->tolerance);
}

static int by_name(const void *a, const void *b)
{
    const lf_named_limit *left = a, *right = b;

    return strcmp(left->name, right->name);
}

size_t lf_name_limits(const lf_walk_options *options, lf_named_limit *out)
{
    size_t count = 0;

    for (int by_time = 0; by_time < 2; by_time++) {
        const lf_limits *limits = by_time ? &options->jobs_min : &options->jobs_m;

        for (size_t k = 0; k < limits->count; k++) {
            lf_named_limit *at = &out[count];
            bool known = false;

            *at = (lf_named_limit){.by_time = by_time != 0, .index = k};
            snprintf(at->name, sizeof at->name, "%g %s", limits->value[k], by_time ? "min" : "m");
            for (size_t i = 0; i < count; i++)
                known = known || strcmp(out[i].name, at->name) == 0;
            count += !known;
        }
    }
    qsort(out, count, sizeof *out, by_name);
    return count;
}
