/* See page_shape.h. */
#include "present/page_shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading WKB --------------------------------------------------------------------------------
 */

enum { WKB_LINE = 2, WKB_POLYGON = 3, WKB_COLLECTION = 7 };

typedef struct wkb_reader {
    const unsigned char *at;
    size_t left;
    const lf_page_frame *frame;
    lf_page_shapes *shapes;
    bool no_memory;
} wkb_reader;

static bool read_count(wkb_reader *reader, uint32_t *out)
{
    if (reader->left < 4)
        return false;
    const unsigned char *b = reader->at;
    *out = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    reader->at += 4;
    reader->left -= 4;
    return true;
}

static double double_at(const unsigned char *from)
{
    uint64_t bits = 0;
    double value = 0.0;
    for (int i = 7; i >= 0; i--)
        bits = bits << 8 | from[i];
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Makes room for one more of `size` bytes in an array. */
static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity > 0 ? *capacity * 2 : 256;
    void *more = realloc(*array, wanted * size);
    if (more == NULL)
        return false;
    *array = more;
    *capacity = wanted;
    return true;
}

static int32_t whole_steps(double metres, double step_m)
{
    const double steps = nearbyint(metres / step_m), most = 1 << 30;
    return (int32_t)(steps > most ? most : steps < -most ? -most : isnan(steps) ? 0 : steps);
}

static bool same_spot(lf_page_spot a, lf_page_spot b)
{
    return a.x == b.x && a.y == b.y;
}

/* Adds a point to the run that begins at `first`, unless it falls on the one before. */
static bool add_spot(lf_page_shapes *shapes, size_t first, lf_page_spot spot)
{
    if (shapes->spot_count > first && same_spot(shapes->spots[shapes->spot_count - 1], spot))
        return true;
    if (!grow((void **)&shapes->spots, shapes->spot_count, &shapes->spot_capacity,
              sizeof *shapes->spots))
        return false;
    shapes->spots[shapes->spot_count++] = spot;
    return true;
}

static bool end_run(lf_page_shapes *shapes, size_t first)
{
    size_t count = shapes->spot_count - first;
    if (!shapes->lines && count > 1 &&
        same_spot(shapes->spots[first], shapes->spots[shapes->spot_count - 1])) {
        shapes->spot_count--; /* the last point joins the first without being said again */
        count--;
    }
    if (count == 0)
        return true;
    if (!grow((void **)&shapes->runs, shapes->run_count, &shapes->run_capacity,
              sizeof *shapes->runs))
        return false;
    shapes->runs[shapes->run_count++] =
        (lf_page_run){.first = first, .count = count, .shape = shapes->shape_count - 1};
    return true;
}

static bool read_run(wkb_reader *reader, bool with_z)
{
    const size_t width = with_z ? 24 : 16, first = reader->shapes->spot_count;
    uint32_t count = 0;
    if (!read_count(reader, &count) || reader->left / width < count)
        return false;
    for (uint32_t i = 0; i < count; i++, reader->at += width) {
        const lf_page_frame *frame = reader->frame;
        const lf_page_spot spot = {
            whole_steps(double_at(reader->at) - frame->west, frame->step_m),
            whole_steps(double_at(reader->at + 8) - frame->south, frame->step_m)};
        if (!add_spot(reader->shapes, first, spot))
            return !(reader->no_memory = true);
    }
    reader->left -= count * width;
    reader->no_memory = !end_run(reader->shapes, first);
    return !reader->no_memory;
}

static bool read_geometry(wkb_reader *reader, int depth)
{
    uint32_t type = 0, parts = 1;
    if (reader->left < 5 || *reader->at != 1 || depth > 4)
        return false;
    reader->at++;
    reader->left--;
    if (!read_count(reader, &type))
        return false;
    const bool with_z = type / 1000 == 1;
    type %= 1000;
    if (type == 1) { /* a point: passed over */
        const size_t width = with_z ? 24 : 16;
        if (reader->left < width)
            return false;
        reader->at += width;
        reader->left -= width;
        return true;
    }
    if (type == 0 || type > WKB_COLLECTION)
        return false;
    if (type != WKB_LINE && !read_count(reader, &parts))
        return false;
    for (uint32_t i = 0; i < parts; i++)
        if (type <= WKB_POLYGON ? !read_run(reader, with_z) : !read_geometry(reader, depth + 1))
            return false;
    return true;
}

