/*
 * Eliminates nodes with few neighbours. See core.h.
 */
#include "walk/core.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEIGHBOURS_MOST = 5, /* of a node that is eliminated: measured */
    ROUNDS_MOST = 6      /* each takes nodes that are no neighbours: measured */
};

/* A neighbour, and the costs to it and from it; LF_NO_WAY where there is none. */
typedef struct core_link {
    uint32_t rank;
    uint32_t to_dm, from_dm;
} core_link;

/* Links of node r: pool[start[r]] … pool[start[r] + count[r] - 1]. */
typedef struct links {
    core_link *pool; /* owned; lists that outgrow their room move to its end */
    size_t used, size;
    size_t *start;
    uint32_t *count, *room;
    bool failed; /* memory ran out */
} links;

static void links_free(links *net)
{
    free(net->pool);
    free(net->start);
    free(net->count);
    free(net->room);
}

/* Gives a list twice the room. */
static bool move_to_end(links *net, uint32_t rank)
{
    const uint32_t room = net->room[rank] * 2 + 2;

    if (net->used + room > net->size) {
        const size_t size = net->size + net->size / 2 + room;
        core_link *pool = realloc(net->pool, size * sizeof *pool);

        if (pool == NULL) {
            net->failed = true;
            return false;
        }
        net->pool = pool;
        net->size = size;
    }
    memcpy(net->pool + net->used, net->pool + net->start[rank],
           net->count[rank] * sizeof(core_link));
    net->start[rank] = net->used;
    net->room[rank] = room;
    net->used += room;
    return true;
}

/* Makes a link, or shortens the one there is. */
static void join(links *net, uint32_t rank, core_link wanted)
{
    core_link *list = net->pool + net->start[rank];

    for (uint32_t i = 0; i < net->count[rank]; i++) {
        if (list[i].rank != wanted.rank)
            continue;
        if (wanted.to_dm < list[i].to_dm)
            list[i].to_dm = wanted.to_dm;
        if (wanted.from_dm < list[i].from_dm)
            list[i].from_dm = wanted.from_dm;
        return;
    }
    if (net->count[rank] == net->room[rank] && !move_to_end(net, rank))
        return;
    net->pool[net->start[rank] + net->count[rank]++] = wanted;
}

static void part(links *net, uint32_t rank, uint32_t other)
{
    core_link *list = net->pool + net->start[rank];

    for (uint32_t i = 0; i < net->count[rank]; i++) {
        if (list[i].rank == other) {
            list[i] = list[--net->count[rank]];
            return;
        }
    }
}

static bool links_make(links *net, const lf_arcs *arcs, uint32_t node_count, uint32_t limit_dm)
{
    const size_t nodes = (size_t)node_count + 1;

    *net = (links){.size = 2 * (size_t)arcs->first[node_count] + 2};
    net->pool = malloc(net->size * sizeof *net->pool);
    net->start = malloc(nodes * sizeof *net->start);
    net->count = calloc(nodes, sizeof *net->count);
    net->room = calloc(nodes, sizeof *net->room);
    if (net->pool == NULL || net->start == NULL || net->count == NULL || net->room == NULL)
        return false;
    for (uint32_t r = 0; r < node_count; r++) {
        net->start[r] = net->used;
        net->room[r] = arcs->first[r + 1] - arcs->first[r];
        net->used += net->room[r];
    }
    for (uint32_t r = 0; r < node_count; r++) {
        for (uint32_t a = arcs->first[r]; a < arcs->first[r + 1]; a++) {
            const lf_arc arc = arcs->arc[a];

            if (arc.cost_dm > limit_dm)
                continue;
            join(net, r, (core_link){arc.head, arc.cost_dm, LF_NO_WAY});
            join(net, arc.head, (core_link){r, LF_NO_WAY, arc.cost_dm});
        }
    }
    return !net->failed;
}

/* The cost of two steps, or LF_NO_WAY when one is missing or both are beyond the limit. */
static uint32_t two_steps(uint32_t first_dm, uint32_t second_dm, uint32_t limit_dm)
{
    const uint64_t cost = (uint64_t)first_dm + second_dm;

    return first_dm == LF_NO_WAY || second_dm == LF_NO_WAY || cost > limit_dm ? LF_NO_WAY
                                                                              : (uint32_t)cost;
}

