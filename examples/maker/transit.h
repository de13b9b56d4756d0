/* Three metro lines: stations at street corners, entrances on the streets around. Needs streets. */
#ifndef MAKER_TRANSIT_H
#define MAKER_TRANSIT_H

#include "model.h"

#define MK_LINES 3

typedef struct mk_line {
    const char *id, *name, *status;
    int year;
} mk_line;

extern const mk_line MK_LINE_LIST[MK_LINES];

void mk_transit_make(mk_city *city);
/* Straight distance to the nearest station that is open in `year`. */
double mk_transit_distance(const mk_city *city, mk_point p, int year);

#endif
