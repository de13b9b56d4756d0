/*
 * Lays opportunities out by node. See offers.h.
 */
#include "walk/offers.h"

#include <stdlib.h>
#include <string.h>

/*
 * True when a place lies at `from` so that the way over `to` can never be shorter: it would pass
 * `from` anyway. *at gets the node's rank. The same for `to`.
 */
static bool lies_at_end(const lf_span *span, const lf_place *place, uint32_t *at)
{
    if (span->forward_dm == LF_NO_WAY || span->backward_dm == LF_NO_WAY)
        return false;
    if (place->forward_dm == 0 && place->backward_dm == span->backward_dm) {
        *at = span->from;
        return true;
    }
    if (place->backward_dm == 0 && place->forward_dm == span->forward_dm) {
        *at = span->to;
        return true;
    }
    return false;
}

/* An opportunity as an offer of node *first. False when no walk within the limit leads there. */
static bool make_offer(const lf_graph *graph, const lf_opportunity *opportunity, uint32_t limit_dm,
                       lf_offer *out, uint32_t *first)
{
    const lf_place *place = &opportunity->place;
    const lf_span *span = &graph->span[place->edge];
    const uint64_t over_from = lf_place_enter_from(span, place);
    const uint64_t over_to = lf_place_enter_to(span, place);

    *out = (lf_offer){.second = LF_NO_SECOND, .weight = opportunity->weight};
    if (lies_at_end(span, place, first)) {
        out->first_dm = place->access_dm;
        return place->access_dm <= limit_dm;
    }
    if (over_from <= limit_dm) {
        *first = span->from;
        out->first_dm = (uint32_t)over_from;
        if (over_to <= limit_dm) {
            out->second = span->to;
            out->second_dm = (uint32_t)over_to;
        }
        return true;
    }
    *first = span->to;
    out->first_dm = (uint32_t)over_to;
    return over_to <= limit_dm;
}

/* Turns counts kept one place up into starts. */
static void add_up(uint32_t *first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        first[i + 1] += first[i];
}

/* Puts the starts back that filling has moved on by one. */
static void shift_back(uint32_t *first, size_t count)
{
    memmove(first + 1, first, count * sizeof *first);
    first[0] = 0;
}

static bool lay_by_node(lf_offers *offers, const lf_graph *graph,
                        const lf_opportunity *opportunities, size_t count, uint32_t limit_dm)
{
    lf_offer offer;
    uint32_t node = 0;

    offers->offer_first = calloc((size_t)graph->node_count + 1, sizeof(uint32_t));
    offers->offer = malloc((count + 1) * sizeof *offers->offer);
    if (offers->offer_first == NULL || offers->offer == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (make_offer(graph, &opportunities[i], limit_dm, &offer, &node))
            offers->offer_first[node + 1]++;
    }
    add_up(offers->offer_first, graph->node_count);
    for (size_t i = 0; i < count; i++) {
        if (make_offer(graph, &opportunities[i], limit_dm, &offer, &node))
            offers->offer[offers->offer_first[node]++] = offer;
    }
    shift_back(offers->offer_first, graph->node_count);
    return true;
}

static bool is_same_way(const lf_offer *a, const lf_offer *b)
{
    return a->first_dm == b->first_dm && a->second == LF_NO_SECOND && b->second == LF_NO_SECOND;
}

/* Adds up neighbouring offers that are always in reach together. */
static void merge(lf_offers *offers, uint32_t node_count)
{
    uint32_t kept = 0, start = 0;

    for (uint32_t r = 0; r < node_count; r++) {
        const uint32_t end = offers->offer_first[r + 1];
        const uint32_t kept_start = kept;

        for (uint32_t i = start; i < end; i++) {
            if (kept > kept_start && is_same_way(&offers->offer[kept - 1], &offers->offer[i]))
                offers->offer[kept - 1].weight += offers->offer[i].weight;
            else
                offers->offer[kept++] = offers->offer[i];
        }
        offers->offer_first[r + 1] = kept;
        start = end;
    }
}

static bool lay_along_edges(lf_offers *offers, const lf_graph *graph,
                            const lf_opportunity *opportunities, size_t count)
{
    uint32_t end;

    offers->along_first = calloc((size_t)graph->edge_count + 1, sizeof(uint32_t));
    offers->along = malloc((count + 1) * sizeof *offers->along);
    if (offers->along_first == NULL || offers->along == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const lf_place *place = &opportunities[i].place;

        if (!lies_at_end(&graph->span[place->edge], place, &end))
            offers->along_first[place->edge + 1]++;
    }
    add_up(offers->along_first, graph->edge_count);
    for (size_t i = 0; i < count; i++) {
        const lf_place *place = &opportunities[i].place;

        if (!lies_at_end(&graph->span[place->edge], place, &end))
            offers->along[offers->along_first[place->edge]++] = (uint32_t)i;
    }
    shift_back(offers->along_first, graph->edge_count);
    return true;
}

/* Two-ended offers have `from` first and `to` second, so one call an edge is enough. */
static bool lay_wakes(lf_offers *offers, const lf_graph *graph)
{
    size_t count = 0;

    offers->wake_first = calloc((size_t)graph->node_count + 1, sizeof(uint32_t));
    if (offers->wake_first == NULL)
        return false;
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        if (offers->along_first[e] == offers->along_first[e + 1])
            continue;
        offers->wake_first[graph->span[e].to + 1]++;
        count++;
    }
    offers->wake = malloc((count + 1) * sizeof *offers->wake);
    if (offers->wake == NULL)
        return false;
    add_up(offers->wake_first, graph->node_count);
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        if (offers->along_first[e] != offers->along_first[e + 1])
            offers->wake[offers->wake_first[graph->span[e].to]++] = graph->span[e].from;
    }
    shift_back(offers->wake_first, graph->node_count);
    return true;
}

bool lf_offers_make(lf_offers *offers, const lf_graph *graph, const lf_opportunity *opportunities,
                    size_t count, uint32_t limit_dm)
{
    *offers = (lf_offers){0};
    if (!lay_by_node(offers, graph, opportunities, count, limit_dm) ||
        !lay_along_edges(offers, graph, opportunities, count) || !lay_wakes(offers, graph)) {
        lf_offers_free(offers);
        return false;
    }
    merge(offers, graph->node_count);
    return true;
}

void lf_offers_free(lf_offers *offers)
{
    if (offers == NULL)
        return;
    free(offers->offer_first);
    free(offers->offer);
    free(offers->wake_first);
    free(offers->wake);
    free(offers->along_first);
    free(offers->along);
    *offers = (lf_offers){0};
}
