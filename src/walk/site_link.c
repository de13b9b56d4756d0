/*
 * The one missing street link that would bring a place within its limit: the shortest straight gap
 * between a point reached from the site and a point from which the place is still reached.
 *
 * A gap runs from a vertex of one street to the nearest point of another (or from the site's own
 * outline): between two lines that do not cross the shortest way begins at a vertex of one of them.
 * Both ends are on the ground: no link leads onto a bridge or into a tunnel. A gap that crosses no
 * barrier goes before any that does; where there are only such, the barriers are named.
 *
 * Part of the walk of candidate sites.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/mirror.h"
#include "walk/segment.h"
#include "walk/site.h"

/* Ends nearer than this to a known problem of the network are that problem (plane metres). */
static const double SAME_SPOT_M = 0.05;
/* Downhill walking is never faster than this share of level walking (Tobler: 0.84 at -5 %). */
static const double EASIEST_EFFORT = 0.8;

/* One way to mend: from where on the site's side to where on the place's side. */
typedef struct gap {
    bool found, from_outline, at_crossing;
    double x0, y0, x1, y1, gap_m;
    lf_join from, to;
    uint32_t cost_dm, place;
} gap;

/* A kind of place that is out of reach. */
typedef struct wanted {
    size_t kind;
    lf_weight weight; /* of the limit, and of the searches that are asked */
    uint32_t limit_dm;
    gap best[2]; /* crossing nothing; crossing a barrier */
} wanted;

typedef struct hunt {
    const lf_walk_audit *walk;
    lf_site_worker *worker;
    lf_site *site;
    wanted *list;
    size_t count;
    double reach;         /* plane metres: the longest gap that is still of use */
    uint32_t farthest_dm; /* the greatest limit */
    uint32_t spent_dm;    /* at least so much to get onto the street at work, by length */
} hunt;

/* ---- costs ---- */

static uint32_t cost_from_site(const hunt *h, const lf_join *join, lf_weight weight)
{
    lf_join on_street = *join;
    lf_place place;
    lf_found found;

    if (h->worker->forward[weight] == NULL || lf_site_access_count(h->site) == 0)
        return LF_NO_WAY;
    on_street.access_m = 0;
    place = lf_network_place(&h->walk->job.network, &on_street, weight);
    place = lf_mirror_place(&h->walk->mirror[weight], &place);
    found = lf_nearest_at(h->worker->forward[weight], &place);
    return lf_is_found(found) ? found.cost_dm : LF_NO_WAY;
}

static lf_found cost_to_place(const hunt *h, const lf_join *join, size_t kind, lf_weight weight)
{
    lf_join on_street = *join;
    lf_place place;

    on_street.access_m = 0;
    place = lf_network_place(&h->walk->job.network, &on_street, weight);
    return lf_nearest_at(h->walk->kind[kind].nearest[weight], &place);
}

/* ---- taking a gap ---- */

static void narrow(hunt *h)
{
    double longest = 0;

    for (size_t i = 0; i < h->count; i++) {
        const gap *best = &h->list[i].best[0];

        longest = fmax(longest, best->found ? best->gap_m : h->walk->link_m);
    }
    h->reach = longest / h->walk->job.network.ground_scale;
}

/* Whether the gap mends one kind; `given` has all but cost and place. */
static void try_kind(hunt *h, wanted *want, const gap *given)
{
    const uint64_t gap_dm = lf_decimetres(given->gap_m);
    const uint32_t start_dm =
        given->from_outline ? 0 : cost_from_site(h, &given->from, want->weight);
    gap at = *given;
    lf_found found;
    bool crosses;

    if (start_dm == LF_NO_WAY || start_dm + gap_dm > want->limit_dm)
        return;
    found = cost_to_place(h, &given->to, want->kind, want->weight);
    if (!lf_is_found(found) || start_dm + gap_dm + found.cost_dm > want->limit_dm)
        return;
    crosses = lf_barriers_meet(&h->walk->barriers, at.x0, at.y0, at.x1, at.y1);
    if (want->best[crosses].found && want->best[crosses].gap_m <= at.gap_m)
        return;
    at.found = true;
    at.cost_dm = (uint32_t)(start_dm + gap_dm + found.cost_dm);
    at.place = found.owner;
    want->best[crosses] = at;
    narrow(h);
}

