/*
 * Writes what lies around every station: on foot from the place to the station, and straight.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "walk/grow.h"
#include "walk/sources.h"
#include "walk/straight.h"

enum { LAYERS = 4, BY_STRAIGHT = 2, COLUMNS = 3 };

/* Things are numbered through all four layers, in the order of the table's key. */
typedef struct thing_end {
    uint32_t thing;
    lf_place place;
} thing_end;

/* What one station has around it, before the columns of a thing are put together. */
typedef struct around {
    uint32_t thing;
    uint32_t column; /* an lf_weight, or BY_STRAIGHT */
    uint32_t cost_dm;
    double straight_m;
} around;

typedef struct around_list {
    around *item;
    size_t count, capacity;
} around_list;

typedef struct station_survey {
    lf_walk_job *job;
    const lf_things *layer[LAYERS];
    uint32_t first[LAYERS + 1]; /* number of the first thing of a layer */
    lf_weight weight;           /* of the search that runs */
    thing_end *end; /* ends on edge e: end[end_first[e]] … end[end_first[e + 1] - 1] */
    uint32_t *end_first;
    uint32_t **seen;      /* per worker: the last station (+ 1) that looked at an edge */
    lf_reached **reached; /* per worker: room for all nodes */
    lf_straight straight[LAYERS];
    around_list *around; /* per station */
    lf_owner *owner;     /* per station */
    lf_place *place;     /* of all stations */
} station_survey;

/* ---- things by edge ---- */

static uint32_t edge_of(const station_survey *survey, size_t layer, uint32_t access)
{
    return survey->job->network.point_edge[survey->layer[layer]->access.item[access].join.point];
}

static bool list_ends(station_survey *survey)
{
    const lf_network *network = &survey->job->network;
    size_t count = 0;
    uint32_t *next;

    for (size_t l = 0; l < LAYERS; l++)
        count += survey->layer[l]->access.count;
    free(survey->end);
    free(survey->end_first);
    survey->end = malloc((count + 1) * sizeof *survey->end);
    survey->end_first = next = calloc(network->edge_count + 2, sizeof *next);
    if (survey->end == NULL || next == NULL)
        return false;
    for (size_t l = 0; l < LAYERS; l++)
        for (uint32_t a = 0; a < survey->layer[l]->access.count; a++)
            next[edge_of(survey, l, a) + 2]++;
    for (size_t e = 2; e < network->edge_count + 2; e++)
        next[e] += next[e - 1];
    for (size_t l = 0; l < LAYERS; l++) {
        const lf_things *things = survey->layer[l];

        for (size_t t = 0; t < things->count; t++)
            for (uint32_t i = 0; i < things->thing[t].access_count; i++) {
                const uint32_t a = things->thing[t].access_first + i;

                survey->end[next[edge_of(survey, l, a) + 1]++] =
                    (thing_end){.thing = survey->first[l] + (uint32_t)t,
                                .place = lf_network_place(network, &things->access.item[a].join,
                                                          survey->weight)};
            }
    }
    return true;
}

/* ---- one station ---- */

static bool look_at_edge(station_survey *survey, const lf_nearest *nearest, size_t station,
                         uint32_t edge, int worker)
{
    around_list *list = &survey->around[station];

    if (survey->seen[worker][edge] == station + 1)
        return true;
    survey->seen[worker][edge] = (uint32_t)station + 1;
    for (uint32_t i = survey->end_first[edge]; i < survey->end_first[edge + 1]; i++) {
        const lf_found found = lf_nearest_at(nearest, &survey->end[i].place);

        if (!lf_is_found(found))
            continue;
        if (!LF_ROOM(list->item, list->count, list->capacity))
            return false;
        list->item[list->count++] = (around){.thing = survey->end[i].thing,
                                             .column = (uint32_t)survey->weight,
                                             .cost_dm = found.cost_dm};
    }
    return true;
}

