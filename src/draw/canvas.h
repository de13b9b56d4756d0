/*
 * Inside of the drawing room: what a canvas holds, and what its files share.
 *
 * Known to src/draw only.
 */
#ifndef LF_DRAW_CANVAS_H
#define LF_DRAW_CANVAS_H

#include <cairo.h>
#include <pango/pangocairo.h>
#include <stdio.h>

#include "base/words.h"
#include "draw/draw.h"

enum { LF_CANVAS_ERROR_SIZE = 256 };

/* The text laid out last, so that measuring and drawing it lay it out once. */
typedef struct lf_layout_memory {
    char *text; /* owned; as given */
    double size_mm;
    double width_mm;
    bool bold;
    lf_align align;
    int lines;
    lf_extent extent;
} lf_layout_memory;

struct lf_canvas {
    lf_canvas_format format;
    double width_mm, height_mm, dpi;
    double units_per_mm;      /* of the surface */
    cairo_surface_t *surface; /* owned */
    cairo_t *cairo;           /* owned; its user unit is the millimetre */
    PangoContext *pango;      /* owned; made with the first text */
    PangoLayout *layout;      /* owned */
    PangoLanguage *language;  /* pango's */
    lf_layout_memory last;
    size_t gathered; /* points of the path lf_frame_trace gathers */
    /* where the bytes go */
    lf_canvas_sink *sink;
    void *user;
    char *path, *temporary;           /* owned; NULL with a sink */
    FILE *stream;                     /* owned; of temporary */
    int write_errno;                  /* why bytes were not taken; 0: they were */
    lf_text svg;                      /* an SVG's bytes until its ids are made lasting */
    char error[LF_CANVAS_ERROR_SIZE]; /* what went wrong first; "" when nothing did */
};

/* Keeps what went wrong first. */
void lf_canvas_fault(lf_canvas *canvas, const char *what);
/* Sets cairo's colour; false for a transparent one, which draws nothing. */
bool lf_canvas_colour(lf_canvas *canvas, lf_rgba colour);
/* Paints cairo's current path and forgets it. Lines follow `paint` only where it has a stroke. */
void lf_canvas_paint_path(lf_canvas *canvas, const lf_paint *paint);
/* Forgets the text laid out last. */
void lf_canvas_forget_text(lf_canvas *canvas);
/* A copy of text that pango can lay out: valid UTF-8, no control characters, not endlessly long. */
char *lf_canvas_clean_text(const char *text, bool keep_newlines);

#endif
