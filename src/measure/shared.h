/*
 * Temporary tables that checks and effects share: the queries of queries/checks/derived, made once
 * for a city or anew for every batch of sites.
 *
 *     -- id: site_area              the file's name, and the table's
 *     -- made: batch                batch, or once
 *     -- index: site_key            any number of indexes
 *     -- boxes: key, x0, x1, y0, y1 once only: an R-tree <id>_box of these columns
 *     -- about: …
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_SHARED_H
#define LF_MEASURE_SHARED_H

#include "measure/query.h"
#include "workspace/workspace.h"

/* What every query of an audit may use besides its own parameters. */
typedef struct lf_audit_terms {
    double tolerance;  /* :tolerance, share by which the walking speed may differ */
    double position_m; /* :position_m, how exactly a site's position is known */
    double ground_scale, search_limit_m, speed_m_per_min;
} lf_audit_terms;

bool lf_audit_terms_read(lf_context *ctx, lf_workspace *audit, lf_audit_terms *out);
/* Binds the terms, and :first_key and :last_key (0, 0: no batch). */
void lf_audit_terms_bind(const lf_audit_terms *terms, int64_t first_key, int64_t last_key,
                         lf_statement *statement);
/* Whether :name is one of them. */
bool lf_audit_terms_has(const char *name);

typedef struct lf_shared {
    lf_query *queries;
    size_t count;
    lf_statement **fills;  /* of those made for a batch; NULL of the others */
    lf_statement **clears; /* likewise */
    size_t *order;         /* in which they can be made; owned, as all above */
} lf_shared;

/*
 * Reads the definitions, proves each read-only, and makes the tables: filled where they are made
 * once, empty where they are made for a batch. Errors name the file; a table that needs one which
 * is not there is an error.
 */
bool lf_shared_make(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                    const lf_audit_terms *terms, lf_shared *out);
/* Fills the tables that are made for a batch anew. */
bool lf_shared_fill(lf_context *ctx, const lf_shared *shared, const lf_audit_terms *terms,
                    int64_t first_key, int64_t last_key);
/* Drops the tables. Accepts a zeroed *shared. */
void lf_shared_drop(lf_workspace *audit, lf_shared *shared);

#endif
