/* Benchmark cities: large, plain, and quick to make. */
#ifndef MAKER_BENCH_H
#define MAKER_BENCH_H

#include "write.h"

#include <stddef.h>
#include <stdint.h>

typedef struct mk_bench {
    size_t nodes, homes, sites; /* homes 0: half as many as nodes */
} mk_bench;

/* Writes the layers where the writer says and city.yaml into `folder`. */
void mk_bench_make(const mk_bench *bench, uint64_t seed, const mk_writer *writer,
                   const char *folder);

#endif
