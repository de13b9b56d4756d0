/*
 * Random numbers that are the same on every machine: splitmix64 and arithmetic that IEEE 754
 * fixes to the last bit. Must not use libm, whose last digit may differ.
 */
#ifndef MAKER_RANDOM_H
#define MAKER_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct mk_random {
    uint64_t state;
} mk_random;

/* A stream of its own for each `subject`, so that one more home does not move the parks. */
mk_random mk_random_make(uint64_t seed, const char *subject);
uint64_t mk_random_bits(mk_random *random);
/* In [0, 1). */
double mk_random_unit(mk_random *random);
/* In [low, high). */
double mk_random_between(mk_random *random, double low, double high);
/* In [0, count); count must not be 0. */
size_t mk_random_below(mk_random *random, size_t count);
/* True with the given chance. */
int mk_random_chance(mk_random *random, double chance);
/* Index drawn with chances proportional to weights[0..count). */
size_t mk_random_weighted(mk_random *random, const double *weights, size_t count);
/* Smooth noise over the plane in [-1, 1]: random values on a grid of `wave_m`, eased between. */
double mk_noise(uint64_t seed, double x_m, double y_m, double wave_m);

#endif
