/*
 * The nearest place of every kind from a candidate site, and how far its position may change that.
 *
 * Part of the walk of candidate sites.
 */
#include <stdlib.h>

#include "walk/site.h"

static const char POSITION[] = "position", ACCESS[] = "access";

static bool is_nearer(lf_found a, lf_found b)
{
    if (!lf_is_found(a) || !lf_is_found(b))
        return lf_is_found(a);
    return a.cost_dm < b.cost_dm || (a.cost_dm == b.cost_dm && a.owner < b.owner);
}

/* The smallest (cost, owner) of a run of answers. */
static lf_found best_of(const lf_found *found, size_t count)
{
    lf_found best = {.owner = LF_NO_OWNER};

    for (size_t i = 0; i < count; i++)
        if (is_nearer(found[i], best))
            best = found[i];
    return best;
}

/* Costs only: another place at the same distance is no change. */
static void widen(lf_site_spread *spread, lf_found found, const char *why)
{
    const bool here = lf_is_found(found);

    if (here && (!lf_is_found(spread->least) || found.cost_dm < spread->least.cost_dm)) {
        spread->least = found;
        spread->least_why = why;
    }
    if (lf_is_found(spread->greatest) && (!here || found.cost_dm > spread->greatest.cost_dm)) {
        spread->greatest = found;
        spread->greatest_why = why;
    }
}

static lf_site_spread spread_of(const lf_site *site, const lf_found *found, bool moved)
{
    const lf_found base = best_of(found, lf_site_access_count(site));
    lf_site_spread spread = {.base = base, .least = base, .greatest = base};

    for (size_t p = 1; moved && p < LF_SITE_POSITIONS; p++)
        widen(&spread,
              best_of(found + site->position_first[p],
                      site->position_first[p + 1] - site->position_first[p]),
              POSITION);
    for (size_t a = 0; a < lf_site_access_count(site); a++)
        widen(&spread, found[a], ACCESS);
    return spread;
}

static void ask_weight(const lf_walk_audit *walk, lf_site *site, lf_weight weight,
                       const lf_place *place, lf_found *found)
{
    for (size_t k = 0; k < walk->kind_count; k++) {
        for (size_t a = 0; a < site->access.count; a++)
            found[a] = lf_nearest_at(walk->kind[k].nearest[weight], &place[a]);
        site->answer[k].spread[weight] = spread_of(site, found, walk->position_m > 0);
    }
}

bool lf_site_ask(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    const int weights = walk->job.by_effort != NULL ? 2 : 1;
    lf_place *place = malloc((site->access.count + 1) * sizeof *place);
    lf_found *found = malloc((site->access.count + 1) * sizeof *found);
    const bool done = place != NULL && found != NULL;

    for (int w = 0; done && w < weights; w++) {
        for (size_t a = 0; a < site->access.count; a++)
            place[a] = lf_site_place(walk, site, a, (lf_weight)w);
        ask_weight(walk, site, (lf_weight)w, place, found);
    }
    for (size_t k = 0; done && k < walk->kind_count; k++) {
        lf_site_answer *answer = &site->answer[k];

        if (weights == 1)
            answer->spread[LF_BY_EFFORT] = answer->spread[LF_BY_LENGTH];
        answer->straight_found = lf_straight_nearest(&walk->kind[k].straight, &site->shape,
                                                     &answer->straight_index, &answer->straight_m);
    }
    free(place);
    free(found);
    return done || lf_fail_memory(&worker->ctx);
}
