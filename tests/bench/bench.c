/*
 * Times the network searches on made-up cities, beside igraph where it is installed, checks that
 * both give the same answers to the decimetre, and prints the table in Markdown.
 *
 *   lifang-bench [50k|300k|1.2M|NODES ...] [--threads N] [--repeats N] [--origins N] [--alone]
 */
#include "work.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static const uint64_t SEED = 20240917;

double bench_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double bench_peak_mb(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    double kib = 0.0;

    if (status != NULL) {
        while (fgets(line, sizeof line, status) != NULL)
            sscanf(line, "VmHWM: %lf", &kib);
        fclose(status);
    }
    return kib / 1024.0;
}

void bench_reset_peak(void)
{
    FILE *refs = fopen("/proc/self/clear_refs", "w");

    if (refs == NULL)
        return;
    fputs("5", refs); /* Linux: forget the peak; elsewhere the peak is that of the whole run */
    fclose(refs);
}

/* ---- the work ---- */

static uint32_t random_below(uint64_t *state, size_t below)
{
    return (uint32_t)(maker_random(state) % below);
}

/* A node with a street. */
static uint32_t random_node(const work *w, const uint8_t *has_street, uint64_t *state)
{
    uint32_t node;

    do {
        node = random_below(state, w->network.node_count);
    } while (!has_street[node]);
    return node;
}

static bool fill_work(work *w, const uint8_t *has_street, uint64_t *state)
{
    const size_t nodes = w->network.node_count;

    for (int c = 0; c < CATEGORIES; c++) { /* from dense to sparse: one in 150 to 1,500 nodes */
        w->facility_count[c] = nodes / (150 * ((size_t)c + 1)) + 1;
        w->facility[c] = malloc(w->facility_count[c] * sizeof *w->facility[c]);
        if (w->facility[c] == NULL)
            return false;
        for (size_t i = 0; i < w->facility_count[c]; i++)
            w->facility[c][i] = random_node(w, has_street, state);
    }
    for (int s = 0; s < SHEDS; s++)
        w->shed[s] = random_node(w, has_street, state);
    w->origin = malloc((nodes / ORIGIN_EVERY + 1) * sizeof *w->origin);
    w->jobs = malloc(nodes * sizeof *w->jobs);
    if (w->origin == NULL || w->jobs == NULL)
        return false;
    for (uint32_t n = 0; n < nodes; n++) {
        w->jobs[n] = has_street[n] ? random_below(state, 200) : 0;
        if (n % ORIGIN_EVERY == 0 && has_street[n])
            w->origin[w->origin_count++] = n;
    }
    return true;
}

static void work_free(work *w)
{
    for (int c = 0; c < CATEGORIES; c++)
        free(w->facility[c]);
    free(w->origin);
    free(w->jobs);
    maker_network_free(&w->network);
}

static bool work_make(size_t nodes, work *w)
{
    uint64_t state = SEED + 1;
    uint8_t *has_street = NULL;
    bool ok = false;

    memset(w, 0, sizeof *w);
    if (!maker_network_make(nodes, SEED, &w->network))
        return false;
    has_street = calloc(w->network.node_count, 1);
    if (has_street != NULL) {
        for (size_t e = 0; e < w->network.edge_count; e++) {
            has_street[w->network.edges[e].from] = 1;
            has_street[w->network.edges[e].to] = 1;
        }
        ok = fill_work(w, has_street, &state);
    }
    free(has_street);
    if (!ok)
        work_free(w);
    return ok;
}

/* ---- answers ---- */

bool answers_make(const work *w, answers *out)
{
    memset(out, 0, sizeof *out);
    out->reach = malloc((w->origin_count + 1) * sizeof *out->reach);
    if (out->reach == NULL)
        return false;
    for (size_t o = 0; o < w->origin_count; o++)
        out->reach[o] = (double)NAN;
    for (int c = 0; c < CATEGORIES; c++) {
        out->nearest_dm[c] = malloc(w->network.node_count * sizeof *out->nearest_dm[c]);
        if (out->nearest_dm[c] == NULL)
            return false;
    }
    return true;
}

void answers_free(answers *a)
{
    for (int c = 0; c < CATEGORIES; c++)
        free(a->nearest_dm[c]);
    for (int s = 0; s < SHEDS; s++)
        free(a->shed[s]);
    free(a->reach);
    memset(a, 0, sizeof *a);
}

static int by_node(const void *a, const void *b)
{
    const shed_node *left = a, *right = b;

    return (left->node > right->node) - (left->node < right->node);
}

