/*
 * Puts the rules of junctions.h together: finds the spots where lines meet and lays every line out
 * as stops with nodes.
 *
 * Pure memory. Must not know the workspace, costs or searches.
 */
#include "walk/junctions.h"

#include <stdlib.h>

#include "walk/grow.h"
#include "walk/meeting.h"

/* Cells of about two average segments hold few segments each and are crossed by few. */
static const double SMALLEST_CELL_M = 20, LARGEST_CELL_M = 500;

uint32_t lf_meeting_root(lf_meeting *meeting, uint32_t element)
{
    uint32_t *parent = meeting->parent;

    while (parent[element] != element) {
        parent[element] = parent[parent[element]];
        element = parent[element];
    }
    return element;
}

void lf_meeting_unite(lf_meeting *meeting, uint32_t a, uint32_t b)
{
    a = lf_meeting_root(meeting, a);
    b = lf_meeting_root(meeting, b);
    if (a < b)
        meeting->parent[b] = a;
    else
        meeting->parent[a] = b;
}

bool lf_meeting_spot(lf_meeting *meeting, uint32_t segment, double t, uint32_t *out)
{
    const lf_vertex *v = meeting->streets->vertex + segment;
    const double length_m = hypot(v[1].x_m - v[0].x_m, v[1].y_m - v[0].y_m);

    if (t * length_m <= LF_SAME_SPOT_M || (1 - t) * length_m <= LF_SAME_SPOT_M) {
        *out = t < 0.5 ? segment : segment + 1;
        return true;
    }
    if (!LF_ROOM(meeting->split, meeting->split_count, meeting->split_capacity) ||
        !LF_ROOM(meeting->parent, meeting->parent_count, meeting->parent_capacity))
        return false;
    meeting->split[meeting->split_count++] = (lf_split){.segment = segment, .t = t};
    *out = (uint32_t)meeting->parent_count;
    meeting->parent[meeting->parent_count++] = *out;
    return true;
}

static void meeting_free(lf_meeting *meeting)
{
    lf_cells_free(&meeting->cells);
    free(meeting->line_of);
    free(meeting->parent);
    free(meeting->split);
}

static double mean_segment_m(const lf_streets *streets)
{
    double total_m = 0;
    size_t segments = 0;

    for (size_t l = 0; l < streets->line_count; l++) {
        const lf_vertex *v = streets->vertex + streets->line[l].first;

        for (uint32_t i = 0; i + 1 < streets->line[l].count; i++, segments++)
            total_m += hypot(v[i + 1].x_m - v[i].x_m, v[i + 1].y_m - v[i].y_m);
    }
    return segments ? total_m / (double)segments : 0;
}

static bool index_segments(lf_context *ctx, lf_meeting *meeting)
{
    const lf_streets *streets = meeting->streets;
    const double size_m = 2 * mean_segment_m(streets);

    lf_cells_begin(&meeting->cells, fmin(fmax(size_m, SMALLEST_CELL_M), LARGEST_CELL_M));
    for (size_t l = 0; l < streets->line_count; l++) {
        const lf_line *line = &streets->line[l];

        for (uint32_t v = line->first; v + 1 < line->first + line->count; v++) {
            const lf_vertex *at = streets->vertex + v;

            lf_cells_add_segment(&meeting->cells, at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, v);
        }
    }
    return lf_cells_finish(ctx, &meeting->cells);
}

static bool meeting_begin(lf_context *ctx, lf_meeting *meeting)
{
    const lf_streets *streets = meeting->streets;
    const size_t count = streets->vertex_count;

    meeting->line_of = malloc((count + 1) * sizeof *meeting->line_of);
    meeting->parent = malloc((count + 1) * sizeof *meeting->parent);
    if (meeting->line_of == NULL || meeting->parent == NULL)
        return lf_fail_memory(ctx);
    meeting->parent_count = count;
    meeting->parent_capacity = count + 1;
    for (size_t l = 0; l < streets->line_count; l++)
        for (uint32_t v = 0; v < streets->line[l].count; v++)
            meeting->line_of[streets->line[l].first + v] = (uint32_t)l;
    for (size_t v = 0; v < count; v++)
        meeting->parent[v] = (uint32_t)v;
    return index_segments(ctx, meeting);
}

/* A split with its element number, so that splits can be sorted and keep their sets. */
typedef struct placed_split {
    lf_split split;
    uint32_t element;
} placed_split;

static int by_place(const void *a, const void *b)
{
    const placed_split *left = a, *right = b;

    if (left->split.segment != right->split.segment)
        return left->split.segment < right->split.segment ? -1 : 1;
    if (left->split.t != right->split.t)
        return left->split.t < right->split.t ? -1 : 1;
    return (left->element > right->element) - (left->element < right->element);
}

static bool same_spot(const lf_meeting *meeting, const lf_split *a, const lf_split *b)
{
    const lf_vertex *v = meeting->streets->vertex + a->segment;

    return a->segment == b->segment &&
           (b->t - a->t) * hypot(v[1].x_m - v[0].x_m, v[1].y_m - v[0].y_m) <= LF_SAME_SPOT_M;
}

/* Sorts the splits along their lines and makes those of one spot one. */
static placed_split *sort_splits(lf_meeting *meeting, size_t *count)
{
    placed_split *placed = malloc((meeting->split_count + 1) * sizeof *placed);
    size_t kept = 0;

    if (placed == NULL)
        return NULL;
    for (size_t s = 0; s < meeting->split_count; s++)
        placed[s] = (placed_split){.split = meeting->split[s],
                                   .element = (uint32_t)(meeting->streets->vertex_count + s)};
    qsort(placed, meeting->split_count, sizeof *placed, by_place);
    for (size_t s = 0; s < meeting->split_count; s++) {
        if (kept > 0 && same_spot(meeting, &placed[kept - 1].split, &placed[s].split))
            lf_meeting_unite(meeting, placed[kept - 1].element, placed[s].element);
        else
            placed[kept++] = placed[s];
    }
    *count = kept;
    return placed;
}

