/*
 * The plan file: what a housing plan speaks of, what was chosen where it is silent, and how its
 * tables hang together. A plan is a folder with plan.yaml, targets.csv and the tables plan.yaml
 * names. Every error names file, line, key and what was expected; unknown keys are errors with a
 * suggestion.
 *
 * Knows base and catalog. Must not open a table: names are checked, files are not.
 */
#ifndef LF_CATALOG_PLAN_H
#define LF_CATALOG_PLAN_H

#include "catalog/catalog.h"

/* The parts of a plan file that are lists of rows. Each becomes the table of the workspace that
 * lf_plan_section names, with the columns it gives. */
typedef enum lf_plan_part {
    LF_PLAN_AREAS,      /* areas it speaks of */
    LF_PLAN_ANCHORS,    /* what it wants housing near */
    LF_PLAN_SETS,       /* sets of facility categories */
    LF_PLAN_DEFAULTS,   /* what was chosen where it is silent, and why */
    LF_PLAN_MEASURES,   /* its own parameters of measures */
    LF_PLAN_QUANTITIES, /* what its tables count */
    LF_PLAN_TREES,      /* which classes are parts of which */
    LF_PLAN_TABLES,     /* its tables as numbers */
    LF_PLAN_RELATIONS,  /* products that must come out */
    LF_PLAN_PARTS
} lf_plan_part;

enum { LF_PLAN_COLUMNS = 6 };

/* A row: texts in the order of the part's columns, NULL where not given; lists have '|' between. */
typedef struct lf_plan_row {
    char *texts[LF_PLAN_COLUMNS]; /* owned */
    int line;
} lf_plan_row;

typedef struct lf_plan {
    char *path; /* of plan.yaml */
    char *folder;
    char *id;     /* the folder's name */
    char *name;   /* required */
    char *title;  /* English name; NULL: as name */
    int from, to; /* years of the period */
    int horizon;  /* the year it looks out to beyond the period; 0: none */
    struct {
        lf_plan_row *rows; /* owned */
        size_t count;
    } parts[LF_PLAN_PARTS];
    char hash[LF_HASH_SIZE]; /* of the text of plan.yaml */
} lf_plan;

/* Table and columns of a part; *count of them. Lives for ever. */
const char *const *lf_plan_columns(lf_plan_part part, size_t *count);
const char *lf_plan_table(lf_plan_part part);

/* Reads <folder>/plan.yaml and checks it. `places` tells the categories and measures there are. */
bool lf_plan_read(lf_context *ctx, const char *folder, const lf_places *places, lf_plan *out);
/* The same from text in memory, for the fuzzer and tests. `path` is that of the file. */
bool lf_plan_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                   const lf_places *places, lf_plan *out);
void lf_plan_free(lf_plan *plan);

#endif
