/*
 * The first rule of junctions.h: vertices equal in both coordinates.
 *
 * Private to src/walk's junction files. Must not know the workspace, costs or searches.
 */
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"
#include "walk/meeting.h"

#define NONE UINT32_MAX

/* Vertices by coordinates: the slot holds the lowest vertex of a spot, next leads to the others. */
typedef struct spot_table {
    uint32_t *slot;
    size_t mask;
    uint32_t *next;
} spot_table;

static size_t slot_of(const spot_table *spots, const lf_vertex *vertex, uint32_t v)
{
    uint64_t bits[2];
    uint64_t h;
    size_t slot;

    memcpy(bits, &vertex[v].x_m, sizeof bits[0]);
    memcpy(bits + 1, &vertex[v].y_m, sizeof bits[1]);
    h = bits[0] * UINT64_C(0x9e3779b97f4a7c15) ^
        (bits[1] + (bits[1] >> 31)) * UINT64_C(0xc2b2ae3d27d4eb4f);
    h ^= h >> 32;
    h *= UINT64_C(0xff51afd7ed558ccd);
    slot = (size_t)(h ^ h >> 33) & spots->mask;
    while (spots->slot[slot] != NONE && (vertex[spots->slot[slot]].x_m != vertex[v].x_m ||
                                         vertex[spots->slot[slot]].y_m != vertex[v].y_m))
        slot = (slot + 1) & spots->mask;
    return slot;
}

static bool find_spots(const lf_streets *streets, spot_table *out)
{
    size_t slots = 16;

    while (slots < streets->vertex_count * 2)
        slots *= 2;
    out->mask = slots - 1;
    out->slot = malloc(slots * sizeof *out->slot);
    out->next = malloc((streets->vertex_count + 1) * sizeof *out->next);
    if (out->slot == NULL || out->next == NULL)
        return false;
    memset(out->slot, 0xff, slots * sizeof *out->slot);
    for (uint32_t v = (uint32_t)streets->vertex_count; v-- > 0;) {
        const size_t slot = slot_of(out, streets->vertex, v);

        out->next[v] = out->slot[slot];
        out->slot[slot] = v;
    }
    return true;
}

/* One level present at a spot: a vertex that passes through on it, an end that lies on it. */
typedef struct grade {
    int level;
    uint32_t passing, end;
} grade;

typedef struct grade_list {
    grade *grade;
    size_t count, capacity;
} grade_list;

static grade *grade_of(grade_list *grades, int level)
{
    for (size_t i = 0; i < grades->count; i++)
        if (grades->grade[i].level == level)
            return &grades->grade[i];
    if (!LF_ROOM(grades->grade, grades->count, grades->capacity))
        return NULL;
    grades->grade[grades->count] = (grade){.level = level, .passing = NONE, .end = NONE};
    return &grades->grade[grades->count++];
}

/* Lists the levels at a spot and joins what lies on one level. False: out of memory. */
static bool join_levels(lf_meeting *meeting, const spot_table *spots, uint32_t head,
                        grade_list *grades)
{
    grades->count = 0;
    for (uint32_t v = head; v != NONE; v = spots->next[v]) {
        grade *at = grade_of(grades, lf_meeting_street(meeting, v)->level);
        uint32_t *first;

        if (at == NULL)
            return false;
        first = lf_meeting_is_end(meeting, v) ? &at->end : &at->passing;
        if (*first == NONE)
            *first = v;
        lf_meeting_unite(meeting, at->passing != NONE ? at->passing : at->end, v);
    }
    /* an end and a passing vertex of one level are one, whichever came first */
    for (size_t i = 0; i < grades->count; i++)
        if (grades->grade[i].end != NONE && grades->grade[i].passing != NONE)
            lf_meeting_unite(meeting, grades->grade[i].end, grades->grade[i].passing);
    return true;
}

/* Ends join each other, and a ramp (an end without a passing street of its level) joins all. */
static void join_across_levels(lf_meeting *meeting, const grade_list *grades)
{
    uint32_t end = NONE, ramp = NONE;

    for (size_t i = 0; i < grades->count; i++) {
        const grade *at = &grades->grade[i];

        if (at->end == NONE)
            continue;
        if (end == NONE)
            end = at->end;
        lf_meeting_unite(meeting, end, at->end);
        if (at->passing == NONE)
            ramp = at->end;
    }
    for (size_t i = 0; ramp != NONE && i < grades->count; i++)
        if (grades->grade[i].passing != NONE)
            lf_meeting_unite(meeting, ramp, grades->grade[i].passing);
}

static uint32_t any_vertex(const grade *at)
{
    return at->passing != NONE ? at->passing : at->end;
}

static bool report_difference(lf_meeting *meeting, const grade_list *grades)
{
    const uint32_t first = any_vertex(&grades->grade[0]);

    for (size_t i = 1; i < grades->count; i++) {
        const uint32_t other = any_vertex(&grades->grade[i]);
        const lf_streets *streets = meeting->streets;

        if (lf_meeting_root(meeting, first) == lf_meeting_root(meeting, other))
            continue;
        return lf_findings_add(meeting->findings,
                               (lf_finding){.kind = LF_LEVEL_DIFFERENCE,
                                            .street = streets->line[meeting->line_of[first]].street,
                                            .other = streets->line[meeting->line_of[other]].street,
                                            .x_m = streets->vertex[first].x_m,
                                            .y_m = streets->vertex[first].y_m});
    }
    return true;
}

bool lf_join_shared_vertices(lf_meeting *meeting)
{
    const lf_streets *streets = meeting->streets;
    spot_table spots = {0};
    grade_list grades = {0};
    bool done = find_spots(streets, &spots);

    for (uint32_t v = 0; done && v < streets->vertex_count; v++) {
        if (spots.next[v] == NONE || spots.slot[slot_of(&spots, streets->vertex, v)] != v)
            continue;
        done = join_levels(meeting, &spots, v, &grades);
        if (done && grades.count > 1) {
            join_across_levels(meeting, &grades);
            done = report_difference(meeting, &grades);
        }
    }
    free(spots.slot);
    free(spots.next);
    free(grades.grade);
    return done;
}
