/*
 * The books of a long audit in its file: what it rests on (audit_fact), which sites are complete
 * (site_done), and taking over what another part of the same audit has done.
 *
 * Knows the tables of queries/audit.sql by name. Must not know what is found about a site.
 */
#ifndef LF_WORKSPACE_LEDGER_H
#define LF_WORKSPACE_LEDGER_H

#include "workspace/workspace.h"

/* Something an audit rests on. */
typedef struct lf_ledger_fact {
    const char *name;
    const char *value;
} lf_ledger_fact;

/* Hash of the stages load, walk and measure of the attached city. */
bool lf_ledger_city_state(lf_context *ctx, lf_workspace *audit, char out[LF_HASH_SIZE]);
/* Id of the plan the attached city is held against, "" for none. free() *out. */
bool lf_ledger_plan(lf_context *ctx, lf_workspace *audit, char **out);

/* Writes the facts in the place of those that were there. */
bool lf_ledger_write(lf_context *ctx, lf_workspace *audit, const lf_ledger_fact *facts,
                     size_t count);
/*
 * *differs becomes NULL where every fact is on record with its value, else the names of those that
 * are not ("city, sites"), to be freed with free().
 */
bool lf_ledger_compare(lf_context *ctx, lf_workspace *audit, const lf_ledger_fact *facts,
                       size_t count, char **differs);
bool lf_ledger_has_facts(lf_context *ctx, lf_workspace *audit, bool *out);

/* How many candidates there are: their keys are 1 … *out. */
bool lf_ledger_count(lf_context *ctx, lf_workspace *audit, int64_t *out);
/* *out: the first key in the range whose site is not done; last + 1 when all are. */
bool lf_ledger_next(lf_context *ctx, lf_workspace *audit, int64_t first, int64_t last,
                    int64_t *out);
/* Marks the sites of a range as done. Inside the caller's transaction. */
bool lf_ledger_done(lf_context *ctx, lf_workspace *audit, int64_t first, int64_t last);

/* Registers the geometries of the audit's own tables, once. */
bool lf_ledger_prepare(lf_context *ctx, lf_workspace *audit);
/* Drops notices of stages after the walk, which are said anew with every call. */
bool lf_ledger_forget_notices(lf_context *ctx, lf_workspace *audit);

/*
 * Keys of the sites that have no walk-shed yet, at most `room`, in order: of all sites, or (failed)
 * of those whose outcome is fail. A site is asked for once: after `after`.
 */
bool lf_ledger_without_shed(lf_context *ctx, lf_workspace *audit, bool failed, int64_t after,
                            int64_t *keys, size_t room, size_t *count);

/* A part of an audit, for a look before it is taken over. Free the texts with lf_ledger_part_free.
 */
typedef struct lf_ledger_part {
    unsigned shard, shards; /* 0, 0: not a shard */
    int64_t sites, done;    /* of its own range */
    char **names, **values; /* facts but the shard, in the order of names */
    size_t count;
} lf_ledger_part;

bool lf_ledger_part_read(lf_context *ctx, const char *path, const char *city_path,
                         lf_ledger_part *out);
void lf_ledger_part_free(lf_ledger_part *part);

/*
 * Takes over the rows of a part: what was loaded only from the `first`, what was found about its
 * sites from each. Call it in the order of the shards.
 */
bool lf_ledger_take(lf_context *ctx, lf_workspace *audit, const char *path, bool first);

/* First and last key of a shard (1 … shards) of so many sites: ids in order, cut into equal runs.
 * last is first - 1 where a shard has none. */
void lf_ledger_range(unsigned shard, unsigned shards, int64_t sites, int64_t *first, int64_t *last);

#endif
