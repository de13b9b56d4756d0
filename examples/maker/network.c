/*
 * Makes synthetic street networks. See network.h.
 */
#include "network.h"

#include <math.h>
#include <stdlib.h>

static const double BLOCK_M = 90.0;         /* between neighbouring junctions, before the jitter */
static const double JITTER_M = 27.0;        /* at most this far off, each way */
static const double RIVER_EVERY_M = 6000.0; /* one river for so much city */

enum {
    STREETS_PERCENT = 76, /* of the grid's links that exist: gives a mean degree of about 3 */
    BRIDGE_EVERY = 25,    /* of the grid's links over a river, one in so many is a bridge */
    RIVERS_MOST = 16
};

/* A river flows east; its course is a sum of two slow waves. */
typedef struct river {
    double y_m, swing_m, wave_m, phase;
} river;

uint64_t maker_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Evenly between 0 and 1. */
static double random_share(uint64_t *state)
{
    return (double)(maker_random(state) >> 11) * 0x1p-53;
}

/*
 * A triangle wave of period 1 between -1 and 1. Used in place of a sine, whose last bits differ
 * between mathematical libraries.
 */
static double wave(double t)
{
    return 4.0 * fabs(t - floor(t + 0.5)) - 1.0;
}

static size_t make_rivers(double side_m, uint64_t *state, river *rivers)
{
    size_t count = (size_t)(side_m / RIVER_EVERY_M) + 1;

    if (count > RIVERS_MOST)
        count = RIVERS_MOST;
    for (size_t r = 0; r < count; r++) {
        rivers[r].y_m = side_m * ((double)r + 0.5) / (double)count;
        rivers[r].swing_m = 200.0 + 500.0 * random_share(state);
        rivers[r].wave_m = 3000.0 + 4000.0 * random_share(state);
        rivers[r].phase = random_share(state);
    }
    return count;
}

/* Between which rivers a point lies: points of different banks are joined by bridges only. */
static size_t bank_of(const maker_node *node, const river *rivers, size_t count)
{
    size_t bank = 0;

    for (size_t r = 0; r < count; r++) {
        const double t = node->x_m / rivers[r].wave_m + rivers[r].phase;
        const double y = rivers[r].y_m + rivers[r].swing_m * (wave(t) + 0.5 * wave(2.7 * t));

        bank += node->y_m > y;
    }
    return bank;
}

static uint32_t distance_dm(const maker_node *a, const maker_node *b)
{
    const double x = a->x_m - b->x_m, y = a->y_m - b->y_m;
    const double dm = floor(sqrt(x * x + y * y) * 10.0 + 0.5);

    return dm < 1.0 ? 1 : (uint32_t)dm;
}

/* Draws the link between two neighbours of the grid, unless it is missing. */
static void link_nodes(maker_network *network, size_t a, size_t b, const uint8_t *bank,
                       uint64_t *state)
{
    const uint64_t dice = maker_random(state);
    const bool over_river = bank[a] != bank[b];

    if (over_river ? dice % BRIDGE_EVERY != 0 : dice % 100 >= STREETS_PERCENT)
        return;
    network->edges[network->edge_count++] =
        (maker_edge){.from = (uint32_t)a,
                     .to = (uint32_t)b,
                     .length_dm = distance_dm(&network->nodes[a], &network->nodes[b]),
                     .kind = over_river ? MAKER_BRIDGE : MAKER_STREET};
}

static void place_nodes(maker_network *network, size_t side, uint64_t *state)
{
    for (size_t i = 0; i < side * side; i++) {
        const double east = 2.0 * random_share(state) - 1.0;
        const double north = 2.0 * random_share(state) - 1.0;

        network->nodes[i].x_m = (double)(i % side) * BLOCK_M + east * JITTER_M;
        network->nodes[i].y_m = (double)(i / side) * BLOCK_M + north * JITTER_M;
    }
    network->node_count = side * side;
}

bool maker_network_make(size_t node_count, uint64_t seed, maker_network *out)
{
    river rivers[RIVERS_MOST];
    size_t side = 1, river_count;
    uint64_t state = seed;
    uint8_t *bank = NULL;
    bool ok = false;

    *out = (maker_network){0};
    while (side * side < node_count && side < UINT16_MAX)
        side++;
    out->nodes = malloc(side * side * sizeof *out->nodes);
    out->edges = malloc(2 * side * side * sizeof *out->edges);
    bank = malloc(side * side);
    if (out->nodes == NULL || out->edges == NULL || bank == NULL)
        goto done;
    place_nodes(out, side, &state);
    river_count = make_rivers((double)side * BLOCK_M, &state, rivers);
    for (size_t i = 0; i < side * side; i++)
        bank[i] = (uint8_t)bank_of(&out->nodes[i], rivers, river_count);
    for (size_t i = 0; i < side * side; i++) {
        if (i % side + 1 < side)
            link_nodes(out, i, i + 1, bank, &state);
        if (i / side + 1 < side)
            link_nodes(out, i, i + side, bank, &state);
    }
    ok = true;
done:
    free(bank);
    if (!ok)
        maker_network_free(out);
    return ok;
}

void maker_network_free(maker_network *network)
{
    if (network == NULL)
        return;
    free(network->nodes);
    free(network->edges);
    *network = (maker_network){0};
}
