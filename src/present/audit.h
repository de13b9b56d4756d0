/*
 * What an audit of sites leaves: a table of sites and one of checks, as text, CSV, JSON, XLSX and
 * GeoPackage, and a dossier per site.
 *
 * Reads the tables of queries/audit.sql (candidates, check_result, site_outcome …) and, through the
 * attached city, its layers; writes files and nothing else. Knows workspace and below. Must not
 * know how anything was checked.
 */
#ifndef LF_PRESENT_AUDIT_H
#define LF_PRESENT_AUDIT_H

#include "present/present.h"

/* Which sites get a dossier. */
typedef enum lf_dossiers {
    LF_DOSSIERS_NONE,
    LF_DOSSIERS_FAILED, /* outcome fail */
    LF_DOSSIERS_ALL
} lf_dossiers;

/* "all", "failed" or "none"; any other word is a usage error that names the three. */
bool lf_dossiers_from_word(lf_context *ctx, const char *word, lf_dossiers *out);

typedef struct lf_audit_options {
    lf_dossiers dossiers;
} lf_audit_options;

/*
 * Writes audit.csv (a row per site), audit_checks.csv (a row per check of a site),
 * audit_effects.csv, audit.json (audit.schema.json), audit.xlsx, audit.gpkg, report.html, and the
 * folder dossiers/ with a PDF per site that `options` asks for; each file whole or not at all,
 * sites in the order of their ids, the same bytes for any number of threads. Files of an earlier
 * audit in the same folder are replaced; dossiers that are as they would be written stay untouched,
 * so that a stopped call goes on where it was. `audit` is the audit's workspace with the city
 * attached for reading (its tables as committed: no transaction may be open). `language` is "en",
 * "zh" or NULL (as the city). `options` may be NULL: no dossiers. Errors: folder not writable, disk
 * full, stopped.
 */
bool lf_audit_present(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                      const char *language, const char *folder, const lf_audit_options *options);

/*
 * Prints an audit. `what` is
 *   "sites"    a row per site, with the counts of outcomes below
 *   "checks"   a row per check that did not pass; "all checks": of every check
 *   "effects"  what building the sites does to the plan's targets
 *   "summary"  sites and effects in text; the whole lifang-audit document in JSON; sites in CSV
 *   "files"    the files in `folder` and what each holds (needs `folder`; NULL otherwise)
 * Errors: an unknown word, a writer that failed.
 */
bool lf_audit_print(lf_context *ctx, lf_workspace *audit, const lf_places *places, const char *what,
                    const char *folder, const lf_print *print);

#endif
