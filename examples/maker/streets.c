/*
 * Streets from the lattice (see streets.h). First every side of a block is judged: built or not,
 * cut at a bank or not; then lanes are led through blocks; then all that becomes nodes and edges.
 */
#include "streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_PIECE_M 25.0

/* A side of a block: east from (i, j), or north from it. */
typedef struct mk_side {
    bool built, whole, middle;
    mk_kind kind;
    size_t middle_node;
} mk_side;

typedef struct mk_cut {
    size_t node, line;
    double order, along_m;
    int barrier, bank;
} mk_cut;

typedef struct mk_plan {
    mk_city *city;
    mk_random random;
    mk_side east[MK_ROWS + 1][MK_COLUMNS], north[MK_ROWS][MK_COLUMNS + 1];
    mk_cut *cuts;
    size_t cut_count, cut_room;
} mk_plan;

enum { RING_LINE = 200, SHORE_LINE = 300, ALLEY_LINE = 1000 };

size_t mk_streets_node(mk_city *city, mk_point at)
{
    at = (mk_point){mk_round(at.x, 0.01), mk_round(at.y, 0.01)};
    city->node = mk_grow(city->node, &city->node_room, city->node_count, sizeof *city->node);
    city->node[city->node_count] = at;
    return city->node_count++;
}

mk_edge *mk_streets_join(mk_city *city, size_t from, size_t to, mk_kind kind, size_t line,
                         double order)
{
    mk_edge *edge = MK_NEW(city, edge);
    edge->from = from;
    edge->to = to;
    edge->kind = kind;
    edge->line = line;
    edge->order = order;
    return edge;
}

static size_t corner_node(int i, int j)
{
    return (size_t)j * (MK_COLUMNS + 1) + (size_t)i;
}

static int from_centre(int i, int j)
{
    int dx = abs(i - MK_CENTRE_COLUMN), dy = abs(j - MK_CENTRE_ROW);
    return dx > dy ? dx : dy;
}

static mk_kind rank(int steps)
{
    return steps % 4 == 0 ? MK_ARTERIAL : steps % 2 == 0 ? MK_COLLECTOR : MK_LOCAL;
}

/* The chance that a street of the lattice was never built. */
static double gap_chance(mk_kind kind, double density)
{
    double thin = 1 - density;
    if (kind == MK_ARTERIAL)
        return 0.10 * thin * thin;
    if (kind == MK_COLLECTOR)
        return 0.02 + 0.30 * thin * thin;
    return 0.05 + 0.62 * thin;
}

/* Judges a street up the hills: gentle ones stay, steep ones become stairs or nothing. */
static bool climbs(mk_plan *plan, mk_side *side, mk_point a, mk_point b)
{
    const mk_terrain *terrain = &plan->city->terrain;
    double ha = mk_terrain_height(terrain, a), hb = mk_terrain_height(terrain, b);
    double high = fmax(ha, hb), slope = fabs(hb - ha) / mk_distance(a, b);
    if (high > 780)
        return slope < 0.13 && mk_random_chance(&plan->random, 0.8);
    if (high > 235)
        return false;
    if (slope > 0.10) {
        side->kind = MK_STAIRS;
        return mk_random_chance(&plan->random, 0.6);
    }
    return true;
}

/* What the parks left and right of a side do to it: fenced ones swallow it, open ones make it a
 * path. */
static bool park_between(const mk_city *city, const mk_cell *one, const mk_cell *other,
                         bool *fenced)
{
    if (one->use != MK_PARK || other->use != MK_PARK)
        return false;
    for (size_t k = 0; k < city->parks.count; k++)
        if (mk_ring_holds(&city->parks.at[k].ring, one->middle))
            *fenced = city->parks.at[k].fenced;
    return true;
}

static void judge(mk_plan *plan, mk_side *side, mk_point a, mk_point b, const mk_cell *one,
                  const mk_cell *other)
{
    mk_city *city = plan->city;
    mk_point middle = mk_between(a, b, 0.5);
    double chance = gap_chance(side->kind, mk_terrain_density(middle));
    bool kept = !mk_random_chance(&plan->random, chance) || side->kind == MK_RING;
    bool fenced = false, park_edge = one->use == MK_PARK || other->use == MK_PARK;
    side->built = (kept || park_edge) && climbs(plan, side, a, b) && !mk_terrain_wetland(a) &&
                  !mk_terrain_wetland(b);
    if (side->kind != MK_ARTERIAL && (one == other))
        side->built = false; /* along the city's edge */
    if (park_between(city, one, other, &fenced)) {
        side->kind = MK_PATH;
        side->built = side->built && !fenced;
    }
    side->whole = side->built;
    for (int s = 0; s <= 20 && side->whole; s++)
        side->whole = mk_terrain_clear(&city->terrain, mk_between(a, b, s / 20.0), NULL) > 0;
}

