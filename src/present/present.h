/*
 * What was found, outwards: printed results, and the files in the output folder. These are the
 * room's entry points for src/lifang.c; maps and pages join here later as further files.
 *
 * Reads value, run, measure, verdict, the layers and walk_*; writes nothing but the stage
 * 'present'. Knows workspace and below. Must not know how anything was computed.
 */
#ifndef LF_PRESENT_PRESENT_H
#define LF_PRESENT_PRESENT_H

#include "catalog/city.h"
#include "present/listing.h"
#include "workspace/workspace.h"

/* How and where to print. `language` is "en", "zh" or NULL (as the workspace's city). */
typedef struct lf_print {
    const char *format; /* "text", "csv" or "json" */
    const char *language;
    lf_take_bytes *take;
    void *user; /* borrowed */
} lf_print;

/*
 * Writes results.gpkg, results.json, values.csv, verdicts.csv and gaps.csv into `folder` (made when
 * absent), each whole or not at all. Skips when what was measured, the language, the definitions
 * and the files themselves are as they were. Stage 'present'. Errors: nothing measured yet; folder
 * not writable; disk full.
 */
bool lf_present(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                const char *language, const char *folder);

/*
 * Prints results. `what` is load, walk, values, verdicts or summary; see lf_project_print in
 * lifang.h. `filter` may be NULL.
 */
bool lf_present_print(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                      const char *what, const lf_filter *filter, const lf_print *print);

/* Prints the names of the result files in `folder` with what each holds. */
bool lf_present_print_files(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                            const char *folder, const lf_print *print);

/* Whether lf_present_list needs a workspace for that subject. Unknown subjects: false. */
bool lf_present_list_needs_workspace(const char *what);
/*
 * Lists definitions and records; see lf_project_list in lifang.h. `workspace` may be NULL for
 * subjects that do not need one; `city` may be NULL.
 */
bool lf_present_list(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                     const lf_city *city, const char *what, const lf_print *print);

/* How many targets are met, missed, … */
typedef struct lf_outcome_counts {
    uint64_t met, missed, borderline, not_measured, reported, recorded, binding_missed;
} lf_outcome_counts;

bool lf_present_count_verdicts(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                               lf_outcome_counts *counts);

#endif