/* Counts the answers that differ. */
static size_t compare(const work *w, answers *a, answers *b)
{
    size_t wrong = 0;

    for (int c = 0; c < CATEGORIES; c++) {
        for (size_t n = 0; n < w->network.node_count; n++)
            wrong += a->nearest_dm[c][n] != b->nearest_dm[c][n];
    }
    for (int s = 0; s < SHEDS; s++) {
        if (a->shed_count[s] != b->shed_count[s]) {
            wrong++;
            continue;
        }
        qsort(a->shed[s], a->shed_count[s], sizeof(shed_node), by_node);
        qsort(b->shed[s], b->shed_count[s], sizeof(shed_node), by_node);
        wrong += memcmp(a->shed[s], b->shed[s], a->shed_count[s] * sizeof(shed_node)) != 0;
    }
    for (size_t o = 0; o < w->origin_count; o++)
        wrong += !isnan(b->reach[o]) && a->reach[o] != b->reach[o];
    return wrong;
}

/* ---- the table ---- */

static void print_row(const char *task, double ours_ms, double theirs_ms, bool both)
{
    if (both)
        printf("| %s | %.1f | %.0f | %.0f× |\n", task, ours_ms, theirs_ms, theirs_ms / ours_ms);
    else
        printf("| %s | %.1f | – | – |\n", task, ours_ms);
}

static void print_table(const work *w, const times *ours, const times *theirs, bool both)
{
    printf("\n%zu nodes, %zu edges, %zu origins in C\n\n", w->network.node_count,
           w->network.edge_count, w->origin_count);
    printf("| ms | lifang | igraph | ratio |\n| --- | --- | --- | --- |\n");
    print_row("building the graph (not counted below)", ours->build_ms, theirs->build_ms, both);
    print_row("A nearest facility", ours->nearest_ms, theirs->nearest_ms, both);
    print_row("B walk-sheds", ours->shed_ms, theirs->shed_ms, both);
    print_row("C jobs in reach", ours->reach_ms, theirs->reach_ms, both);
    printf("| peak memory, MB | %.0f | ", ours->peak_mb);
    if (both)
        printf("%.0f | |\n", theirs->peak_mb);
    else
        printf("– | |\n");
    if (both && theirs->reach_origins < w->origin_count)
        printf("\nigraph's C is extrapolated: it searched from %zu of the %zu origins.\n",
               theirs->reach_origins, w->origin_count);
}

typedef struct bench_options {
    int threads, repeats;
    size_t origins;
    bool alone;
} bench_options;

static bool bench_city(size_t nodes, const bench_options *options)
{
    work w;
    answers ours = {0}, theirs = {0};
    times our_times = {0}, their_times = {0};
    bool ok = false, both = false;

    if (!work_make(nodes, &w))
        return false;
    if (!answers_make(&w, &ours) || !answers_make(&w, &theirs))
        goto done;
    bench_reset_peak();
    if (!bench_lifang(&w, options->threads, options->repeats, &ours, &our_times))
        goto done;
    bench_reset_peak();
    both = !options->alone && bench_igraph(&w, options->origins, &theirs, &their_times);
    print_table(&w, &our_times, &their_times, both);
    ok = true;
    if (both) {
        const size_t wrong = compare(&w, &ours, &theirs);

        printf("\n%s\n", wrong == 0 ? "All answers agree to the decimetre." : "ANSWERS DIFFER.");
        ok = wrong == 0;
    }
    fflush(stdout);
done:
    answers_free(&ours);
    answers_free(&theirs);
    work_free(&w);
    return ok;
}

static size_t parse_nodes(const char *text)
{
    char *end = NULL;
    double nodes = strtod(text, &end);

    if (strcmp(end, "k") == 0)
        nodes *= 1e3;
    else if (strcmp(end, "M") == 0)
        nodes *= 1e6;
    else if (*end != '\0')
        return 0;
    return nodes >= 100.0 && nodes <= 1e8 ? (size_t)nodes : 0;
}

static int usage(void)
{
    fputs("usage: lifang-bench [50k|300k|1.2M|NODES ...] [--threads N] [--repeats N]\n"
          "                    [--origins N: of igraph's C] [--alone: without igraph]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    bench_options options = {.threads = 2, .repeats = 5, .origins = 1500};
    bool ok = true, any = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--alone") == 0)
            options.alone = true;
        else if (i + 1 < argc && strcmp(argv[i], "--threads") == 0)
            options.threads = atoi(argv[++i]);
        else if (i + 1 < argc && strcmp(argv[i], "--repeats") == 0)
            options.repeats = atoi(argv[++i]);
        else if (i + 1 < argc && strcmp(argv[i], "--origins") == 0)
            options.origins = (size_t)atoll(argv[++i]);
        else if (parse_nodes(argv[i]) == 0)
            return usage();
    }
    if (options.threads < 1 || options.repeats < 1 || options.origins < 1)
        return usage();
    printf("%d threads for lifang, one for igraph; lifang's times are medians of %d.\n%s\n",
           options.threads, options.repeats, BENCH_IGRAPH_WAY);
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') {
            i += strcmp(argv[i], "--alone") != 0; /* skip its value */
            continue;
        }
        any = true;
        ok = bench_city(parse_nodes(argv[i]), &options) && ok;
    }
    if (!any)
        ok = bench_city(300000, &options);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