static const mk_cell *cell_at(const mk_city *city, int i, int j)
{
    i = i < 0 ? 0 : i >= MK_COLUMNS ? MK_COLUMNS - 1 : i;
    j = j < 0 ? 0 : j >= MK_ROWS ? MK_ROWS - 1 : j;
    return &city->cell[j][i];
}

static void judge_sides(mk_plan *plan)
{
    mk_city *city = plan->city;
    for (int j = 0; j <= MK_ROWS; j++) {
        for (int i = 0; i <= MK_COLUMNS; i++) {
            if (i < MK_COLUMNS) {
                bool ring = abs(j - MK_CENTRE_ROW) == MK_RING_CELLS &&
                            from_centre(i, j) == MK_RING_CELLS &&
                            from_centre(i + 1, j) == MK_RING_CELLS;
                plan->east[j][i].kind = ring ? MK_RING : rank(abs(j - MK_CENTRE_ROW));
                judge(plan, &plan->east[j][i], city->corner[j][i], city->corner[j][i + 1],
                      cell_at(city, i, j - 1), cell_at(city, i, j));
            }
            if (j < MK_ROWS) {
                bool ring = abs(i - MK_CENTRE_COLUMN) == MK_RING_CELLS &&
                            from_centre(i, j) == MK_RING_CELLS &&
                            from_centre(i, j + 1) == MK_RING_CELLS;
                plan->north[j][i].kind = ring ? MK_RING : rank(abs(i - MK_CENTRE_COLUMN));
                judge(plan, &plan->north[j][i], city->corner[j][i], city->corner[j + 1][i],
                      cell_at(city, i - 1, j), cell_at(city, i, j));
            }
        }
    }
}

/* Leads lanes through blocks whose two opposite sides stand. */
static void lead_alleys(mk_plan *plan)
{
    mk_city *city = plan->city;
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            mk_cell *cell = &city->cell[j][i];
            double density = mk_terrain_density(cell->middle);
            bool east = mk_random_chance(&plan->random, 0.5);
            bool wanted = mk_random_chance(&plan->random, 0.12 + 0.62 * density);
            mk_side *one = east ? &plan->north[j][i] : &plan->east[j][i];
            mk_side *other = east ? &plan->north[j][i + 1] : &plan->east[j + 1][i];
            if (cell->use == MK_PARK)
                wanted = one->kind != MK_PATH && other->kind != MK_PATH;
            if (!wanted || !one->whole || !other->whole || one->kind == MK_STAIRS ||
                other->kind == MK_STAIRS)
                continue;
            one->middle = other->middle = true;
            cell->alley_east = east;
            cell->alley_north = !east;
        }
    }
}

static void add_cut(mk_plan *plan, size_t node, size_t line, double order)
{
    mk_city *city = plan->city;
    plan->cuts = mk_grow(plan->cuts, &plan->cut_room, plan->cut_count, sizeof *plan->cuts);
    mk_cut *one = &plan->cuts[plan->cut_count++];
    *one = (mk_cut){.node = node, .line = line, .order = order};
    mk_terrain_clear(&city->terrain, city->node[node], &one->barrier);
    mk_beside beside = mk_path_beside(&city->terrain.barrier[one->barrier].line, city->node[node]);
    one->along_m = beside.along_m;
    one->bank = beside.side;
}

/* The share between `inside` and `outside` where a side leaves the banks. */
static double bank_share(const mk_terrain *terrain, mk_point a, mk_point b, double inside,
                         double outside)
{
    for (int step = 0; step < 40; step++) {
        double middle = (inside + outside) / 2;
        if (mk_terrain_clear(terrain, mk_between(a, b, middle), NULL) > 0)
            outside = middle;
        else
            inside = middle;
    }
    return outside;
}

/* Draws the pieces of a side that lie outside the banks. */
static void draw_pieces(mk_plan *plan, const mk_side *side, size_t from, size_t to, size_t line,
                        double order)
{
    mk_city *city = plan->city;
    const mk_terrain *terrain = &city->terrain;
    mk_point a = city->node[from], b = city->node[to];
    double start = 0, length = mk_distance(a, b);
    bool outside = mk_terrain_clear(terrain, a, NULL) > 0;
    for (int s = 1; s <= 21; s++) {
        double share = s / 20.0;
        bool clear = s <= 20 && mk_terrain_clear(terrain, mk_between(a, b, share), NULL) > 0;
        if (s <= 20 && clear == outside)
            continue;
        if (outside) {
            double end = s > 20 ? 1 : bank_share(terrain, a, b, share, share - 0.05);
            if ((end - start) * length >= LEAST_PIECE_M) {
                size_t p = start > 0 ? mk_streets_node(city, mk_between(a, b, start)) : from;
                size_t q = end < 1 ? mk_streets_node(city, mk_between(a, b, end)) : to;
                mk_streets_join(city, p, q, side->kind, line, order + start);
                if (p != from)
                    add_cut(plan, p, line, order + start);
                if (q != to)
                    add_cut(plan, q, line, order + end);
            }
        } else if (s <= 20) {
            start = bank_share(terrain, a, b, share - 0.05, share);
        }
        outside = clear;
    }
}

