/*
 * The judgement of candidate sites: the checks of queries/checks, the effects of queries/effects,
 * the overall word for each site and the ranking by scoring.yaml. Everything is read from an audit
 * file (queries/audit.sql) with the city's workspace attached as `city`, and written to the audit
 * file's tables check_definition, check_result, effect_part, effect, site_score and site_outcome.
 *
 * The order of a run: lf_checks_prepare once, lf_checks_run for every batch of sites after its
 * site_* rows are there, lf_checks_finish after the last (also after a merge of shards, where no
 * batch was run), lf_checks_close.
 *
 * Knows workspace and catalog. Must not know how sites were read or walked.
 */
#ifndef LF_MEASURE_CHECKS_H
#define LF_MEASURE_CHECKS_H

#include "catalog/catalog.h"
#include "catalog/city.h"
#include "workspace/workspace.h"

typedef struct lf_checks lf_checks;

/*
 * Reads and proves all definitions (a file of the city's own folder stands before the installed
 * one, and may add checks), fills check_definition, and makes the temporary tables that the checks
 * share (queries/checks/derived). `audit`, `places` and `city` are borrowed until lf_checks_close;
 * city may be NULL (its `measures:` entries of the form check.parameter set parameters). `scoring`
 * is the path of the file with the weights; NULL: scoring.yaml beside the city file, or else the
 * installed layers/scoring.yaml. *out is due to lf_checks_close also after a failure.
 * Errors name file and line: a query that could write, a missing or unknown column, an unknown
 * parameter, a weight for a check that is not there.
 */
bool lf_checks_prepare(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                       const lf_city *city, const char *scoring, lf_checks **out);

/*
 * Judges the candidates with keys first_key … last_key: replaces their rows of check_result and
 * effect_part. May be called inside a transaction of the caller, and reads what that transaction
 * has written (site_* of the batch); everything goes through the one connection. Cost: linear in
 * the batch, whatever the size of the city.
 */
bool lf_checks_run(lf_context *ctx, lf_checks *checks, int64_t first_key, int64_t last_key);

/*
 * After all sites: fills site_outcome, effect (before and after, for each site and, under site_key
 * 0, for all together) and site_score from what the batches left. May be called inside a
 * transaction of the caller. Cost: sites x draws x log(sites) for the ranking.
 */
bool lf_checks_finish(lf_context *ctx, lf_checks *checks);

/* Accepts NULL. Drops the temporary tables. */
void lf_checks_close(lf_checks *checks);

/*
 * A hash of all that the judgement rests on besides the city and the sites: checks, effects, the
 * tables they share, the weights and the city file's parameters. Two audits with the same city,
 * sites and this hash answer alike.
 */
const char *lf_checks_hash(const lf_checks *checks);

#endif
