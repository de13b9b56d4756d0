/*
 * The workbench of junctions.c: which vertices and splits of which lines are one and the same spot.
 *
 * Private to src/walk's junction files. Must not know the workspace, costs or searches.
 */
#ifndef LF_WALK_MEETING_H
#define LF_WALK_MEETING_H

#include "walk/cells.h"
#include "walk/junctions.h"
#include "walk/segment.h"

/* A point put between vertex `segment` and the next one of its line. */
typedef struct lf_split {
    uint32_t segment;
    double t;
} lf_split;

/*
 * Elements are the vertices (0 … vertex_count-1) and after them the splits in the order they were
 * made. parent is a union-find forest over the elements.
 */
typedef struct lf_meeting {
    const lf_streets *streets;
    const lf_junction_rules *rules;
    lf_findings *findings; /* borrowed */
    lf_cells cells;        /* the segments, by their first vertex */
    uint32_t *line_of;     /* of every vertex */
    uint32_t *parent;
    size_t parent_count, parent_capacity;
    lf_split *split;
    size_t split_count, split_capacity;
    size_t touches_joined, crossings_joined;
} lf_meeting;

/* Points nearer than this along a segment are one spot. */
#define LF_SAME_SPOT_M 0.01

/* The smallest element of a's set. */
uint32_t lf_meeting_root(lf_meeting *meeting, uint32_t element);
void lf_meeting_unite(lf_meeting *meeting, uint32_t a, uint32_t b);
/* The element at a place of a segment: one of its two vertices when it is that near, else a new
   split. False: out of memory. */
bool lf_meeting_spot(lf_meeting *meeting, uint32_t segment, double t, uint32_t *out);

/* The three rules; each is told in junctions.h. False: out of memory. */
bool lf_join_shared_vertices(lf_meeting *meeting);
bool lf_join_touching_ends(lf_meeting *meeting);
bool lf_join_crossings(lf_meeting *meeting);
/* Reports ends that stayed alone though another street is near. */
bool lf_find_near_misses(lf_meeting *meeting, const lf_junctions *junctions);

static inline const lf_street *lf_meeting_street(const lf_meeting *meeting, uint32_t vertex)
{
    return &meeting->streets->street[meeting->streets->line[meeting->line_of[vertex]].street];
}

static inline bool lf_meeting_is_end(const lf_meeting *meeting, uint32_t vertex)
{
    const lf_line *line = &meeting->streets->line[meeting->line_of[vertex]];

    return vertex == line->first || vertex == line->first + line->count - 1;
}

static inline lf_foot lf_meeting_foot(const lf_meeting *meeting, uint32_t segment, double x,
                                      double y)
{
    const lf_vertex *v = meeting->streets->vertex + segment;

    return lf_foot_on(v[0].x_m, v[0].y_m, v[1].x_m, v[1].y_m, x, y);
}

#endif
