/* Random numbers and smooth noise, the same on every machine (see random.h). */
#include "random.h"

#include <math.h>

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

mk_random mk_random_make(uint64_t seed, const char *subject)
{
    uint64_t state = seed;
    for (const char *c = subject; *c; c++)
        state = mix(state + (unsigned char)*c + UINT64_C(0x9e3779b97f4a7c15));
    return (mk_random){state};
}

uint64_t mk_random_bits(mk_random *random)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    return mix(random->state);
}

double mk_random_unit(mk_random *random)
{
    return (double)(mk_random_bits(random) >> 11) * 0x1p-53;
}

double mk_random_between(mk_random *random, double low, double high)
{
    return low + (high - low) * mk_random_unit(random);
}

size_t mk_random_below(mk_random *random, size_t count)
{
    return (size_t)(mk_random_unit(random) * (double)count);
}

int mk_random_chance(mk_random *random, double chance)
{
    return mk_random_unit(random) < chance;
}

size_t mk_random_weighted(mk_random *random, const double *weights, size_t count)
{
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += weights[i];
    double rest = mk_random_unit(random) * total;
    for (size_t i = 0; i + 1 < count; i++) {
        rest -= weights[i];
        if (rest < 0)
            return i;
    }
    return count - 1;
}

static double grid_value(uint64_t seed, int64_t i, int64_t j)
{
    uint64_t bits = mix(seed ^ mix((uint64_t)i * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)j));
    return (double)(bits >> 11) * 0x1p-52 - 1;
}

static double ease(double t)
{
    return t * t * (3 - 2 * t);
}

double mk_noise(uint64_t seed, double x_m, double y_m, double wave_m)
{
    double u = x_m / wave_m, v = y_m / wave_m;
    double fu = floor(u), fv = floor(v);
    int64_t i = (int64_t)fu, j = (int64_t)fv;
    double a = ease(u - fu), b = ease(v - fv);
    double low = grid_value(seed, i, j) * (1 - a) + grid_value(seed, i + 1, j) * a;
    double high = grid_value(seed, i, j + 1) * (1 - a) + grid_value(seed, i + 1, j + 1) * a;
    return low * (1 - b) + high * b;
}
