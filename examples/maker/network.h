/*
 * Made-up street networks for benchmarks: a roughly square city of jittered blocks, with missing
 * links, rivers and few bridges. The same seed gives the same network on every machine.
 *
 * Knows the C library only; depends on no room of lifang.
 */
#ifndef MAKER_NETWORK_H
#define MAKER_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum maker_kind {
    MAKER_STREET,
    MAKER_BRIDGE /* crosses a river */
} maker_kind;

typedef struct maker_node {
    double x_m, y_m; /* metres from the south-western corner */
} maker_node;

typedef struct maker_edge {
    uint32_t from, to;
    uint32_t length_dm; /* straight line, whole decimetres, at least 1 */
    maker_kind kind;
} maker_edge;

typedef struct maker_network {
    maker_node *nodes; /* owned; row by row from the south */
    size_t node_count;
    maker_edge *edges; /* owned; mean degree about 3 */
    size_t edge_count;
} maker_network;

/* A generator of whole numbers: SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014). */
uint64_t maker_random(uint64_t *state);

/*
 * Makes a city of about `node_count` junctions (the next square number). Blocks are 90 m on
 * average. False when memory runs out. Free with maker_network_free.
 */
bool maker_network_make(size_t node_count, uint64_t seed, maker_network *out);
void maker_network_free(maker_network *network);

#endif