static void draw_side(mk_plan *plan, mk_side *side, size_t from, size_t to, size_t line,
                      double order)
{
    mk_city *city = plan->city;
    if (!side->built)
        return;
    if (side->kind == MK_RING) {
        order += (double)line * 100; /* the ring's four sides one after the other */
        line = RING_LINE;
    }
    if (!side->whole) {
        draw_pieces(plan, side, from, to, line, order);
    } else if (side->middle) {
        side->middle_node =
            mk_streets_node(city, mk_between(city->node[from], city->node[to], 0.5));
        mk_streets_join(city, from, side->middle_node, side->kind, line, order);
        mk_streets_join(city, side->middle_node, to, side->kind, line, order + 0.5);
    } else {
        mk_streets_join(city, from, to, side->kind, line, order);
    }
}

static void draw_sides(mk_plan *plan)
{
    mk_city *city = plan->city;
    for (int j = 0; j <= MK_ROWS; j++)
        for (int i = 0; i <= MK_COLUMNS; i++)
            mk_streets_node(city, city->corner[j][i]);
    for (int j = 0; j <= MK_ROWS; j++)
        for (int i = 0; i < MK_COLUMNS; i++)
            draw_side(plan, &plan->east[j][i], corner_node(i, j), corner_node(i + 1, j), (size_t)j,
                      i);
    for (int i = 0; i <= MK_COLUMNS; i++)
        for (int j = 0; j < MK_ROWS; j++)
            draw_side(plan, &plan->north[j][i], corner_node(i, j), corner_node(i, j + 1),
                      100 + (size_t)i, j);
}

static void draw_alleys(mk_plan *plan)
{
    mk_city *city = plan->city;
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            const mk_cell *cell = &city->cell[j][i];
            if (!cell->alley_east && !cell->alley_north)
                continue;
            size_t from =
                cell->alley_east ? plan->north[j][i].middle_node : plan->east[j][i].middle_node;
            size_t to = cell->alley_east ? plan->north[j][i + 1].middle_node
                                         : plan->east[j + 1][i].middle_node;
            mk_streets_join(city, from, to, cell->use == MK_PARK ? MK_PATH : MK_ALLEY,
                            ALLEY_LINE + (size_t)(j * MK_COLUMNS + i), 0);
        }
    }
}