static void try_gap(hunt *h, const gap *given)
{
    for (size_t i = 0; i < h->count; i++) {
        wanted *want = &h->list[i];

        if (given->gap_m <= h->walk->link_m &&
            !(want->best[0].found && want->best[0].gap_m <= given->gap_m))
            try_kind(h, want, given);
    }
}

/* ---- gaps between two streets ---- */

/* From vertex `end` (0 or 1) of segment `a` to segment `b`; `turned`: the site is on b's side. */
static void try_vertex(hunt *h, uint32_t a, int end, uint32_t b, bool turned)
{
    const lf_network *network = &h->walk->job.network;
    const lf_edge_point *at = &network->point[a + (uint32_t)end], *on = &network->point[b];
    const lf_foot foot = lf_foot_on(on[0].x_m, on[0].y_m, on[1].x_m, on[1].y_m, at->x_m, at->y_m);
    const lf_join vertex = {.point = a, .t = end}, other = {.point = b, .t = foot.t};
    gap given;

    if (foot.distance2 > h->reach * h->reach)
        return;
    given = (gap){.x0 = turned ? foot.x : at->x_m,
                  .y0 = turned ? foot.y : at->y_m,
                  .x1 = turned ? at->x_m : foot.x,
                  .y1 = turned ? at->y_m : foot.y,
                  .gap_m = sqrt(foot.distance2) * network->ground_scale,
                  .from = turned ? other : vertex,
                  .to = turned ? vertex : other};
    try_gap(h, &given);
}

static bool is_last(const lf_network *network, uint32_t point)
{
    return point + 2 == network->first_point[network->point_edge[point] + 1];
}

/* Whether the boxes of two segments come as near as a gap that is still of use. */
static bool come_near(const hunt *h, const lf_edge_point *a, const lf_edge_point *b)
{
    return fmin(a[0].x_m, a[1].x_m) - h->reach <= fmax(b[0].x_m, b[1].x_m) &&
           fmin(b[0].x_m, b[1].x_m) - h->reach <= fmax(a[0].x_m, a[1].x_m) &&
           fmin(a[0].y_m, a[1].y_m) - h->reach <= fmax(b[0].y_m, b[1].y_m) &&
           fmin(b[0].y_m, b[1].y_m) - h->reach <= fmax(a[0].y_m, a[1].y_m);
}

/* The least that a place of a kind may be away from any point of an edge; LF_NO_WAY: out of reach.
 */
static uint32_t least_beyond(const hunt *h, const wanted *want, uint32_t edge)
{
    const lf_nearest *nearest = h->walk->kind[want->kind].nearest[want->weight];
    const lf_edge *at = &h->walk->job.network.edge[edge];
    const lf_found from = lf_nearest_at_node(nearest, at->from);
    const lf_found to = lf_nearest_at_node(nearest, at->to);
    uint32_t least = LF_NO_WAY, along = at->length_dm;

    if (lf_is_found(from))
        least = from.cost_dm;
    if (lf_is_found(to) && to.cost_dm < least)
        least = to.cost_dm;
    if (want->weight == LF_BY_EFFORT) {
        along = 0;
        if (at->effort_forward_dm != LF_NO_WAY)
            along = at->effort_forward_dm;
        if (at->effort_backward_dm != LF_NO_WAY && at->effort_backward_dm > along)
            along = at->effort_backward_dm;
    }
    return least == LF_NO_WAY ? LF_NO_WAY : least > along ? least - along : 0;
}

/* Whether an edge is near enough to a place of any kind for a link onto it to be of use. */
static bool may_help(const hunt *h, uint32_t theirs)
{
    const uint32_t edge = h->walk->job.network.point_edge[theirs];

    for (size_t i = 0; i < h->count; i++) {
        const wanted *want = &h->list[i];
        const double spent =
            want->weight == LF_BY_EFFORT ? h->spent_dm * EASIEST_EFFORT : h->spent_dm;
        const uint32_t beyond = least_beyond(h, want, edge);

        if (beyond != LF_NO_WAY && spent + beyond <= want->limit_dm)
            return true;
    }
    return false;
}

