/*
 * Maps: `lifang map`. What a map shows comes from queries/present/map, how it looks from
 * layers/styles/, what it says from layers/labels.csv; here the pages are laid out.
 *
 * Reads the layers, walk_*, value and verdict; writes one file and nothing in the workspace. Knows
 * workspace, draw and the report's words. Must not know how anything was computed.
 */
#ifndef LF_PRESENT_MAP_H
#define LF_PRESENT_MAP_H

#include "present/report.h"

/* What is asked for. Texts are borrowed; NULL: not said. */
typedef struct lf_map_request {
    const char *show;        /* MEASURE[/SLICE[/BASE]], walkshed:CATEGORY, tod, gaps or verdicts */
    const char *area;        /* id or name: only this area, the rest veiled */
    const char *kind;        /* the kind of area that a measure is coloured by */
    const char *size;        /* "a4", "a3" or WIDTHxHEIGHT in pixels; default a4 */
    const char *orientation; /* "landscape" or "portrait"; default: as the window asks for */
    const char *title;       /* in place of the title made of what is shown */
    const char *atlas;       /* a kind of area: a page for each, in one PDF */
    const char *path;        /* where to write; .png, .svg or .pdf */
} lf_map_request;

/*
 * Draws the map into request->path. `language` is "en", "zh" or NULL. Errors: a stage has not run;
 * a measure, slice, base, category, kind or area that is not there (with a suggestion); a measure
 * that has no values by area; an unknown suffix or size; an atlas that is no PDF; a file that
 * cannot be written. Linear in the layers drawn.
 */
bool lf_present_map(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                    const char *language, const lf_map_request *request);

#endif