static int by_line(const void *one, const void *other)
{
    const mk_cut *a = one, *b = other;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int by_bank(const void *one, const void *other)
{
    const mk_cut *a = one, *b = other;
    if (a->barrier != b->barrier)
        return a->barrier - b->barrier;
    if (a->bank != b->bank)
        return a->bank - b->bank;
    return a->along_m < b->along_m ? -1 : a->along_m > b->along_m;
}

static bool is_arterial(size_t line)
{
    int steps = line < 100 ? (int)line - MK_CENTRE_ROW : (int)line - 100 - MK_CENTRE_COLUMN;
    return steps % 4 == 0;
}

static const struct {
    int barrier;
    mk_point near;
} CROSSINGS[] = {
    {MK_RIVER, {2400, 3700}},       {MK_RIVER, {6600, 3750}},       {MK_RIVER, {12600, 3450}},
    {MK_CREEK, {3950, 6600}},       {MK_CREEK, {4600, 10400}},      {MK_EXPRESSWAY, {10700, 1400}},
    {MK_EXPRESSWAY, {10200, 4900}}, {MK_EXPRESSWAY, {10300, 6700}}, {MK_EXPRESSWAY, {10900, 9900}},
};

/* Bridges and underpasses: where one line was cut on both banks, nearest to the wished place. */
static void cross_barriers(mk_plan *plan)
{
    mk_city *city = plan->city;
    qsort(plan->cuts, plan->cut_count, sizeof *plan->cuts, by_line);
    for (size_t k = 0; k < sizeof CROSSINGS / sizeof *CROSSINGS; k++) {
        const mk_cut *best = NULL;
        double least = 2500;
        for (size_t c = 0; c + 1 < plan->cut_count; c++) {
            const mk_cut *a = &plan->cuts[c], *b = a + 1;
            mk_point p = city->node[a->node], q = city->node[b->node];
            if (a->line != b->line || a->barrier != CROSSINGS[k].barrier ||
                b->barrier != a->barrier || a->bank == b->bank || mk_distance(p, q) > 400)
                continue;
            double distance = mk_distance(mk_between(p, q, 0.5), CROSSINGS[k].near) +
                              (is_arterial(a->line) ? 0 : 500);
            if (distance < least) {
                least = distance;
                best = a;
            }
        }
        if (!best)
            mk_stop("no street crosses barrier %d near crossing %zu", CROSSINGS[k].barrier, k + 1);
        mk_edge *edge =
            mk_streets_join(city, best[0].node, best[1].node, MK_ARTERIAL, best->line, best->order);
        edge->tunnel = CROSSINGS[k].barrier == MK_EXPRESSWAY;
        edge->bridge = !edge->tunnel;
    }
}

/* Points along a bank between two cuts; none when another barrier lies in the way. */
static mk_path shore_points(const mk_city *city, const mk_cut *a, const mk_cut *b)
{
    const mk_barrier *barrier = &city->terrain.barrier[a->barrier];
    mk_path points = {0};
    int pieces = (int)((b->along_m - a->along_m) / 70) + 1;
    for (int s = 1; s < pieces; s++) {
        mk_point left;
        double along = a->along_m + (b->along_m - a->along_m) * s / pieces;
        mk_point middle = mk_path_at(&barrier->line, along, &left);
        mk_point p = {middle.x + left.x * a->bank * barrier->edge_m,
                      middle.y + left.y * a->bank * barrier->edge_m};
        mk_path_add(&points, p);
    }
    return points;
}

static bool shore_is_free(const mk_city *city, const mk_path *points)
{
    for (size_t i = 0; i < points->count; i++)
        if (mk_terrain_clear(&city->terrain, points->at[i], NULL) < -3)
            return false;
    return true;
}

/* Streets along the banks join the streets that end there. */
static void draw_shores(mk_plan *plan)
{
    mk_city *city = plan->city;
    qsort(plan->cuts, plan->cut_count, sizeof *plan->cuts, by_bank);
    for (size_t c = 0; c + 1 < plan->cut_count; c++) {
        const mk_cut *a = &plan->cuts[c], *b = a + 1;
        if (a->barrier != b->barrier || a->bank != b->bank || b->along_m - a->along_m > 900 ||
            b->along_m - a->along_m < 1)
            continue;
        mk_path points = shore_points(city, a, b);
        if (shore_is_free(city, &points)) {
            mk_kind kind = a->barrier == MK_EXPRESSWAY ? MK_FRONTAGE : MK_WATERFRONT;
            size_t line = SHORE_LINE + (size_t)a->barrier * 2 + (a->bank > 0), from = a->node;
            for (size_t i = 0; i < points.count; i++) {
                size_t to = mk_streets_node(city, points.at[i]);
                mk_streets_join(city, from, to, kind, line, a->along_m + (double)i * 1e-3);
                from = to;
            }
            mk_streets_join(city, from, b->node, kind, line,
                            a->along_m + (double)points.count * 1e-3);
        }
        mk_path_free(&points);
    }
}

static size_t root(size_t *parent, size_t n)
{
    while (parent[n] != n)
        n = parent[n] = parent[parent[n]];
    return n;
}

/* Takes away what hangs together with less than the greatest part. */
static void keep_greatest(mk_city *city)
{
    size_t *parent = malloc(city->node_count * sizeof *parent);
    size_t *size = calloc(city->node_count, sizeof *size), greatest = 0;
    if (!parent || !size)
        mk_stop("out of memory");
    for (size_t n = 0; n < city->node_count; n++)
        parent[n] = n;
    for (size_t e = 0; e < city->edge_count; e++)
        parent[root(parent, city->edge[e].from)] = root(parent, city->edge[e].to);
    for (size_t e = 0; e < city->edge_count; e++)
        size[root(parent, city->edge[e].from)]++;
    for (size_t n = 0; n < city->node_count; n++)
        if (size[n] > size[greatest])
            greatest = n;
    size_t kept = 0;
    for (size_t e = 0; e < city->edge_count; e++)
        if (root(parent, city->edge[e].from) == greatest)
            city->edge[kept++] = city->edge[e];
    city->edge_count = kept;
    free(parent);
    free(size);
}

void mk_streets_make(mk_city *city)
{
    mk_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        mk_stop("out of memory");
    plan->city = city;
    plan->random = mk_random_make(city->seed, "streets");
    judge_sides(plan);
    lead_alleys(plan);
    draw_sides(plan);
    draw_alleys(plan);
    cross_barriers(plan);
    draw_shores(plan);
    mk_mountain_road_make(city);
    keep_greatest(city);
    free(plan->cuts);
    free(plan);
}
