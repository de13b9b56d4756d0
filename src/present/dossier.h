/*
 * Dossiers: for each site of an audit a PDF of one or two pages that can be laid on a table: where
 * the site lies, what is within its walk, every check with its reason and clause, what would mend
 * it.
 *
 * Texts, places and shapes come from queries/present/dossier, looks from layers/styles. Knows the
 * audit's workspace, the style and the drawing room; must not know how anything was checked.
 */
#ifndef LF_PRESENT_DOSSIER_H
#define LF_PRESENT_DOSSIER_H

#include "present/report.h"

/*
 * Writes dossiers/ID.pdf in `folder` for every site, or only for those that failed. Letters and
 * digits of any script, '-', '_' and '.' of an id stay in the file's name; an id that has others,
 * or is the same as another but for capitals, gets '~' and a part of its hash, so that no two sites
 * share a file and none leaves the folder. A dossier that is as it would be written is left alone,
 * and those of sites that are no longer wanted are taken away (only files that this function
 * wrote). Pages are drawn by the context's threads, each with a reader of its own; threads change
 * no byte. Memory does not grow with the number of sites. Errors: folder not writable, disk full,
 * stopped (what is written stays and is whole).
 */
bool lf_dossiers_write(lf_context *ctx, const lf_report *report, const char *folder,
                       bool only_failed);

/* The file's name for an id, without a folder; `alone`: no other id differs in capitals only.
 * free() it; NULL when memory ran out. */
char *lf_dossier_name(const char *id, bool alone);

#endif
