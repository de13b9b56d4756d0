/*
 * Points, paths and rings in the city's own plane: metres east and north of its south-west
 * corner. Knows libc only. A path's points are owned by the path.
 */
#ifndef MAKER_PLANE_H
#define MAKER_PLANE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct mk_point {
    double x, y;
} mk_point;

typedef struct mk_path {
    mk_point *at;
    size_t count, room;
} mk_path;

/* Where a point lies beside a path: distance, length along the path, side (+1 left, -1 right). */
typedef struct mk_beside {
    double distance_m, along_m;
    int side;
} mk_beside;

/* Ends the program with a message: the maker has nobody to report to but its user. */
_Noreturn void mk_stop(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Room for one more item of `size` bytes in `items`; returns the place that holds them all. */
void *mk_grow(void *items, size_t *room, size_t count, size_t size);

void mk_path_add(mk_path *path, mk_point point);
void mk_path_free(mk_path *path);
/* A smooth curve through the control points (Catmull-Rom), `steps` pieces between two of them. */
mk_path mk_path_curve(const mk_point *control, size_t count, int steps);
mk_beside mk_path_beside(const mk_path *path, mk_point point);
/* The point `along_m` from the start and the unit normal to its left there. */
mk_point mk_path_at(const mk_path *path, double along_m, mk_point *left);

double mk_distance(mk_point a, mk_point b);
mk_point mk_between(mk_point a, mk_point b, double share);
double mk_segment_distance(mk_point p, mk_point a, mk_point b, double *share);
/* Whether the open ring holds the point (even-odd rule). */
bool mk_ring_holds(const mk_path *ring, mk_point p);
double mk_ring_area(const mk_path *ring);
mk_point mk_ring_middle(const mk_path *ring);
/* Moves every side of a counter-clockwise ring inwards by `by_m`. */
void mk_ring_inset(mk_path *ring, double by_m);
/* Rounded to millimetres, to cents, to whole multiples of `step`. */
double mk_round(double value, double step);

#endif