/* How many elements each set has, at its root: a spot of one element is no junction. */
static uint32_t *count_sets(lf_meeting *meeting)
{
    uint32_t *size = calloc(meeting->parent_count + 1, sizeof *size);

    for (uint32_t e = 0; size != NULL && e < meeting->parent_count; e++)
        size[lf_meeting_root(meeting, e)]++;
    return size;
}

static lf_stop stop_between(const lf_vertex *v, double t)
{
    return (lf_stop){.x_m = v[0].x_m + t * (v[1].x_m - v[0].x_m),
                     .y_m = v[0].y_m + t * (v[1].y_m - v[0].y_m),
                     .z_m = v[0].z_m + t * (v[1].z_m - v[0].z_m),
                     .node = LF_NO_NODE};
}

/* The node of a spot, numbered when a line first comes to it. */
static uint32_t node_at(lf_meeting *meeting, lf_junctions *out, uint32_t *node_of, uint32_t element)
{
    const uint32_t root = lf_meeting_root(meeting, element);

    if (node_of[root] == LF_NO_NODE)
        node_of[root] = out->node_count++;
    return node_of[root];
}

static void lay_out(lf_meeting *meeting, const placed_split *split, size_t split_count,
                    const uint32_t *set_size, uint32_t *node_of, lf_junctions *out)
{
    const lf_streets *streets = meeting->streets;
    size_t stops = 0, next = 0;

    for (size_t l = 0; l < streets->line_count; l++) {
        const lf_line *line = &streets->line[l];

        out->first[l] = (uint32_t)stops;
        for (uint32_t v = line->first; v < line->first + line->count; v++) {
            const lf_vertex *at = streets->vertex + v;
            lf_stop stop = {.x_m = at->x_m, .y_m = at->y_m, .z_m = at->z_m, .node = LF_NO_NODE};

            if (lf_meeting_is_end(meeting, v) || set_size[lf_meeting_root(meeting, v)] > 1)
                stop.node = node_at(meeting, out, node_of, v);
            out->stop[stops++] = stop;
            for (; next < split_count && split[next].split.segment == v; next++) {
                stop = stop_between(at, split[next].split.t);
                stop.node = node_at(meeting, out, node_of, split[next].element);
                out->stop[stops++] = stop;
            }
        }
    }
    out->first[streets->line_count] = (uint32_t)stops;
    out->line_count = streets->line_count;
}

static bool make_stops(lf_context *ctx, lf_meeting *meeting, lf_junctions *out)
{
    size_t split_count = 0;
    placed_split *split = sort_splits(meeting, &split_count);
    uint32_t *set_size = count_sets(meeting);
    uint32_t *node_of = malloc((meeting->parent_count + 1) * sizeof *node_of);
    bool done = false;

    out->stop = malloc((meeting->streets->vertex_count + split_count + 1) * sizeof *out->stop);
    out->first = malloc((meeting->streets->line_count + 1) * sizeof *out->first);
    if (split == NULL || set_size == NULL || node_of == NULL || out->stop == NULL ||
        out->first == NULL) {
        lf_fail_memory(ctx);
        goto done;
    }
    for (size_t e = 0; e < meeting->parent_count; e++)
        node_of[e] = LF_NO_NODE;
    lay_out(meeting, split, split_count, set_size, node_of, out);
    done = true;
done:
    free(split);
    free(set_size);
    free(node_of);
    return done;
}

static bool list_dropped(const lf_streets *streets, lf_findings *findings)
{
    for (size_t d = 0; d < streets->dropped_count; d++) {
        const lf_dropped *dropped = &streets->dropped[d];

        if (!lf_findings_add(findings, (lf_finding){.kind = LF_LONG_SEGMENT,
                                                    .street = dropped->street,
                                                    .other = dropped->street,
                                                    .x_m = dropped->x_m,
                                                    .y_m = dropped->y_m,
                                                    .distance_m = dropped->length_m}))
            return false;
    }
    return true;
}

bool lf_junctions_make(lf_context *ctx, const lf_streets *streets, const lf_junction_rules *rules,
                       lf_findings *findings, lf_junctions *out)
{
    lf_meeting meeting = {.streets = streets, .rules = rules, .findings = findings};
    bool done = false;

    *out = (lf_junctions){0};
    if (!meeting_begin(ctx, &meeting))
        goto done;
    if (!list_dropped(streets, findings) || !lf_join_shared_vertices(&meeting) ||
        !lf_join_touching_ends(&meeting) || !lf_join_crossings(&meeting)) {
        lf_fail_memory(ctx);
        goto done;
    }
    if (!make_stops(ctx, &meeting, out))
        goto done;
    out->touches_joined = meeting.touches_joined;
    out->crossings_joined = meeting.crossings_joined;
    if (!lf_find_near_misses(&meeting, out)) {
        lf_fail_memory(ctx);
        goto done;
    }
    done = !lf_stopping(ctx);
done:
    meeting_free(&meeting);
    if (!done)
        lf_junctions_free(out);
    return done;
}

void lf_junctions_free(lf_junctions *junctions)
{
    if (junctions == NULL)
        return;
    free(junctions->stop);
    free(junctions->first);
    *junctions = (lf_junctions){0};
}