static void try_pair(hunt *h, uint32_t ours, uint32_t theirs)
{
    const lf_network *network = &h->walk->job.network;

    if (ours == theirs || !come_near(h, &network->point[ours], &network->point[theirs]) ||
        lf_network_level(network, theirs) != 0 || !may_help(h, theirs))
        return;
    try_vertex(h, ours, 0, theirs, false);
    if (is_last(network, ours))
        try_vertex(h, ours, 1, theirs, false);
    try_vertex(h, theirs, 0, ours, true);
    if (is_last(network, theirs))
        try_vertex(h, theirs, 1, ours, true);
}

/* Calls try_pair, or with `ours` UINT32_MAX try_outline, for the segments near a box. */
static void try_outline(hunt *h, uint32_t theirs);

static void try_near(hunt *h, double x0, double y0, double x1, double y1, uint32_t ours)
{
    const lf_cells *cells = &h->walk->job.snap.cells;
    const int32_t right = lf_cells_index(cells, x1 + h->reach);
    const int32_t top = lf_cells_index(cells, y1 + h->reach);

    for (int32_t row = lf_cells_index(cells, y0 - h->reach); row <= top; row++)
        for (int32_t column = lf_cells_index(cells, x0 - h->reach); column <= right; column++) {
            size_t count;
            const uint32_t *item = lf_cells_at(cells, column, row, &count);

            for (size_t i = 0; i < count; i++)
                if (ours == UINT32_MAX)
                    try_outline(h, item[i]);
                else
                    try_pair(h, ours, item[i]);
        }
}

/* Every segment of a street in reach of the site. */
static bool try_edge(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                     lf_weight weight, uint32_t edge, void *user)
{
    const lf_network *network = &walk->job.network;
    hunt *h = user;

    (void)site;
    (void)weight;
    for (uint32_t p = network->first_point[edge]; p + 1 < network->first_point[edge + 1]; p++) {
        const lf_edge_point *at = &network->point[p];
        const lf_join start = {.point = p}, end = {.point = p, .t = 1};
        const uint32_t at_start = cost_from_site(h, &start, LF_BY_LENGTH);
        const uint32_t at_end = cost_from_site(h, &end, LF_BY_LENGTH);
        const uint32_t least = at_start < at_end ? at_start : at_end;
        const uint32_t along = lf_decimetres(at[1].length_m - at[0].length_m);

        if (lf_network_level(network, p) != 0 || least > h->farthest_dm)
            continue;
        h->spent_dm = least > along ? least - along : 0;
        try_near(h, fmin(at[0].x_m, at[1].x_m), fmin(at[0].y_m, at[1].y_m),
                 fmax(at[0].x_m, at[1].x_m), fmax(at[0].y_m, at[1].y_m), p);
    }
    return !lf_stopping(&worker->ctx);
}

/* ---- gaps from the site itself ---- */

/* The nearest point of the site's outline to a point. */
static lf_foot on_outline(const lf_shape *shape, double x, double y)
{
    lf_foot best = {.distance2 = INFINITY};

    for (size_t r = 0; r < shape->ring_count; r++)
        for (uint32_t i = shape->first[r]; i + 1 < shape->first[r + 1]; i++) {
            const double *a = shape->xy + 2 * i;
            const lf_foot foot = lf_foot_on(a[0], a[1], a[2], a[3], x, y);

            if (foot.distance2 < best.distance2)
                best = foot;
        }
    return best;
}

