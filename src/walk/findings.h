/*
 * What building the network found doubtful, in memory until the stage writes it down.
 *
 * Private to src/walk. Must not know tables.
 */
#ifndef LF_WALK_FINDINGS_H
#define LF_WALK_FINDINGS_H

#include "base/context.h"

typedef enum lf_finding_kind {
    LF_LONG_SEGMENT,      /* dropped: longer than any street */
    LF_LEVEL_DIFFERENCE,  /* a vertex inside two lines of different levels: not joined */
    LF_END_UNDER_LEVEL,   /* an end that touches a line of another level: not joined */
    LF_UNJOINED_CROSSING, /* same level, no vertex, not asked to join */
    LF_NEAR_MISS,         /* a dangling end close to another street */
    LF_FINDING_KINDS
} lf_finding_kind;

/* Of one kind no more are kept; all are counted. */
enum { LF_FINDINGS_KEPT = 10000 };

typedef struct lf_finding {
    lf_finding_kind kind;
    uint32_t street, other; /* indices into the streets; the same when there is only one */
    double x_m, y_m;
    double distance_m; /* ground; 0 where it means nothing */
} lf_finding;

typedef struct lf_findings {
    lf_finding *item;
    size_t count, capacity;
    size_t total[LF_FINDING_KINDS];
} lf_findings;

/* False: out of memory. */
bool lf_findings_add(lf_findings *findings, lf_finding finding);
void lf_findings_free(lf_findings *findings);
/* The word of the column walk_problem.kind. */
const char *lf_finding_name(lf_finding_kind kind);

#endif
