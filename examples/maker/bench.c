#include "bench.h"
#include "plane.h"
void mk_bench_make(const mk_bench *bench, uint64_t seed, const char *folder)
{
    mk_stop("later %zu %zu %s", bench->nodes, (size_t)seed, folder);
}