/* The shortest way from the outline to a segment is to one of its ends, or from a corner. */
static void try_outline(hunt *h, uint32_t theirs)
{
    const lf_network *network = &h->walk->job.network;
    const lf_shape *shape = &h->site->shape;
    const lf_edge_point *on = &network->point[theirs];
    const uint32_t corners = shape->first[shape->ring_count];
    lf_foot best = {.distance2 = INFINITY}, here = {0};

    if (lf_network_level(network, theirs) != 0 || !may_help(h, theirs))
        return;
    for (int end = 0; end < 2; end++) {
        const lf_foot foot = on_outline(shape, on[end].x_m, on[end].y_m);

        if (foot.distance2 < best.distance2) {
            best = (lf_foot){
                .t = end, .x = on[end].x_m, .y = on[end].y_m, .distance2 = foot.distance2};
            here = foot;
        }
    }
    for (uint32_t i = 0; i < corners; i++) {
        const double *at = shape->xy + 2 * i;
        const lf_foot foot = lf_foot_on(on[0].x_m, on[0].y_m, on[1].x_m, on[1].y_m, at[0], at[1]);

        if (foot.distance2 < best.distance2) {
            best = foot;
            here = (lf_foot){.x = at[0], .y = at[1]};
        }
    }
    if (best.distance2 <= h->reach * h->reach) {
        const gap given = {.from_outline = true,
                           .x0 = here.x,
                           .y0 = here.y,
                           .x1 = best.x,
                           .y1 = best.y,
                           .gap_m = sqrt(best.distance2) * network->ground_scale,
                           .to = {.point = theirs, .t = best.t}};
        try_gap(h, &given);
    }
}

/* ---- crossings without a vertex ---- */

static bool find_on_street(const lf_walk_audit *walk, uint32_t street, double x, double y,
                           lf_join *out)
{
    const lf_network *network = &walk->job.network;
    const lf_cells *cells = &walk->job.snap.cells;
    size_t count;
    const uint32_t *item =
        lf_cells_at(cells, lf_cells_index(cells, x), lf_cells_index(cells, y), &count);

    for (size_t i = 0; i < count; i++) {
        const lf_edge_point *at = &network->point[item[i]];
        const lf_foot foot = lf_foot_on(at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, x, y);

        if (network->point_street[item[i]] == street &&
            foot.distance2 <= SAME_SPOT_M * SAME_SPOT_M) {
            *out = (lf_join){.point = item[i], .t = foot.t};
            return true;
        }
    }
    return false;
}

bool lf_site_crossings_make(lf_context *ctx, lf_walk_audit *walk)
{
    const lf_findings *findings = &walk->job.network.findings;

    walk->crossing = malloc((findings->count + 1) * sizeof *walk->crossing);
    if (walk->crossing == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < findings->count; i++) {
        const lf_finding *at = &findings->item[i];
        lf_site_crossing *out = &walk->crossing[walk->crossing_count];

        *out = (lf_site_crossing){.x = at->x_m, .y = at->y_m};
        if (at->kind == LF_UNJOINED_CROSSING &&
            find_on_street(walk, at->street, at->x_m, at->y_m, &out->one) &&
            find_on_street(walk, at->other, at->x_m, at->y_m, &out->other))
            walk->crossing_count++;
    }
    return true;
}

static void try_crossings(hunt *h)
{
    const double reach = h->farthest_dm / 10.0 / h->walk->job.network.ground_scale;

    for (size_t i = 0; i < h->walk->crossing_count; i++) {
        const lf_site_crossing *at = &h->walk->crossing[i];
        gap given = {.at_crossing = true,
                     .x0 = at->x,
                     .y0 = at->y,
                     .x1 = at->x,
                     .y1 = at->y,
                     .from = at->one,
                     .to = at->other};

        if (at->x < h->site->shape.x0 - reach || at->x > h->site->shape.x1 + reach ||
            at->y < h->site->shape.y0 - reach || at->y > h->site->shape.y1 + reach)
            continue;
        try_gap(h, &given);
        given.from = at->other;
        given.to = at->one;
        try_gap(h, &given);
    }
}

/* ---- which kinds, and what is written down ---- */

/* Fills *want when the kind has a limit that the site fails and a straight line keeps. */
static bool is_wanted(const lf_walk_audit *walk, const lf_site *site, size_t k, wanted *want)
{
    const lf_site_kind *kind = &walk->kind[k];
    const lf_site_answer *answer = &site->answer[k];
    const bool by_time = isnan(kind->limit_m);
    const double speed = walk->job.options.network.speed_m_per_min;
    const double limit_m = by_time ? kind->limit_min * speed : kind->limit_m;
    const lf_weight weight = by_time && walk->job.by_effort != NULL ? LF_BY_EFFORT : LF_BY_LENGTH;
    const lf_found base = answer->spread[weight].base;
    const uint32_t limit_dm = isnan(limit_m) ? 0 : lf_limit_decimetres(limit_m);

    if (isnan(limit_m) || (lf_is_found(base) && base.cost_dm <= limit_dm) ||
        !answer->straight_found ||
        answer->straight_m > (weight == LF_BY_EFFORT ? limit_m / EASIEST_EFFORT : limit_m))
        return false;
    *want = (wanted){.kind = k, .weight = weight, .limit_dm = limit_dm};
    return true;
}