/* Everything on the edges at nodes in reach, and on the edges that the station itself lies on. */
static bool look_around(void *user, size_t station, const lf_nearest *nearest, int worker)
{
    station_survey *survey = user;
    const lf_network *network = &survey->job->network;
    const lf_owner *owner = &survey->owner[station];
    const size_t count = lf_nearest_reached_count(nearest);

    lf_nearest_reached(nearest, survey->reached[worker]);
    for (size_t p = 0; p < owner->place_count; p++)
        if (!look_at_edge(survey, nearest, station, owner->places[p].edge, worker))
            return false;
    for (size_t r = 0; r < count; r++) {
        const uint32_t node = survey->reached[worker][r].node;

        for (uint32_t i = network->first_edge[node]; i < network->first_edge[node + 1]; i++)
            if (!look_at_edge(survey, nearest, station, network->edge_at[i], worker))
                return false;
    }
    return true;
}

static bool search_weight(station_survey *survey, lf_weight weight)
{
    lf_walk_job *job = survey->job;
    const size_t stations = job->stations.count;
    size_t filled = 0;

    survey->weight = weight;
    for (size_t s = 0; s < stations; s++) {
        const lf_thing *station = &job->stations.thing[s];

        survey->owner[s] =
            (lf_owner){.places = survey->place + filled, .place_count = station->access_count};
        for (uint32_t a = 0; a < station->access_count; a++)
            survey->place[filled++] = lf_network_place(
                &job->network, &job->stations.access.item[station->access_first + a].join, weight);
    }
    for (int w = 0; w < job->ctx->threads; w++)
        for (size_t e = 0; e < job->network.edge_count; e++)
            survey->seen[w][e] = 0;
    if (!list_ends(survey))
        return lf_fail_memory(job->ctx);
    if (!lf_nearest_each(job->ctx, lf_job_graph(job, weight), survey->owner, stations,
                         lf_limit_decimetres(job->options.influence_m), look_around, survey))
        return job->ctx->failure != LF_NO_FAILURE ? false : lf_fail_memory(job->ctx);
    return true;
}

static bool look_straight(void *user, size_t station, int worker)
{
    station_survey *survey = user;
    around_list *list = &survey->around[station];
    lf_straight_list near = {0};
    double xy[2];
    const lf_shape from = lf_thing_outline(&survey->job->stations.thing[station], xy);
    bool done = true;

    (void)worker;
    for (size_t l = 0; done && l < LAYERS; l++) {
        done = lf_straight_within(&survey->straight[l], &from, &near);
        for (size_t i = 0; done && i < near.count; i++) {
            done = LF_ROOM(list->item, list->count, list->capacity);
            if (done)
                list->item[list->count++] = (around){.thing = survey->first[l] + near.item[i].index,
                                                     .column = BY_STRAIGHT,
                                                     .straight_m = near.item[i].distance_m};
        }
    }
    free(near.item);
    return done;
}

static bool search_straight(station_survey *survey)
{
    lf_walk_job *job = survey->job;

    for (size_t l = 0; l < LAYERS; l++)
        if (!lf_straight_make(job->ctx, survey->layer[l], LF_NO_CATEGORY, job->network.ground_scale,
                              job->options.influence_m, &survey->straight[l]))
            return false;
    if (!lf_parallel_told(job->ctx, job->stations.count, look_straight, survey))
        return job->ctx->failure != LF_NO_FAILURE ? false : lf_fail_memory(job->ctx);
    return true;
}

/* ---- rows ---- */

static int by_thing(const void *a, const void *b)
{
    const around *left = a, *right = b;

    if (left->thing != right->thing)
        return left->thing < right->thing ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return (left->cost_dm > right->cost_dm) - (left->cost_dm < right->cost_dm);
}

