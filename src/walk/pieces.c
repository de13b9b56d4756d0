/*
 * Cuts lines into pieces and puts pieces together into chains.
 *
 * Private to src/walk's network. Must not know costs.
 */
#include "walk/pieces.h"

#include <stdlib.h>

#include "walk/grow.h"

#define NO_PIECE UINT32_MAX

/* What meets at every node: how many piece ends, and the first two pieces. */
typedef struct meet {
    uint32_t ends;
    uint32_t piece[2];
} meet;

void lf_chains_free(lf_chains *chains)
{
    if (chains == NULL)
        return;
    free(chains->piece);
    free(chains->leg);
    free(chains->first);
    *chains = (lf_chains){0};
}

static uint32_t leg_from(const lf_chains *chains, lf_leg leg)
{
    const lf_piece *piece = &chains->piece[leg.piece];

    return leg.backward ? piece->to : piece->from;
}

static uint32_t leg_to(const lf_chains *chains, lf_leg leg)
{
    const lf_piece *piece = &chains->piece[leg.piece];

    return leg.backward ? piece->from : piece->to;
}

uint32_t lf_chain_from(const lf_chains *chains, size_t c)
{
    return leg_from(chains, chains->leg[chains->first[c]]);
}

uint32_t lf_chain_to(const lf_chains *chains, size_t c)
{
    return leg_to(chains, chains->leg[chains->first[c + 1] - 1]);
}

static bool cut_lines(const lf_streets *streets, const lf_junctions *junctions, lf_chains *out)
{
    for (size_t l = 0; l < junctions->line_count; l++) {
        uint32_t from = junctions->first[l];

        for (uint32_t s = from + 1; s < junctions->first[l + 1]; s++) {
            if (junctions->stop[s].node == LF_NO_NODE)
                continue;
            if (!LF_ROOM(out->piece, out->piece_count, out->piece_capacity))
                return false;
            out->piece[out->piece_count++] = (lf_piece){.street = streets->line[l].street,
                                                        .first = from,
                                                        .last = s,
                                                        .from = junctions->stop[from].node,
                                                        .to = junctions->stop[s].node};
            from = s;
        }
    }
    return true;
}

static void note_end(meet *at, uint32_t piece)
{
    if (at->ends < 2)
        at->piece[at->ends] = piece;
    at->ends++;
}

static meet *count_ends(const lf_chains *chains, uint32_t node_count)
{
    meet *meets = calloc((size_t)node_count + 1, sizeof *meets);

    for (size_t p = 0; meets != NULL && p < chains->piece_count; p++) {
        note_end(&meets[chains->piece[p].from], (uint32_t)p);
        note_end(&meets[chains->piece[p].to], (uint32_t)p);
    }
    return meets;
}

/* 0 both ways, 1 only in the direction of the leg, -1 only against it. */
static int leg_oneway(const lf_streets *streets, const lf_chains *chains, lf_leg leg)
{
    const int oneway = streets->street[chains->piece[leg.piece].street].oneway_foot;

    return leg.backward ? -oneway : oneway;
}

/* The leg that continues a chain beyond its last leg; false when the chain ends there. */
static bool next_leg(const lf_streets *streets, const lf_chains *chains, const meet *meets,
                     lf_leg last, lf_leg *out)
{
    const uint32_t node = leg_to(chains, last);
    const meet *at = &meets[node];

    if (at->ends != 2 || at->piece[0] == at->piece[1])
        return false;
    out->piece = at->piece[0] == last.piece ? at->piece[1] : at->piece[0];
    out->backward = chains->piece[out->piece].from != node;
    return leg_oneway(streets, chains, *out) == leg_oneway(streets, chains, last);
}

static lf_leg turned(lf_leg leg)
{
    return (lf_leg){.piece = leg.piece, .backward = !leg.backward};
}

/* Walks back from the lowest piece to where its chain begins; a ring begins at that piece. */
static lf_leg chain_start(const lf_streets *streets, const lf_chains *chains, const meet *meets,
                          uint32_t piece)
{
    lf_leg at = {.piece = piece, .backward = true}, next;

    while (next_leg(streets, chains, meets, at, &next) && next.piece != piece)
        at = next;
    /* a ring leads back to where it began: leave it there */
    if (next_leg(streets, chains, meets, at, &next))
        return (lf_leg){.piece = piece};
    return turned(at);
}

static void put_together(const lf_streets *streets, const meet *meets, bool *used, lf_chains *out)
{
    uint32_t legs = 0;

    for (uint32_t p = 0; p < out->piece_count; p++) {
        lf_leg leg, next;

        if (used[p])
            continue;
        out->first[out->chain_count++] = legs;
        leg = chain_start(streets, out, meets, p);
        out->leg[legs++] = leg;
        used[leg.piece] = true;
        while (next_leg(streets, out, meets, leg, &next) && !used[next.piece]) {
            leg = next;
            used[leg.piece] = true;
            out->leg[legs++] = leg;
        }
    }
    out->first[out->chain_count] = legs;
}

bool lf_chains_make(lf_context *ctx, const lf_streets *streets, const lf_junctions *junctions,
                    lf_chains *out)
{
    meet *meets = NULL;
    bool *used = NULL;
    bool done = false;

    *out = (lf_chains){0};
    if (!cut_lines(streets, junctions, out)) {
        lf_fail_memory(ctx);
        goto done;
    }
    meets = count_ends(out, junctions->node_count);
    used = calloc(out->piece_count + 1, sizeof *used);
    out->leg = malloc((out->piece_count + 1) * sizeof *out->leg);
    out->first = malloc((out->piece_count + 1) * sizeof *out->first);
    if (meets == NULL || used == NULL || out->leg == NULL || out->first == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    put_together(streets, meets, used, out);
    done = true;
done:
    free(meets);
    free(used);
    if (!done)
        lf_chains_free(out);
    return done;
}
