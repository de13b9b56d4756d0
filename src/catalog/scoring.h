/*
 * The weights by which candidate sites are ranked (scoring.yaml). Every error names file, line, key
 * and what was expected; unknown keys are errors with a suggestion.
 *
 * Knows base and catalog. Must not know what a check measures: whether it exists is for whoever
 * ranks.
 */
#ifndef LF_CATALOG_SCORING_H
#define LF_CATALOG_SCORING_H

#include "catalog/catalog.h"

/*
 * One criterion. By its outcome a site has 1 for a pass, 1/2 for a warning, 0 for a fail; by its
 * figure 0 at `worst` and less good, 1 at `best` and better, in proportion between. Several parts
 * of a check count by their mean.
 */
typedef struct lf_criterion {
    char *id; /* owned, as all texts here */
    char *check;
    char *part; /* NULL: all parts of the check */
    bool by_figure;
    double worst, best; /* of the figure; worst may be the greater */
    double weight;      /* above 0 */
    int line;
} lf_criterion;

typedef struct lf_scoring {
    char *path;
    char hash[LF_HASH_SIZE];
    lf_criterion *criteria; /* in the order of the file */
    size_t count;
    double vary; /* share by which weights vary, 0 … 1 */
    int draws;   /* 0 … 100000 */
    uint64_t seed;
} lf_scoring;

/* Reads `path`; NULL: scoring.yaml in the city's folder, or else layers/scoring.yaml. */
bool lf_scoring_find(lf_context *ctx, const lf_places *places, const char *path, lf_scoring *out);
/* The same from text in memory, for the fuzzer and tests. */
bool lf_scoring_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                      lf_scoring *out);
void lf_scoring_free(lf_scoring *scoring);

#endif
