/*
 * Candidate sites walked: what is reached on foot from each of them, with what doubt its position
 * leaves, and the one missing street link that would bring a place within reach.
 *
 * Reads an audit's file with the city attached (queries/audit.sql); writes its tables site_access,
 * site_walk, site_station, site_reach, site_catchment, site_link and site_shed. Rows of the same
 * polygon are those of walk_site. Must not know what is judged by them.
 */
#ifndef LF_WALK_AUDIT_H
#define LF_WALK_AUDIT_H

#include "workspace/workspace.h"

typedef struct lf_walk_audit lf_walk_audit;

/*
 * Builds the network of the city, once for all sites, and searches it once from the places of every
 * category. Takes some 12 bytes a junction and category, whatever the number of sites. `audit` is
 * borrowed, as is the context for how many threads there are. Close *out, also after a failure.
 */
bool lf_walk_audit_open(lf_context *ctx, lf_workspace *audit, lf_walk_audit **out);
void lf_walk_audit_close(lf_walk_audit *walk);

/*
 * Replaces the rows of the candidates with keys first_key … last_key, in the caller's transaction.
 * Over the threads of the context; rows do not depend on how many. A site that cannot be walked (a
 * fault of the geometry library) costs itself only: it is told, and listed in reject. Memory grows
 * with the number of sites in the range. About a millisecond or two a site and thread.
 */
bool lf_walk_audit_batch(lf_context *ctx, lf_walk_audit *walk, int64_t first_key, int64_t last_key);

/*
 * Draws the places that are within each tier's distance of a candidate on foot, for the `count`
 * keys given, in the caller's transaction. Walked in the direction to the site, which differs from
 * the other only on streets that are one-way on foot.
 */
bool lf_walk_audit_sheds(lf_context *ctx, lf_walk_audit *walk, const int64_t *keys, size_t count);

#endif
