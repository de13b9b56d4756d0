/*
 * The third rule of junctions.h: lines that cross without a vertex.
 *
 * Private to src/walk's junction files. Must not know the workspace, costs or searches.
 */
#include "walk/meeting.h"

typedef struct crossing {
    double x, y;
    double t, u; /* along the first and the second segment */
} crossing;

static bool boxes_meet(const lf_vertex *a, const lf_vertex *b)
{
    return fmin(a[0].x_m, a[1].x_m) <= fmax(b[0].x_m, b[1].x_m) &&
           fmin(b[0].x_m, b[1].x_m) <= fmax(a[0].x_m, a[1].x_m) &&
           fmin(a[0].y_m, a[1].y_m) <= fmax(b[0].y_m, b[1].y_m) &&
           fmin(b[0].y_m, b[1].y_m) <= fmax(a[0].y_m, a[1].y_m);
}

/* Whether two segments cross inside both; ends that lie on the other are the touching rule's. */
static bool cross(const lf_vertex *a, const lf_vertex *b, crossing *out)
{
    const double b0 = lf_cross(a[0].x_m, a[0].y_m, a[1].x_m, a[1].y_m, b[0].x_m, b[0].y_m);
    const double b1 = lf_cross(a[0].x_m, a[0].y_m, a[1].x_m, a[1].y_m, b[1].x_m, b[1].y_m);
    const double a0 = lf_cross(b[0].x_m, b[0].y_m, b[1].x_m, b[1].y_m, a[0].x_m, a[0].y_m);
    const double a1 = lf_cross(b[0].x_m, b[0].y_m, b[1].x_m, b[1].y_m, a[1].x_m, a[1].y_m);

    if (!((b0 < 0 && b1 > 0) || (b0 > 0 && b1 < 0)) || !((a0 < 0 && a1 > 0) || (a0 > 0 && a1 < 0)))
        return false;
    out->t = a0 / (a0 - a1);
    out->u = b0 / (b0 - b1);
    out->x = a[0].x_m + out->t * (a[1].x_m - a[0].x_m);
    out->y = a[0].y_m + out->t * (a[1].y_m - a[0].y_m);
    return true;
}

/* Whether an end of one of the lines is so near the other that the touching rule has spoken. */
static bool is_touch(const lf_meeting *meeting, uint32_t segment, uint32_t other)
{
    const double reach_m = meeting->rules->touch_tolerance_m / meeting->rules->ground_scale;

    for (uint32_t v = segment; v <= segment + 1; v++) {
        const lf_vertex *at = meeting->streets->vertex + v;

        if (lf_meeting_is_end(meeting, v) &&
            lf_meeting_foot(meeting, other, at->x_m, at->y_m).distance2 <= reach_m * reach_m)
            return true;
    }
    return false;
}

static bool join_or_report(lf_meeting *meeting, uint32_t a, uint32_t b, const crossing *at)
{
    const lf_street *one = lf_meeting_street(meeting, a), *two = lf_meeting_street(meeting, b);
    uint32_t spot_a, spot_b;

    if (!one->crossings_join || !two->crossings_join)
        return lf_findings_add(
            meeting->findings,
            (lf_finding){.kind = LF_UNJOINED_CROSSING,
                         .street = meeting->streets->line[meeting->line_of[a]].street,
                         .other = meeting->streets->line[meeting->line_of[b]].street,
                         .x_m = at->x,
                         .y_m = at->y});
    if (!lf_meeting_spot(meeting, a, at->t, &spot_a) ||
        !lf_meeting_spot(meeting, b, at->u, &spot_b))
        return false;
    lf_meeting_unite(meeting, spot_a, spot_b);
    meeting->crossings_joined++;
    return true;
}

static bool may_meet(const lf_street *a, const lf_street *b)
{
    return a->level == b->level && !a->bridge && !a->tunnel && !b->bridge && !b->tunnel;
}

/* Two segments of one cell. A pair that shares several cells counts in the one they cross in. */
static bool try_pair(lf_meeting *meeting, uint32_t a, uint32_t b, const uint32_t *cell)
{
    const lf_cells *cells = &meeting->cells;
    const lf_vertex *vertex = meeting->streets->vertex;
    crossing at;
    size_t count;

    if (meeting->line_of[a] == meeting->line_of[b] || !boxes_meet(vertex + a, vertex + b) ||
        !cross(vertex + a, vertex + b, &at) ||
        !may_meet(lf_meeting_street(meeting, a), lf_meeting_street(meeting, b)))
        return true;
    if (lf_cells_at(cells, lf_cells_index(cells, at.x), lf_cells_index(cells, at.y), &count) !=
            cell ||
        is_touch(meeting, a, b) || is_touch(meeting, b, a))
        return true;
    return join_or_report(meeting, a, b, &at);
}

bool lf_join_crossings(lf_meeting *meeting)
{
    const lf_cells *cells = &meeting->cells;

    for (size_t c = 0; c < cells->cell_count; c++) {
        const uint32_t *item = cells->item + cells->first[c];
        const size_t count = cells->first[c + 1] - cells->first[c];

        for (size_t i = 0; i < count; i++)
            for (size_t j = i + 1; j < count; j++)
                if (!try_pair(meeting, item[i], item[j], item))
                    return false;
    }
    return true;
}
