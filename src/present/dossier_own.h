/* What the files of the dossiers share. Not for other files. */
#ifndef LF_PRESENT_DOSSIER_OWN_H
#define LF_PRESENT_DOSSIER_OWN_H

#include "present/dossier.h"
#include "present/rows.h"
#include "present/scene.h"

/* What all dossiers share; only read while pages are drawn. */
typedef struct lf_dossier_kit {
    const lf_report *report; /* its words; its workspace is not asked */
    const lf_style *style;
    const lf_scene *scene;
    double ground_scale;
    const char *provenance; /* the line at the foot */
} lf_dossier_kit;

/* What is known of a site, a member per query of queries/present/dossier. */
typedef struct lf_dossier {
    lf_rows site, checks, effects, places, accesses, links, sheds;
} lf_dossier;

/* Draws the pages and hands the PDF's bytes to `sink`. */
bool lf_dossier_draw(lf_context *ctx, const lf_dossier_kit *kit, const lf_dossier *of,
                     lf_canvas_sink *sink, void *user);

/*
 * The two maps and their legend: where the site lies in the city (locator, legend below it in
 * legend_box), and what is around it (map).
 */
bool lf_dossier_maps(lf_context *ctx, const lf_dossier_kit *kit, const lf_dossier *of,
                     lf_canvas *canvas, lf_box locator, lf_box legend_box, lf_box map);

/* "site.not_measured" for the outcome "not measured". */
void lf_dossier_outcome_sign(const char *outcome, char out[64]);

#endif
