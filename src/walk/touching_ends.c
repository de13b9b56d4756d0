/*
 * The second rule of junctions.h: ends that touch another line; and ends that nearly do.
 *
 * Private to src/walk's junction files. Must not know the workspace, costs or searches.
 */
#include <stdlib.h>

#include "walk/grow.h"
#include "walk/meeting.h"

/* Along its own line an end must have gone this many tolerances before it can touch it again. */
static const double OWN_LINE_TOLERANCES = 4;

/* The spot of another line that is nearest to an end. */
typedef struct touch {
    uint32_t line;
    uint32_t segment;
    lf_foot foot;
} touch;

typedef struct touch_list {
    touch *touch;
    size_t count, capacity;
} touch_list;

static bool keep_nearest(touch_list *list, touch found)
{
    for (size_t i = 0; i < list->count; i++) {
        touch *known = &list->touch[i];

        if (known->line != found.line)
            continue;
        if (found.foot.distance2 < known->foot.distance2 ||
            (found.foot.distance2 == known->foot.distance2 && found.segment < known->segment))
            *known = found;
        return true;
    }
    if (!LF_ROOM(list->touch, list->count, list->capacity))
        return false;
    list->touch[list->count++] = found;
    return true;
}

/* Whether a segment of the end's own line is so near along the line that touching means nothing. */
static bool is_own_stretch(const lf_meeting *meeting, uint32_t end, uint32_t segment,
                           double tolerance_m)
{
    const lf_vertex *vertex = meeting->streets->vertex;
    const bool ahead = segment >= end; /* the end is the first vertex of its line */
    double along_m = 0;

    if (ahead) {
        for (uint32_t v = end; v < segment && along_m <= OWN_LINE_TOLERANCES * tolerance_m; v++)
            along_m += hypot(vertex[v + 1].x_m - vertex[v].x_m, vertex[v + 1].y_m - vertex[v].y_m);
        return segment == end || along_m <= OWN_LINE_TOLERANCES * tolerance_m;
    }
    for (uint32_t v = end; v > segment + 1 && along_m <= OWN_LINE_TOLERANCES * tolerance_m; v--)
        along_m += hypot(vertex[v].x_m - vertex[v - 1].x_m, vertex[v].y_m - vertex[v - 1].y_m);
    return segment + 1 == end || along_m <= OWN_LINE_TOLERANCES * tolerance_m;
}

/* The nearest spot within `reach_m` (in the plane) of every line around an end, in the order of
   the lines. */
static bool look_around(const lf_meeting *meeting, uint32_t end, double reach_m, touch_list *list)
{
    const lf_vertex *at = meeting->streets->vertex + end;
    const lf_cells *cells = &meeting->cells;
    const int64_t right = lf_cells_index(cells, at->x_m + reach_m);
    const int64_t top = lf_cells_index(cells, at->y_m + reach_m);

    list->count = 0;
    for (int64_t row = lf_cells_index(cells, at->y_m - reach_m); row <= top; row++)
        for (int64_t column = lf_cells_index(cells, at->x_m - reach_m); column <= right; column++) {
            size_t count;
            const uint32_t *item = lf_cells_at(cells, (int32_t)column, (int32_t)row, &count);

            for (size_t i = 0; i < count; i++) {
                const uint32_t line = meeting->line_of[item[i]];
                const touch found = {.line = line,
                                     .segment = item[i],
                                     .foot = lf_meeting_foot(meeting, item[i], at->x_m, at->y_m)};

                if (found.foot.distance2 > reach_m * reach_m ||
                    (line == meeting->line_of[end] &&
                     is_own_stretch(meeting, end, item[i], reach_m)))
                    continue;
                if (!keep_nearest(list, found))
                    return false;
            }
        }
    return true;
}

static int by_line(const void *a, const void *b)
{
    const touch *left = a, *right = b;

    return (left->line > right->line) - (left->line < right->line);
}

static void sort_by_line(touch_list *list)
{
    if (list->count > 1)
        qsort(list->touch, list->count, sizeof *list->touch, by_line);
}

static bool report_end(lf_meeting *meeting, lf_finding_kind kind, uint32_t end, const touch *at)
{
    const lf_streets *streets = meeting->streets;

    return lf_findings_add(
        meeting->findings,
        (lf_finding){.kind = kind,
                     .street = streets->line[meeting->line_of[end]].street,
                     .other = streets->line[at->line].street,
                     .x_m = streets->vertex[end].x_m,
                     .y_m = streets->vertex[end].y_m,
                     .distance_m = sqrt(at->foot.distance2) * meeting->rules->ground_scale});
}

/* Whether an end may join a spot on another level: a dangling end that comes down on a street at
   ground level, or meets another end. An end that shares a vertex with some street has landed. */
static bool may_land(const lf_meeting *meeting, uint32_t end, bool dangles, const touch *at,
                     bool on_an_end)
{
    const lf_street *other = lf_meeting_street(meeting, at->segment);

    if (lf_meeting_street(meeting, end)->level == other->level)
        return true;
    return dangles && (on_an_end || other->level == 0);
}

