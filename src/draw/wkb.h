/*
 * Walks through WKB part by part, without copying it.
 *
 * Knows the C library only.
 */
#ifndef LF_DRAW_WKB_H
#define LF_DRAW_WKB_H

#include <stdbool.h>
#include <stddef.h>

typedef enum lf_part_kind { LF_PART_POINT, LF_PART_LINE, LF_PART_RING } lf_part_kind;

/* The points of one point, line or ring; borrowed from the WKB. */
typedef struct lf_wkb_part {
    lf_part_kind kind;
    bool hole; /* a ring after the first of its polygon */
    const unsigned char *bytes;
    size_t count, stride;
    bool swapped; /* the bytes stand in the other order than this machine's */
} lf_wkb_part;

/* Reads point `i`; false when a coordinate is not finite. */
bool lf_wkb_point(const lf_wkb_part *part, size_t i, double *x, double *y);

typedef void lf_wkb_take(void *user, const lf_wkb_part *part);

/*
 * Calls `take` for every point, line and ring, in order. False when the bytes are no WKB of
 * straight edges, or end too soon; what was read until there has been handed over. Linear in the
 * parts.
 */
bool lf_wkb_walk(const void *wkb, size_t size, lf_wkb_take *take, void *user);

#endif
