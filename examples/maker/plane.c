/* Points, paths and rings (see plane.h). */
#include "plane.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void mk_stop(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("lifang-make-city: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void *mk_grow(void *items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return items;
    size_t wanted = *room ? *room * 2 : 16;
    void *grown = realloc(items, wanted * size);
    if (!grown)
        mk_stop("out of memory for %zu items", wanted);
    *room = wanted;
    return grown;
}

void mk_path_add(mk_path *path, mk_point point)
{
    path->at = mk_grow(path->at, &path->room, path->count, sizeof *path->at);
    path->at[path->count++] = point;
}

void mk_path_free(mk_path *path)
{
    free(path->at);
    *path = (mk_path){0};
}

static double spline(double a, double b, double c, double d, double t)
{
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                  (3 * b - a - 3 * c + d) * t * t * t);
}

mk_path mk_path_curve(const mk_point *control, size_t count, int steps)
{
    mk_path path = {0};
    for (size_t i = 0; i + 1 < count; i++) {
        mk_point a = control[i ? i - 1 : 0], b = control[i], c = control[i + 1];
        mk_point d = control[i + 2 < count ? i + 2 : count - 1];
        for (int s = 0; s < steps; s++) {
            double t = (double)s / steps;
            mk_path_add(&path,
                        (mk_point){spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)});
        }
    }
    mk_path_add(&path, control[count - 1]);
    return path;
}

double mk_distance(mk_point a, mk_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y;
    return sqrt(dx * dx + dy * dy);
}

mk_point mk_between(mk_point a, mk_point b, double share)
{
    return (mk_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

double mk_segment_distance(mk_point p, mk_point a, mk_point b, double *share)
{
    double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    if (share)
        *share = t;
    return mk_distance(p, mk_between(a, b, t));
}

mk_beside mk_path_beside(const mk_path *path, mk_point p)
{
    mk_beside best = {INFINITY, 0, 1};
    double along = 0;
    for (size_t i = 0; i + 1 < path->count; i++) {
        mk_point a = path->at[i], b = path->at[i + 1];
        double share, length = mk_distance(a, b);
        double distance = mk_segment_distance(p, a, b, &share);
        if (distance < best.distance_m) {
            double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
            best = (mk_beside){distance, along + share * length, cross >= 0 ? 1 : -1};
        }
        along += length;
    }
    return best;
}

mk_point mk_path_at(const mk_path *path, double along_m, mk_point *left)
{
    size_t i = 0;
    double length = mk_distance(path->at[0], path->at[1]);
    while (along_m > length && i + 2 < path->count) {
        along_m -= length;
        i++;
        length = mk_distance(path->at[i], path->at[i + 1]);
    }
    mk_point a = path->at[i], b = path->at[i + 1];
    if (left)
        *left = (mk_point){-(b.y - a.y) / length, (b.x - a.x) / length};
    return mk_between(a, b, along_m / length);
}

bool mk_ring_holds(const mk_path *ring, mk_point p)
{
    bool inside = false;
    for (size_t i = 0, j = ring->count - 1; i < ring->count; j = i++) {
        mk_point a = ring->at[i], b = ring->at[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

double mk_ring_area(const mk_path *ring)
{
    double twice = 0;
    for (size_t i = 0, j = ring->count - 1; i < ring->count; j = i++)
        twice += ring->at[j].x * ring->at[i].y - ring->at[i].x * ring->at[j].y;
    return fabs(twice) / 2;
}

mk_point mk_ring_middle(const mk_path *ring)
{
    mk_point sum = {0};
    for (size_t i = 0; i < ring->count; i++) {
        sum.x += ring->at[i].x;
        sum.y += ring->at[i].y;
    }
    return (mk_point){sum.x / (double)ring->count, sum.y / (double)ring->count};
}

double mk_round(double value, double step)
{
    /* Steps below one are written as divisors so that the result is the nearest double to the
     * decimal, and prints without a tail of digits. */
    if (step < 1) {
        double inverse = floor(1 / step + 0.5);
        return floor(value * inverse + 0.5) / inverse;
    }
    return floor(value / step + 0.5) * step;
}

static mk_point inward(mk_point a, mk_point b)
{
    double length = mk_distance(a, b);
    return (mk_point){-(b.y - a.y) / length, (b.x - a.x) / length};
}

void mk_ring_inset(mk_path *ring, double by_m)
{
    mk_path moved = {0};
    for (size_t i = 0; i < ring->count; i++) {
        mk_point before = ring->at[(i + ring->count - 1) % ring->count], p = ring->at[i];
        mk_point m = inward(before, p), n = inward(p, ring->at[(i + 1) % ring->count]);
        double scale = by_m / (1 + m.x * n.x + m.y * n.y);
        mk_path_add(&moved, (mk_point){mk_round(p.x + (m.x + n.x) * scale, 0.01),
                                       mk_round(p.y + (m.y + n.y) * scale, 0.01)});
    }
    mk_path_free(ring);
    *ring = moved;
}
