/*
 * report.html: the page's template with the city's data in the place of its marker. The data is one
 * JSON document (src/page/DATA.md), put together of the queries in queries/present/page/.
 *
 * Knows workspace and below, the styles, and the template as bytes. Must not know how the page
 * looks.
 */
#ifndef LF_PRESENT_PAGE_H
#define LF_PRESENT_PAGE_H

#include "present/output.h"
#include "present/report.h"

/*
 * Writes the page into folder/name, whole or not at all. `report` is of the city's workspace, the
 * stages up to measure finished. `audit` is NULL, or a report of an audit file with the city
 * attached: then the page has the sites of the audit as well. Both workspaces get temporary tables
 * page_* while this runs (no file is written to). The same results give the same bytes. Errors: a
 * stage has not run; a query that writes; folder not writable, disk full; stopped. Linear in the
 * rows of the workspace.
 */
bool lf_page_write(lf_context *ctx, const lf_report *report, const lf_report *audit,
                   const char *folder, const char *name);

/*
 * As lf_page_write, for a report of an audit file: the city's workspace is opened for reading where
 * the audit says it lies.
 */
bool lf_page_write_audit(lf_context *ctx, const lf_report *audit, const char *folder,
                         const char *name);
/* The same into an output, for a caller that opens and commits the file itself. */
bool lf_page_put_audit(lf_context *ctx, const lf_report *audit, lf_output *output);

/* Hash of the template the page is made of. */
void lf_page_template_hash(char out[LF_HASH_SIZE]);

/* The document alone, for programs and tests. */
bool lf_page_write_data(lf_context *ctx, const lf_report *report, const lf_report *audit,
                        lf_output *output);

#endif
