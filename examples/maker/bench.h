/* Benchmark cities: large, plain, and quick to make. */
#ifndef MAKER_BENCH_H
#define MAKER_BENCH_H

#include <stddef.h>
#include <stdint.h>

typedef struct mk_bench {
    size_t nodes, homes, sites; /* homes 0: half as many as nodes */
} mk_bench;

void mk_bench_make(const mk_bench *bench, uint64_t seed, const char *folder);

#endif