/* The row of one thing from its entries, which stand together, the cheapest of a column first. */
static bool write_thing(const station_survey *survey, lf_statement *insert, size_t station,
                        const around *entry, size_t count)
{
    const lf_walk_job *job = survey->job;
    const around *column[COLUMNS] = {NULL, NULL, NULL};
    size_t layer = 0;

    for (size_t i = count; i-- > 0;)
        column[entry[i].column] = &entry[i];
    if (job->by_effort == NULL)
        column[LF_BY_EFFORT] = column[LF_BY_LENGTH];
    while (entry->thing >= survey->first[layer + 1])
        layer++;
    lf_bind_integer(insert, 1, job->stations.thing[station].key);
    lf_bind_text(insert, 2, survey->layer[layer]->layer);
    lf_bind_integer(insert, 3,
                    survey->layer[layer]->thing[entry->thing - survey->first[layer]].key);
    lf_bind_real(insert, 4, column[LF_BY_LENGTH] ? column[LF_BY_LENGTH]->cost_dm / 10.0 : NAN);
    lf_bind_real(insert, 5,
                 column[LF_BY_EFFORT] ? lf_job_minutes(job, column[LF_BY_EFFORT]->cost_dm) : NAN);
    lf_bind_real(insert, 6, column[BY_STRAIGHT] ? column[BY_STRAIGHT]->straight_m : NAN);
    return lf_statement_do(job->ctx, insert);
}

static bool write_station(const station_survey *survey, lf_statement *insert, size_t station)
{
    const around_list *list = &survey->around[station];
    size_t from = 0;

    if (list->count > 0)
        qsort(list->item, list->count, sizeof *list->item, by_thing);
    while (from < list->count) {
        size_t to = from + 1;

        while (to < list->count && list->item[to].thing == list->item[from].thing)
            to++;
        if (!write_thing(survey, insert, station, list->item + from, to - from))
            return false;
        from = to;
    }
    return true;
}

static bool write_rows(station_survey *survey)
{
    lf_walk_job *job = survey->job;
    lf_statement *insert = NULL;
    bool done = lf_prepare(job->ctx, job->workspace,
                           "INSERT INTO walk_station (station_key, layer, row_key, walk_m, "
                           "walk_min, straight_m) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           &insert);

    for (size_t s = 0; done && s < job->stations.count; s++)
        done = write_station(survey, insert, s);
    lf_statement_close(insert);
    return done;
}

/* ---- memory ---- */

static void survey_free(station_survey *survey)
{
    const lf_walk_job *job = survey->job;

    for (size_t l = 0; l < LAYERS; l++)
        lf_straight_free(&survey->straight[l]);
    for (int w = 0; w < job->ctx->threads; w++) {
        if (survey->seen != NULL)
            free(survey->seen[w]);
        if (survey->reached != NULL)
            free(survey->reached[w]);
    }
    for (size_t s = 0; survey->around != NULL && s < job->stations.count; s++)
        free(survey->around[s].item);
    free(survey->end);
    free(survey->end_first);
    free(survey->seen);
    free(survey->reached);
    free(survey->around);
    free(survey->owner);
    free(survey->place);
}

static bool survey_begin(station_survey *survey)
{
    const lf_walk_job *job = survey->job;
    const size_t threads = (size_t)job->ctx->threads, stations = job->stations.count;
    bool done;

    for (size_t l = 0; l < LAYERS; l++)
        survey->first[l + 1] = survey->first[l] + (uint32_t)survey->layer[l]->count;
    survey->seen = calloc(threads, sizeof *survey->seen);
    survey->reached = calloc(threads, sizeof *survey->reached);
    survey->around = calloc(stations + 1, sizeof *survey->around);
    survey->owner = calloc(stations + 1, sizeof *survey->owner);
    survey->place = calloc(job->stations.access.count + 1, sizeof *survey->place);
    done = survey->seen != NULL && survey->reached != NULL && survey->around != NULL &&
           survey->owner != NULL && survey->place != NULL;
    for (size_t w = 0; done && w < threads; w++) {
        survey->seen[w] = calloc(job->network.edge_count + 1, sizeof **survey->seen);
        survey->reached[w] = malloc((job->network.node_count + 1) * sizeof **survey->reached);
        done = survey->seen[w] != NULL && survey->reached[w] != NULL;
    }
    return done || lf_fail_memory(job->ctx);
}

bool lf_write_stations(lf_walk_job *job)
{
    station_survey survey = {.job = job,
                             .layer = {&job->facilities, &job->homes, &job->jobs, &job->sites}};
    const bool done = survey_begin(&survey) && search_weight(&survey, LF_BY_LENGTH) &&
                      (job->by_effort == NULL || search_weight(&survey, LF_BY_EFFORT)) &&
                      search_straight(&survey) && write_rows(&survey);

    survey_free(&survey);
    return done;
}