bool lf_page_shapes_add(lf_context *ctx, lf_page_shapes *shapes, const lf_page_frame *frame,
                        const void *wkb, size_t size)
{
    if (!grow((void **)&shapes->first_run, shapes->shape_count, &shapes->shape_capacity,
              sizeof *shapes->first_run))
        return lf_fail_memory(ctx);
    shapes->first_run[shapes->shape_count++] = shapes->run_count;
    wkb_reader reader = {.at = wkb, .left = size, .frame = frame, .shapes = shapes};
    if (wkb == NULL || read_geometry(&reader, 0))
        return true;
    return reader.no_memory ? lf_fail_memory(ctx)
                            : lf_fail(ctx, "a geometry of the workspace cannot be read");
}

void lf_page_shapes_free(lf_page_shapes *shapes)
{
    if (shapes == NULL)
        return;
    free(shapes->spots);
    free(shapes->kept);
    free(shapes->runs);
    free(shapes->first_run);
    *shapes = (lf_page_shapes){0};
}

/* ---- junctions ----------------------------------------------------------------------------------
 */

static bool before(lf_page_spot a, lf_page_spot b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/* A place where rings pass: between which neighbours, and whether they differ among rings. */
typedef struct crossing {
    lf_page_spot at, low, high;
    bool used, junction;
} crossing;

typedef struct crossings {
    crossing *slots; /* owned; open addressing */
    size_t mask;
} crossings;

static crossing *find_crossing(const crossings *map, lf_page_spot at)
{
    uint64_t hash = ((uint64_t)(uint32_t)at.x << 32 | (uint32_t)at.y) * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 20) & map->mask;
    while (map->slots[slot].used && !same_spot(map->slots[slot].at, at))
        slot = (slot + 1) & map->mask;
    return &map->slots[slot];
}

static void note_passing(const crossings *map, lf_page_spot from, lf_page_spot at, lf_page_spot to)
{
    crossing *here = find_crossing(map, at);
    const lf_page_spot low = before(from, to) ? from : to, high = before(from, to) ? to : from;
    if (!here->used)
        *here = (crossing){.at = at, .low = low, .high = high, .used = true};
    else if (!same_spot(here->low, low) || !same_spot(here->high, high))
        here->junction = true;
}

static bool map_crossings(const lf_page_shapes *shapes, crossings *out)
{
    size_t size = 64;
    while (size < shapes->spot_count * 2)
        size *= 2;
    *out = (crossings){.slots = calloc(size, sizeof *out->slots), .mask = size - 1};
    if (out->slots == NULL)
        return false;
    for (size_t r = 0; r < shapes->run_count; r++) {
        const lf_page_run *run = &shapes->runs[r];
        const lf_page_spot *spots = shapes->spots + run->first;
        for (size_t i = 0; i < run->count; i++)
            note_passing(out, spots[(i + run->count - 1) % run->count], spots[i],
                         spots[(i + 1) % run->count]);
    }
    return true;
}

/* ---- simplifying --------------------------------------------------------------------------------
 */

/* Square of the distance from p to the segment a–b; the same for b–a to the last bit. */
static double distance2(lf_page_spot p, lf_page_spot a, lf_page_spot b)
{
    if (before(b, a)) {
        lf_page_spot swap = a;
        a = b;
        b = swap;
    }
    const double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
    double px = (double)p.x - a.x, py = (double)p.y - a.y;
    const double length2 = dx * dx + dy * dy;
    if (length2 > 0.0) {
        double along = (px * dx + py * dy) / length2;
        along = along < 0.0 ? 0.0 : along > 1.0 ? 1.0 : along;
        px -= along * dx;
        py -= along * dy;
    }
    return px * px + py * py;
}

/* The ring or line being simplified; positions run on past its end to its start. */
typedef struct course {
    const lf_page_spot *spots;
    bool *kept;
    size_t count;
    double tolerance2;
    size_t *stack; /* borrowed; room for 2 × (count + 1) positions */
} course;

static lf_page_spot spot_at(const course *run, size_t position)
{
    return run->spots[position % run->count];
}

/* The position between two others that lies farthest from their segment; ties go to the point that
 * is first by place, so that the direction does not matter. */
