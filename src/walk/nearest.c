/*
 * Nearest facility and walk-sheds. See nearest.h for what it promises, search.h for the search.
 */
#include "walk/nearest.h"
#include "base/parallel.h"
#include "walk/search.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct lf_nearest {
    const lf_graph *graph; /* borrowed */
    lf_search search;
    uint32_t limit_dm;
    lf_source *sources; /* owned; sorted by edge, for those on the same edge as a target */
    size_t source_count, source_capacity;
    uint64_t *has_source; /* owned; one bit an edge: spares most targets the look-up */
};

/* ---- scratch ---- */

static void close_nearest(lf_nearest *nearest)
{
    lf_search_free(&nearest->search);
    free(nearest->sources);
    free(nearest->has_source);
    *nearest = (lf_nearest){0};
}

static bool open_nearest(lf_nearest *nearest, const lf_graph *graph)
{
    *nearest = (lf_nearest){.graph = graph};
    nearest->has_source = calloc((size_t)graph->edge_count / 64 + 1, sizeof(uint64_t));
    if (nearest->has_source == NULL || !lf_search_make(&nearest->search, graph->node_count)) {
        close_nearest(nearest);
        return false;
    }
    return true;
}

bool lf_nearest_make(lf_context *ctx, const lf_graph *graph, lf_nearest **out)
{
    *out = malloc(sizeof **out);
    if (*out == NULL)
        return lf_fail_memory(ctx);
    if (!open_nearest(*out, graph)) {
        free(*out);
        *out = NULL;
        return lf_fail_memory(ctx);
    }
    return true;
}

void lf_nearest_free(lf_nearest *nearest)
{
    if (nearest == NULL)
        return;
    close_nearest(nearest);
    free(nearest);
}

/* One scratch for each worker, opened by the worker itself the first time. */
typedef struct crew {
    lf_nearest *member; /* `size` of them; graph NULL: not yet opened */
    bool *out_of_memory;
    int size;
} crew;

static void crew_free(crew *team)
{
    for (int w = 0; team->member != NULL && w < team->size; w++)
        close_nearest(&team->member[w]);
    free(team->member);
    free(team->out_of_memory);
    *team = (crew){0};
}

static bool crew_make(lf_context *ctx, crew *team)
{
    const int size = ctx->threads > 0 ? ctx->threads : 1;

    team->size = size;
    team->member = calloc((size_t)size, sizeof *team->member);
    team->out_of_memory = calloc((size_t)size, sizeof *team->out_of_memory);
    if (team->member == NULL || team->out_of_memory == NULL) {
        crew_free(team);
        return lf_fail_memory(ctx);
    }
    return true;
}

static lf_nearest *crew_get(crew *team, const lf_graph *graph, int worker)
{
    lf_nearest *nearest = &team->member[worker];

    if (nearest->graph == NULL && !open_nearest(nearest, graph))
        return NULL;
    return nearest;
}

/* ---- one search ---- */

static int by_edge(const void *a, const void *b)
{
    const lf_source *left = a, *right = b;

    if (left->place.edge != right->place.edge)
        return left->place.edge < right->place.edge ? -1 : 1;
    return (left->owner > right->owner) - (left->owner < right->owner);
}

static void forget_sources(lf_nearest *nearest)
{
    for (size_t i = 0; i < nearest->source_count; i++)
        nearest->has_source[nearest->sources[i].place.edge / 64] = 0;
    nearest->source_count = 0;
}

static bool make_room(lf_nearest *nearest, size_t count)
{
    lf_source *sources;

    if (count <= nearest->source_capacity)
        return true;
    if (count > SIZE_MAX / sizeof *sources)
        return false;
    sources = realloc(nearest->sources, count * sizeof *sources);
    if (sources == NULL)
        return false;
    nearest->sources = sources;
    nearest->source_capacity = count;
    return true;
}

