/*
 * The candidate sites of an audit: any source, or one lot described in words, into the table
 * candidates of an audit's file, through the same machinery as the layers of a city.
 *
 * Knows workspace, catalog and base. Must not know what the sites are audited for.
 */
#ifndef LF_LOAD_CANDIDATES_H
#define LF_LOAD_CANDIDATES_H

#include "catalog/city.h"
#include "workspace/workspace.h"

/* Where the candidates come from. All texts are borrowed; NULL: not given. */
typedef struct lf_candidate_source {
    const char *path; /* as the user wrote it: relative to the working folder */
    const char *layer;
    const char *crs;
    const char *datum;
    const char *encoding;
    double footprint_m2; /* ground area of the square that a point stands for; 0: none given */
} lf_candidate_source;

/* One lot without a file; what is not known is NaN. */
typedef struct lf_candidate_lot {
    double x, y; /* the city's coordinates, or degrees (longitude, latitude) */
    double area_m2, far, dwellings;
} lf_candidate_lot;

/*
 * Fills candidates (made anew), source, reject, repair and the load's notices in one transaction;
 * keys are ranks of ids. A candidate that breaks the contract is told, kept in reject, and costs
 * only itself. A source without a CRS is taken to be in the city's where its first coordinates lie
 * there. Derives what is blank by the rules of layers/candidates.sql. `audit` has the city
 * attached; heights are those of the city's terrain. Errors: those of a source; no candidate left.
 */
bool lf_candidates_load(lf_context *ctx, lf_workspace *audit, const lf_city *city,
                        const lf_places *places, const lf_candidate_source *given);

/*
 * Writes the lot as a table of one row to `path`, so that what was asked can be read later and the
 * audit goes on from a file like any other. *given then names it; its texts are literals or `path`.
 */
bool lf_candidates_write_lot(lf_context *ctx, const lf_candidate_lot *lot, const char *path,
                             lf_candidate_source *given);

/* Hash of the source's files and of how it is read; without the files for a data base connection.
 */
bool lf_candidates_hash(lf_context *ctx, const lf_candidate_source *given, char out[LF_HASH_SIZE]);

#endif