static size_t farthest(const course *run, size_t from, size_t to, double *distance)
{
    size_t best = from;
    *distance = -1.0;
    for (size_t i = from + 1; i < to; i++) {
        const double here = distance2(spot_at(run, i), spot_at(run, from), spot_at(run, to));
        if (here > *distance ||
            (here == *distance && before(spot_at(run, i), spot_at(run, best)))) {
            *distance = here;
            best = i;
        }
    }
    return best;
}

/* Keeps what must stay between two positions that stay. */
static void thin_between(const course *run, size_t from, size_t to)
{
    size_t depth = 0;
    run->stack[depth++] = from;
    run->stack[depth++] = to;
    while (depth > 0) {
        const size_t end = run->stack[--depth], start = run->stack[--depth];
        double distance = 0.0;
        const size_t middle = farthest(run, start, end, &distance);
        if (end - start < 2 || distance <= run->tolerance2)
            continue;
        run->kept[middle % run->count] = true;
        run->stack[depth++] = start;
        run->stack[depth++] = middle;
        run->stack[depth++] = middle;
        run->stack[depth++] = end;
    }
}

static size_t count_kept(const course *run)
{
    size_t count = 0;
    for (size_t i = 0; i < run->count; i++)
        count += run->kept[i];
    return count;
}

/* A ring without junctions is held by its first point by place and the one farthest from that. */
static void anchor_ring(const course *run)
{
    size_t anchor = 0, far = 0;
    double most = -1.0;
    for (size_t i = 0; i < run->count; i++)
        if (run->kept[i] && (!run->kept[anchor] || before(run->spots[i], run->spots[anchor])))
            anchor = i;
    if (!run->kept[anchor])
        for (size_t i = 1; i < run->count; i++)
            if (before(run->spots[i], run->spots[anchor]))
                anchor = i;
    for (size_t i = 0; i < run->count; i++) {
        const double here = distance2(run->spots[i], run->spots[anchor], run->spots[anchor]);
        if (here > most || (here == most && before(run->spots[i], run->spots[far]))) {
            most = here;
            far = i;
        }
    }
    run->kept[anchor] = run->kept[far] = true;
}

static double ring_area(const course *run)
{
    double twice = 0.0;
    size_t last = run->count;
    for (size_t i = 0; i < run->count; i++) {
        if (!run->kept[i])
            continue;
        if (last < run->count)
            twice += (double)run->spots[last].x * run->spots[i].y -
                     (double)run->spots[i].x * run->spots[last].y;
        last = i;
    }
    for (size_t i = 0; last < run->count && i < run->count; i++)
        if (run->kept[i]) {
            twice += (double)run->spots[last].x * run->spots[i].y -
                     (double)run->spots[i].x * run->spots[last].y;
            break;
        }
    return fabs(twice) / 2.0;
}

static void thin_ring(const course *run)
{
    if (count_kept(run) < 2)
        anchor_ring(run);
    size_t first = 0;
    while (!run->kept[first])
        first++;
    for (size_t from = first; from < first + run->count;) {
        size_t to = from + 1;
        while (!run->kept[to % run->count] && to < first + run->count)
            to++;
        thin_between(run, from, to);
        from = to;
    }
}

static void thin_line(const course *run)
{
    run->kept[0] = run->kept[run->count - 1] = true;
    thin_between(run, 0, run->count - 1);
}

/* A ring that fell together or is smaller than a square of twice the tolerance: gone, or, where it
 * is the largest of its shape, as it was. */
static void settle_ring(const course *run, bool needed)
{
    const double least = needed ? 0.0 : 4.0 * run->tolerance2;
    const bool whole = count_kept(run) >= 3 && ring_area(run) > least;
    for (size_t i = 0; !whole && i < run->count; i++)
        run->kept[i] = needed;
}

/* The ring of the shape with the most area before simplifying. */
static size_t largest_run(const lf_page_shapes *shapes, size_t shape)
{
    const size_t end =
        shape + 1 < shapes->shape_count ? shapes->first_run[shape + 1] : shapes->run_count;
    size_t best = shapes->first_run[shape];
    double most = -1.0;
    for (size_t r = shapes->first_run[shape]; r < end; r++) {
        const lf_page_run *run = &shapes->runs[r];
        const lf_page_spot *spots = shapes->spots + run->first;
        double twice = 0.0;
        for (size_t i = 0; i < run->count; i++) {
            const lf_page_spot a = spots[i], b = spots[(i + 1) % run->count];
            twice += (double)a.x * b.y - (double)b.x * a.y;
        }
        if (fabs(twice) > most) {
            most = fabs(twice);
            best = r;
        }
    }
    return best;
}