/* Takes a node out. Its own links stay as they are: they are its way up and down. */
static void eliminate(links *net, uint32_t rank, uint32_t limit_dm)
{
    const uint32_t count = net->count[rank];
    core_link around[NEIGHBOURS_MOST];

    memcpy(around, net->pool + net->start[rank], count * sizeof *around);
    for (uint32_t i = 0; i < count; i++) {
        part(net, around[i].rank, rank);
        for (uint32_t j = 0; j < i; j++) {
            const uint32_t there = two_steps(around[i].from_dm, around[j].to_dm, limit_dm);
            const uint32_t back = two_steps(around[j].from_dm, around[i].to_dm, limit_dm);

            if (there == LF_NO_WAY && back == LF_NO_WAY)
                continue;
            join(net, around[i].rank, (core_link){around[j].rank, there, back});
            join(net, around[j].rank, (core_link){around[i].rank, back, there});
        }
    }
}

/* Gives eliminated nodes the last positions, the first eliminated the very last. */
static bool eliminate_all(links *net, lf_core *core, uint32_t limit_dm)
{
    const uint32_t nodes = core->node_count;
    uint8_t *busy = calloc((size_t)nodes + 1, 1); /* the last round a neighbour was taken in */
    uint32_t next = nodes;

    if (busy == NULL)
        return false;
    memset(core->position, 0xFF, nodes * sizeof *core->position);
    for (uint8_t round = 1; round <= ROUNDS_MOST && !net->failed; round++) {
        for (uint32_t r = 0; r < nodes && !net->failed; r++) {
            if (core->position[r] != UINT32_MAX || busy[r] == round ||
                net->count[r] > NEIGHBOURS_MOST)
                continue;
            for (uint32_t i = 0; i < net->count[r]; i++)
                busy[net->pool[net->start[r] + i].rank] = round;
            eliminate(net, r, limit_dm);
            core->position[r] = --next;
        }
    }
    core->core_count = next;
    for (uint32_t r = nodes; r-- > 0;) {
        if (core->position[r] == UINT32_MAX)
            core->position[r] = --next;
        core->at[core->position[r]] = r;
    }
    free(busy);
    return !net->failed;
}

/* Eliminated nodes know only nodes that stayed longer; core nodes know only each other. */
static bool is_eliminated(const lf_core *core, uint32_t rank)
{
    return core->position[rank] >= core->core_count;
}

static bool fill_arcs(const links *net, lf_core *core)
{
    const uint32_t nodes = core->node_count;

    for (uint32_t r = 0; r < nodes; r++) {
        for (uint32_t i = 0; i < net->count[r]; i++) {
            const core_link *to = &net->pool[net->start[r] + i];

            core->up.first[r + 1] += to->to_dm != LF_NO_WAY;
            if (to->from_dm != LF_NO_WAY && is_eliminated(core, r))
                core->down.first[to->rank + 2]++;
        }
    }
    for (uint32_t r = 0; r < nodes; r++) {
        core->up.first[r + 1] += core->up.first[r];
        core->down.first[r + 2] += core->down.first[r + 1];
    }
    core->up.arc = malloc(((size_t)core->up.first[nodes] + 1) * sizeof(lf_arc));
    core->down.arc = malloc(((size_t)core->down.first[nodes + 1] + 1) * sizeof(lf_arc));
    if (core->up.arc == NULL || core->down.arc == NULL)
        return false;
    for (uint32_t r = 0; r < nodes; r++) {
        uint32_t up = core->up.first[r];

        for (uint32_t i = 0; i < net->count[r]; i++) {
            const core_link *to = &net->pool[net->start[r] + i];

            if (to->to_dm != LF_NO_WAY)
                core->up.arc[up++] = (lf_arc){to->rank, to->to_dm};
            if (to->from_dm != LF_NO_WAY && is_eliminated(core, r))
                core->down.arc[core->down.first[to->rank + 1]++] = (lf_arc){r, to->from_dm};
        }
    }
    return true;
}

bool lf_core_make(lf_core *core, const lf_arcs *arcs, uint32_t node_count, uint32_t limit_dm)
{
    const size_t nodes = node_count;
    links net = {0};
    bool ok = false;

    *core = (lf_core){.node_count = node_count};
    core->up.first = calloc(nodes + 2, sizeof(uint32_t));
    core->down.first = calloc(nodes + 2, sizeof(uint32_t));
    core->position = malloc((nodes + 1) * sizeof(uint32_t));
    core->at = malloc((nodes + 1) * sizeof(uint32_t));
    ok = core->up.first != NULL && core->down.first != NULL && core->position != NULL &&
         core->at != NULL && links_make(&net, arcs, node_count, limit_dm) &&
         eliminate_all(&net, core, limit_dm) && fill_arcs(&net, core);
    links_free(&net);
    if (!ok)
        lf_core_free(core);
    return ok;
}

void lf_core_free(lf_core *core)
{
    if (core == NULL)
        return;
    free(core->up.first);
    free(core->up.arc);
    free(core->down.first);
    free(core->down.arc);
    free(core->position);
    free(core->at);
    *core = (lf_core){0};
}