static bool is_near_miss(const lf_walk_audit *walk, const gap *at)
{
    const lf_findings *findings = &walk->job.network.findings;

    for (size_t i = 0; i < findings->count; i++) {
        const lf_finding *f = &findings->item[i];

        if (f->kind == LF_NEAR_MISS && (hypot(f->x_m - at->x0, f->y_m - at->y0) < SAME_SPOT_M ||
                                        hypot(f->x_m - at->x1, f->y_m - at->y1) < SAME_SPOT_M))
            return true;
    }
    return false;
}

/* The whole way in the weight that the limit is not in; NaN where it is not known. */
static double other_cost(const hunt *h, const wanted *want, const gap *at, lf_weight weight)
{
    uint32_t start_dm;
    lf_found found;

    if (h->walk->job.by_effort == NULL || weight == want->weight)
        return at->cost_dm / 10.0;
    start_dm = at->from_outline ? 0 : cost_from_site(h, &at->from, weight);
    found = cost_to_place(h, &at->to, want->kind, weight);
    if (start_dm == LF_NO_WAY || !lf_is_found(found))
        return NAN;
    return (start_dm + (double)lf_decimetres(at->gap_m) + found.cost_dm) / 10.0;
}

static void write_down(hunt *h, const wanted *want)
{
    const gap *at = want->best[0].found ? &want->best[0] : &want->best[1];
    const double speed = h->walk->job.options.network.speed_m_per_min;

    if (!at->found)
        return;
    h->site->link[want->kind] = (lf_site_link){
        .found = true,
        .place = at->place,
        .kind = at->at_crossing                                  ? "unjoined_crossing"
                : !at->from_outline && is_near_miss(h->walk, at) ? "near_miss"
                                                                 : "gap",
        .gap_m = at->gap_m,
        .x0 = at->x0,
        .y0 = at->y0,
        .x1 = at->x1,
        .y1 = at->y1,
        .walk_m = other_cost(h, want, at, LF_BY_LENGTH),
        .walk_min = other_cost(h, want, at, LF_BY_EFFORT) / speed,
        .crosses = at == &want->best[0]
                       ? NULL
                       : lf_barriers_crossed(&h->walk->barriers, at->x0, at->y0, at->x1, at->y1)};
}

bool lf_site_find_links(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    hunt h = {.walk = walk, .worker = worker, .site = site};
    bool done = true;

    if (!(walk->link_m > 0) || walk->job.network.edge_count == 0)
        return true;
    h.list = malloc((walk->kind_count + 1) * sizeof *h.list);
    if (h.list == NULL)
        return lf_fail_memory(&worker->ctx);
    for (size_t k = 0; k < walk->kind_count; k++)
        if (is_wanted(walk, site, k, &h.list[h.count])) {
            const wanted *want = &h.list[h.count++];
            const double easiest = want->weight == LF_BY_EFFORT ? EASIEST_EFFORT : 1;

            h.farthest_dm = (uint32_t)fmax(h.farthest_dm, want->limit_dm / easiest);
        }
    if (h.count > 0) {
        narrow(&h);
        try_crossings(&h);
        h.spent_dm = 0;
        try_near(&h, site->shape.x0, site->shape.y0, site->shape.x1, site->shape.y1, UINT32_MAX);
        done = lf_site_access_count(site) == 0 ||
               lf_site_visit_edges(walk, worker, site, LF_BY_LENGTH, h.farthest_dm, try_edge, &h);
    }
    for (size_t i = 0; done && i < h.count; i++)
        write_down(&h, &h.list[i]);
    free(h.list);
    return done;
}