static bool simplify_run(lf_context *ctx, const lf_page_shapes *shapes, const lf_page_run *run,
                         const crossings *map, double tolerance, bool needed)
{
    course all = {.spots = shapes->spots + run->first,
                  .kept = shapes->kept + run->first,
                  .count = run->count,
                  .tolerance2 = tolerance * tolerance,
                  .stack = malloc((run->count + 4) * 4 * sizeof(size_t))};
    if (all.stack == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; map->slots != NULL && i < run->count; i++)
        all.kept[i] = find_crossing(map, all.spots[i])->junction;
    if (shapes->lines)
        thin_line(&all);
    else {
        thin_ring(&all);
        settle_ring(&all, needed);
    }
    free(all.stack);
    return true;
}

bool lf_page_shapes_simplify(lf_context *ctx, lf_page_shapes *shapes, const lf_page_frame *frame,
                             double tolerance_m, bool shared)
{
    crossings map = {0};
    free(shapes->kept);
    shapes->kept = calloc(shapes->spot_count + 1, sizeof *shapes->kept);
    if (shapes->kept == NULL || (shared && !map_crossings(shapes, &map))) {
        free(map.slots);
        return lf_fail_memory(ctx);
    }
    bool ok = true;
    size_t largest = 0;
    for (size_t r = 0; ok && r < shapes->run_count; r++) {
        if (r == shapes->first_run[shapes->runs[r].shape])
            largest = largest_run(shapes, shapes->runs[r].shape);
        ok = !lf_stopping(ctx) && simplify_run(ctx, shapes, &shapes->runs[r], &map,
                                               tolerance_m / frame->step_m, r == largest);
    }
    free(map.slots);
    return ok;
}

/* ---- writing ------------------------------------------------------------------------------------
 */

static void put_spot(lf_text *out, bool *begun, int64_t x, int64_t y)
{
    lf_text_addf(out, *begun ? ",%lld,%lld" : "%lld,%lld", (long long)x, (long long)y);
    *begun = true;
}

static size_t kept_of(const lf_page_shapes *shapes, const lf_page_run *run)
{
    size_t count = 0;
    for (size_t i = 0; i < run->count; i++)
        count += shapes->kept == NULL || shapes->kept[run->first + i];
    return count;
}

/* An area smaller than a step is drawn as half a step's square: it must not vanish. */
static void put_run(const lf_page_shapes *shapes, const lf_page_run *run, lf_text *out)
{
    lf_page_spot last = {0, 0};
    bool begun = false;
    lf_text_add(out, "[");
    for (size_t i = 0; i < run->count; i++) {
        const size_t at = run->first + i;
        if (shapes->kept != NULL && !shapes->kept[at])
            continue;
        const lf_page_spot spot = shapes->spots[at];
        put_spot(out, &begun, (int64_t)spot.x - last.x, (int64_t)spot.y - last.y);
        last = spot;
    }
    if (!shapes->lines && kept_of(shapes, run) < 3)
        lf_text_add(out, kept_of(shapes, run) == 2 ? ",0,1" : ",1,0,-1,1");
    lf_text_add(out, "]");
}

static void put_runs(const lf_page_shapes *shapes, size_t from, size_t to, lf_text *out)
{
    const char *comma = "";
    lf_text_add(out, "[");
    for (size_t r = from; r < to; r++) {
        if (kept_of(shapes, &shapes->runs[r]) == 0)
            continue;
        lf_text_add(out, comma);
        put_run(shapes, &shapes->runs[r], out);
        comma = ",";
    }
    lf_text_add(out, "]");
}

void lf_page_shapes_put(const lf_page_shapes *shapes, size_t shape, lf_text *out)
{
    put_runs(shapes, shapes->first_run[shape],
             shape + 1 < shapes->shape_count ? shapes->first_run[shape + 1] : shapes->run_count,
             out);
}

void lf_page_shapes_put_all(const lf_page_shapes *shapes, lf_text *out)
{
    put_runs(shapes, 0, shapes->run_count, out);
}