/* Sorts the copied sources and seeds both ends of their edges. False: out of memory. */
static bool search_copied(lf_nearest *nearest, uint32_t limit_dm)
{
    const lf_graph *graph = nearest->graph;
    lf_search *search = &nearest->search;

    if (nearest->source_count > 1)
        qsort(nearest->sources, nearest->source_count, sizeof *nearest->sources, by_edge);
    nearest->limit_dm = limit_dm;
    if (!lf_search_begin(search, limit_dm))
        return false;
    for (size_t i = 0; i < nearest->source_count; i++) {
        const lf_source *source = &nearest->sources[i];
        const lf_span *span = &graph->span[source->place.edge];

        nearest->has_source[source->place.edge / 64] |= UINT64_C(1) << source->place.edge % 64;
        /* Against the arcs: from the facility back to where people come from. */
        lf_search_seed(search, span->from, lf_place_enter_from(span, &source->place), source->owner,
                       limit_dm);
        lf_search_seed(search, span->to, lf_place_enter_to(span, &source->place), source->owner,
                       limit_dm);
    }
    return lf_search_run(search, &graph->reverse, limit_dm);
}

static bool search_sources(lf_nearest *nearest, const lf_source *sources, size_t count,
                           uint32_t limit_dm)
{
    forget_sources(nearest);
    if (!make_room(nearest, count))
        return false;
    if (count > 0)
        memcpy(nearest->sources, sources, count * sizeof *sources);
    nearest->source_count = count;
    return search_copied(nearest, limit_dm);
}

static bool search_owner(lf_nearest *nearest, const lf_owner *owner, uint32_t number,
                         uint32_t limit_dm)
{
    forget_sources(nearest);
    if (!make_room(nearest, owner->place_count))
        return false;
    for (size_t i = 0; i < owner->place_count; i++)
        nearest->sources[i] = (lf_source){.place = owner->places[i], .owner = number};
    nearest->source_count = owner->place_count;
    return search_copied(nearest, limit_dm);
}

static bool check_sources(lf_context *ctx, const lf_graph *graph, const lf_source *sources,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!lf_graph_check_places(ctx, graph, &sources[i].place, 1))
            return false;
        if (sources[i].owner == LF_NO_OWNER)
            return lf_fail_usage(ctx, "source %zu has no owner", i);
    }
    return true;
}

bool lf_nearest_search(lf_context *ctx, lf_nearest *nearest, const lf_source *sources, size_t count,
                       uint32_t limit_dm)
{
    if (!check_sources(ctx, nearest->graph, sources, count))
        return false;
    if (!search_sources(nearest, sources, count, limit_dm))
        return lf_fail_memory(ctx);
    return true;
}

/* ---- answers ---- */

/* The better of a label and a way of so many decimetres for an owner. */
static uint64_t better(uint64_t label, uint64_t cost_dm, uint32_t owner, uint32_t limit_dm)
{
    const uint64_t other = cost_dm <= limit_dm ? cost_dm << 32 | owner : LF_NO_LABEL;

    return other < label ? other : label;
}

/* Sources on the target's own edge, reached without leaving it. */
static uint64_t better_on_edge(const lf_nearest *nearest, const lf_place *place, uint64_t label)
{
    const lf_span *span = &nearest->graph->span[place->edge];
    size_t low = 0, high = nearest->source_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (nearest->sources[middle].place.edge < place->edge)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i < nearest->source_count; i++) {
        const lf_source *source = &nearest->sources[i];

        if (source->place.edge != place->edge)
            break;
        label = better(label, lf_place_direct(span, place, &source->place), source->owner,
                       nearest->limit_dm);
    }
    return label;
}

static lf_found found_of(uint64_t label)
{
    /* LF_NO_LABEL's lower half is LF_NO_OWNER. */
    return (lf_found){.cost_dm = lf_label_cost(label), .owner = lf_label_owner(label)};
}

lf_found lf_nearest_at(const lf_nearest *nearest, const lf_place *place)
{
    const lf_span *span = &nearest->graph->span[place->edge];
    const uint64_t at_from = nearest->search.label[span->from];
    const uint64_t at_to = nearest->search.label[span->to];
    uint64_t label = LF_NO_LABEL;

    if (at_from != LF_NO_LABEL)
        label = better(label, lf_place_leave_from(span, place) + lf_label_cost(at_from),
                       lf_label_owner(at_from), nearest->limit_dm);
    if (at_to != LF_NO_LABEL)
        label = better(label, lf_place_leave_to(span, place) + lf_label_cost(at_to),
                       lf_label_owner(at_to), nearest->limit_dm);
    if (nearest->has_source[place->edge / 64] >> place->edge % 64 & 1)
        label = better_on_edge(nearest, place, label);
    return found_of(label);
}

