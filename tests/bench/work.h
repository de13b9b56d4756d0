/*
 * The three tasks that are timed, and the answers they give, so that two programs can be compared.
 * All costs are whole decimetres.
 *
 *   A  ten categories: every node's nearest facility within 1,200 m
 *   B  nodes within 1,000 m of each of 2,000 facilities, with distances
 *   C  jobs within 3,600 m of every tenth node
 */
#ifndef BENCH_WORK_H
#define BENCH_WORK_H

#include "../../examples/maker/network.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CATEGORIES = 10,
    SHEDS = 2000,
    ORIGIN_EVERY = 10,
    NEAREST_DM = 12000,
    SHED_DM = 10000,
    REACH_DM = 36000
};

/* As a distance: not within the limit. */
#define OUT_OF_REACH UINT32_MAX

typedef struct work {
    maker_network network;
    uint32_t *facility[CATEGORIES]; /* nodes */
    size_t facility_count[CATEGORIES];
    uint32_t shed[SHEDS]; /* nodes */
    uint32_t *origin;     /* nodes */
    size_t origin_count;
    uint32_t *jobs; /* at each node; whole numbers, so that sums are exact in any order */
} work;

/* One node of one walk-shed. */
typedef struct shed_node {
    uint32_t node, distance_dm;
} shed_node;

typedef struct answers {
    uint32_t *nearest_dm[CATEGORIES]; /* by node, or OUT_OF_REACH */
    shed_node *shed[SHEDS];           /* sorted by node once compared */
    size_t shed_count[SHEDS];
    double *reach; /* by origin; NAN where it was left out */
} answers;

typedef struct times {
    double build_ms;
    double nearest_ms, shed_ms, reach_ms;
    size_t reach_origins; /* how many origins were timed; reach_ms is for all, in proportion */
    double peak_mb;       /* of the process after this program's work */
} times;

/* Now, in milliseconds from some fixed moment. */
double bench_now_ms(void);
/* The largest memory the process has held since the last bench_reset_peak, in MB. */
double bench_peak_mb(void);
void bench_reset_peak(void);

bool answers_make(const work *w, answers *out);
void answers_free(answers *a);

/* Runs all three with Lifang, `repeats` times each; the times are medians. */
bool bench_lifang(const work *w, int threads, int repeats, answers *out, times *took);

/* The same with igraph, once; C for `origins` of the origins, spread evenly. False without igraph.
 */
bool bench_igraph(const work *w, size_t origins, answers *out, times *took);

/* How igraph was asked, for the reader of the table. */
extern const char *const BENCH_IGRAPH_WAY;

#endif
