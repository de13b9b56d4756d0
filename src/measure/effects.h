/*
 * What building candidate sites does to the figures of the city: the queries of queries/effects say
 * what a site adds to the numerator and the denominator of a measure; here that is added to the
 * values the city has, for each site and for all together, and held against the targets.
 *
 * Knows workspace and catalog. Must not know what a measure means.
 */
#ifndef LF_MEASURE_EFFECTS_H
#define LF_MEASURE_EFFECTS_H

#include "measure/parameters.h"
#include "measure/shared.h"

typedef struct lf_effects lf_effects;

/*
 * Reads and proves the definitions. An effect is run with the parameters of every run of its
 * measure in the city that is the default one or answers a target. `places` and `terms` are
 * borrowed. lf_effects_close is due also after a failure.
 */
bool lf_effects_open(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                     const lf_audit_terms *terms, lf_effects **out);
/* Fills effect_part for the sites of a batch, for what is asked of the city as a whole and what
 * targets ask; effect_id is the effect's, with ':' and the run of the measure where that is not the
 * default one. */
bool lf_effects_run(lf_context *ctx, lf_effects *effects, int64_t first_key, int64_t last_key);
/* Fills effect from effect_part. */
bool lf_effects_finish(lf_context *ctx, lf_effects *effects);
void lf_effects_close(lf_effects *effects);
/* Hash of the definitions. */
const char *lf_effects_hash(const lf_effects *effects);

#endif