lf_found lf_nearest_at_node(const lf_nearest *nearest, uint32_t node)
{
    return found_of(nearest->search.label[nearest->graph->rank[node]]);
}

size_t lf_nearest_reached_count(const lf_nearest *nearest)
{
    return nearest->search.touched_count;
}

void lf_nearest_reached(const lf_nearest *nearest, lf_reached *out)
{
    const lf_search *search = &nearest->search;

    for (size_t i = 0; i < search->touched_count; i++) {
        const uint32_t rank = search->touched[i];

        out[i] = (lf_reached){.node = nearest->graph->node[rank],
                              .cost_dm = lf_label_cost(search->label[rank])};
    }
}

/* ---- many categories ---- */

typedef struct nearest_job {
    const lf_graph *graph;
    const lf_nearest_task *tasks;
    crew team;
} nearest_job;

static void answer_task(const lf_nearest *nearest, const lf_nearest_task *task)
{
    if (task->targets == NULL) {
        for (uint32_t n = 0; n < nearest->graph->node_count; n++)
            task->out[n] = lf_nearest_at_node(nearest, n);
        return;
    }
    for (size_t i = 0; i < task->target_count; i++)
        task->out[i] = lf_nearest_at(nearest, &task->targets[i]);
}

static bool do_task(void *user, size_t item, int worker)
{
    nearest_job *job = user;
    const lf_nearest_task *task = &job->tasks[item];
    lf_nearest *nearest = crew_get(&job->team, job->graph, worker);

    if (nearest == NULL ||
        !search_sources(nearest, task->sources, task->source_count, task->limit_dm)) {
        job->team.out_of_memory[worker] = true;
        return false;
    }
    answer_task(nearest, task);
    return true;
}

/* Says why a loop ended early, when the context does not know yet. */
static bool crew_fail(lf_context *ctx, const crew *team)
{
    for (int w = 0; w < team->size; w++) {
        if (team->out_of_memory[w])
            return lf_fail_memory(ctx);
    }
    return false;
}

bool lf_nearest_run(lf_context *ctx, const lf_graph *graph, const lf_nearest_task *tasks,
                    size_t count)
{
    nearest_job job = {.graph = graph, .tasks = tasks};
    bool ok = false;

    for (size_t t = 0; t < count; t++) {
        if (!check_sources(ctx, graph, tasks[t].sources, tasks[t].source_count))
            return false;
        if (tasks[t].targets != NULL &&
            !lf_graph_check_places(ctx, graph, tasks[t].targets, tasks[t].target_count))
            return false;
    }
    if (!crew_make(ctx, &job.team))
        return false;
    ok = lf_parallel_told(ctx, count, do_task, &job) || crew_fail(ctx, &job.team);
    crew_free(&job.team);
    return ok;
}

/* ---- one owner at a time ---- */

typedef struct shed_job {
    const lf_graph *graph;
    const lf_owner *owners;
    uint32_t limit_dm;
    lf_shed_body *body;
    void *user;
    crew team;
} shed_job;

static bool do_owner(void *user, size_t item, int worker)
{
    shed_job *job = user;
    lf_nearest *nearest = crew_get(&job->team, job->graph, worker);

    if (nearest == NULL ||
        !search_owner(nearest, &job->owners[item], (uint32_t)item, job->limit_dm)) {
        job->team.out_of_memory[worker] = true;
        return false;
    }
    return job->body(job->user, item, nearest, worker);
}

bool lf_nearest_each(lf_context *ctx, const lf_graph *graph, const lf_owner *owners, size_t count,
                     uint32_t limit_dm, lf_shed_body *body, void *user)
{
    shed_job job = {
        .graph = graph, .owners = owners, .limit_dm = limit_dm, .body = body, .user = user};
    bool ok = false;

    if (count >= LF_NO_OWNER)
        return lf_fail(ctx, "too many owners: %zu", count);
    for (size_t i = 0; i < count; i++) {
        if (!lf_graph_check_places(ctx, graph, owners[i].places, owners[i].place_count))
            return false;
    }
    if (!crew_make(ctx, &job.team))
        return false;
    ok = lf_parallel_told(ctx, count, do_owner, &job) || crew_fail(ctx, &job.team);
    crew_free(&job.team);
    return ok;
}
