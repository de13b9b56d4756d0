/*
 * The plane geometry of one straight segment.
 *
 * Private to src/walk. Knows the C library only.
 */
#ifndef LF_WALK_SEGMENT_H
#define LF_WALK_SEGMENT_H

#include <math.h>
#include <stdbool.h>

/* The point of a segment nearest to another point. */
typedef struct lf_foot {
    double t; /* 0 at the segment's start … 1 at its end */
    double x, y;
    double distance2; /* squared, in the plane */
} lf_foot;

static inline lf_foot lf_foot_on(double ax, double ay, double bx, double by, double x, double y)
{
    const double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((x - ax) * dx + (y - ay) * dy) / length2 : 0;
    lf_foot foot;

    /* the ends exactly, so that segments sharing an end tie to the last bit */
    if (!(t > 0)) {
        t = 0;
        foot.x = ax;
        foot.y = ay;
    } else if (t >= 1) {
        t = 1;
        foot.x = bx;
        foot.y = by;
    } else {
        foot.x = ax + t * dx;
        foot.y = ay + t * dy;
    }
    foot.t = t;
    foot.distance2 = (x - foot.x) * (x - foot.x) + (y - foot.y) * (y - foot.y);
    return foot;
}

static inline double lf_cross(double ax, double ay, double bx, double by, double cx, double cy)
{
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

#endif