static bool join_touch(lf_meeting *meeting, uint32_t end, bool dangles, const touch *at)
{
    const lf_vertex *vertex = meeting->streets->vertex;
    uint32_t spot = at->segment;
    bool is_vertex = true;

    if (at->foot.t > 0 && at->foot.t < 1) {
        if (!may_land(meeting, end, dangles, at, false))
            return report_end(meeting, LF_END_UNDER_LEVEL, end, at);
        if (!lf_meeting_spot(meeting, at->segment, at->foot.t, &spot))
            return false;
        is_vertex = spot < meeting->streets->vertex_count;
    } else {
        spot = at->foot.t > 0 ? at->segment + 1 : at->segment;
    }
    if (is_vertex && vertex[spot].x_m == vertex[end].x_m && vertex[spot].y_m == vertex[end].y_m)
        return true; /* shared: the first rule has decided */
    if (is_vertex && !may_land(meeting, end, dangles, at, lf_meeting_is_end(meeting, spot)))
        return report_end(meeting, LF_END_UNDER_LEVEL, end, at);
    if (lf_meeting_root(meeting, end) != lf_meeting_root(meeting, spot))
        meeting->touches_joined++;
    lf_meeting_unite(meeting, end, spot);
    return true;
}

static bool join_end(lf_meeting *meeting, uint32_t end, bool dangles, touch_list *list)
{
    const double reach_m = meeting->rules->touch_tolerance_m / meeting->rules->ground_scale;

    if (!look_around(meeting, end, reach_m, list))
        return false;
    sort_by_line(list);
    for (size_t i = 0; i < list->count; i++)
        if (!join_touch(meeting, end, dangles, &list->touch[i]))
            return false;
    return true;
}

/* Marks the vertices that the first rule has joined to others. */
static bool *mark_shared(lf_meeting *meeting)
{
    const size_t count = meeting->streets->vertex_count;
    bool *shared = calloc(count + 1, sizeof *shared);

    for (uint32_t v = 0; shared != NULL && v < count; v++) {
        const uint32_t root = lf_meeting_root(meeting, v);

        if (root != v)
            shared[v] = shared[root] = true;
    }
    return shared;
}

bool lf_join_touching_ends(lf_meeting *meeting)
{
    const lf_streets *streets = meeting->streets;
    bool *shared = mark_shared(meeting);
    touch_list list = {0};
    bool done = shared != NULL;

    for (size_t l = 0; done && l < streets->line_count; l++) {
        const uint32_t first = streets->line[l].first;
        const uint32_t last = first + streets->line[l].count - 1;

        done = join_end(meeting, first, !shared[first], &list) &&
               join_end(meeting, last, !shared[last], &list);
    }
    free(shared);
    free(list.touch);
    return done;
}

/* Whether two lines have a node in common: a stub is always near the street it hangs on. */
static bool have_common_node(const lf_junctions *junctions, uint32_t a, uint32_t b)
{
    for (uint32_t s = junctions->first[a]; s < junctions->first[a + 1]; s++) {
        const uint32_t node = junctions->stop[s].node;

        if (node == LF_NO_NODE)
            continue;
        for (uint32_t o = junctions->first[b]; o < junctions->first[b + 1]; o++)
            if (junctions->stop[o].node == node)
                return true;
    }
    return false;
}

static bool find_near_miss(lf_meeting *meeting, const lf_junctions *junctions, uint32_t end,
                           touch_list *list)
{
    const double reach_m = meeting->rules->near_miss_m / meeting->rules->ground_scale;
    const uint32_t own = meeting->line_of[end];
    const touch *nearest = NULL;

    if (!look_around(meeting, end, reach_m, list))
        return false;
    sort_by_line(list);
    for (size_t i = 0; i < list->count; i++) {
        const touch *at = &list->touch[i];

        if (at->line == own ||
            lf_meeting_street(meeting, at->segment)->level !=
                lf_meeting_street(meeting, end)->level ||
            (nearest != NULL && at->foot.distance2 >= nearest->foot.distance2) ||
            have_common_node(junctions, own, at->line))
            continue;
        nearest = at;
    }
    return nearest == NULL || report_end(meeting, LF_NEAR_MISS, end, nearest);
}

/* How often each node is come to: a node that only one end comes to dangles. */
static uint8_t *count_visits(const lf_junctions *junctions)
{
    uint8_t *visits = calloc((size_t)junctions->node_count + 1, sizeof *visits);

    for (size_t s = 0; visits != NULL && s < junctions->first[junctions->line_count]; s++) {
        const uint32_t node = junctions->stop[s].node;

        if (node != LF_NO_NODE && visits[node] < 2)
            visits[node]++;
    }
    return visits;
}

bool lf_find_near_misses(lf_meeting *meeting, const lf_junctions *junctions)
{
    const lf_streets *streets = meeting->streets;
    uint8_t *visits = count_visits(junctions);
    touch_list list = {0};
    bool done = visits != NULL;

    for (size_t l = 0; done && l < streets->line_count; l++) {
        const lf_line *line = &streets->line[l];

        if (visits[junctions->stop[junctions->first[l]].node] == 1)
            done = find_near_miss(meeting, junctions, line->first, &list);
        if (done && visits[junctions->stop[junctions->first[l + 1] - 1].node] == 1)
            done = find_near_miss(meeting, junctions, line->first + line->count - 1, &list);
    }
    free(visits);
    free(list.touch);
    return done;
}
