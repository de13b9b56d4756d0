/*
 * The drawing room: pages of paper with text, maps and what belongs to a map, as PNG, SVG or PDF.
 * The only door to cairo and pango.
 *
 *     lf_canvas *canvas = NULL;
 *     lf_canvas_options options = {.format = LF_CANVAS_PDF, .width_mm = 210, .height_mm = 297,
 *                                  .title = "…", .language = "zh", .path = "map.pdf"};
 *     bool ok = lf_canvas_open(ctx, &options, &canvas);
 *     if (ok) {
 *         lf_map_frame frame = lf_frame_fit((lf_box){10, 20, 190, 200}, window, 1.0, true);
 *         lf_frame_begin(canvas, &frame);
 *         lf_frame_wkb(canvas, &frame, wkb, size, &mark);
 *         lf_frame_end(canvas, &frame);
 *         ok = lf_canvas_finish(ctx, canvas);
 *     }
 *     lf_canvas_close(canvas);
 *
 * Paper is measured in millimetres from the upper left corner, y downwards; the plane in the metres
 * of a projected system, y upwards. Drawing functions cannot fail by themselves: the first thing
 * that went wrong is kept in the canvas and told by lf_canvas_finish. Texts are UTF-8; what is not,
 * and control characters, are replaced, so that any name can be drawn.
 *
 * Same calls, same bytes: files carry no clock time. A canvas belongs to one thread at a time;
 * canvases of different threads never meet.
 *
 * Knows base only. Must not know a workspace, a measure or a language's words: texts are given.
 */
#ifndef LF_DRAW_DRAW_H
#define LF_DRAW_DRAW_H

#include "base/context.h"
#include "base/text.h"

/* ---- colours, lines and fills ------------------------------------------------------------------
 */

/* 0xRRGGBBAA. 0 (fully transparent) draws nothing, so that a zeroed style draws nothing. */
typedef uint32_t lf_rgba;

/* An opaque colour from 0xRRGGBB. */
#define LF_RGB(hex) ((lf_rgba)(((uint32_t)(hex) << 8) | 0xffu))

typedef enum lf_hatch {
    LF_HATCH_NONE,
    LF_HATCH_UP,         /* rising to the right: / / / */
    LF_HATCH_DOWN,       /* falling to the right: \ \ \ */
    LF_HATCH_CROSS,      /* both */
    LF_HATCH_HORIZONTAL, /* lying */
    LF_HATCH_VERTICAL,   /* standing */
    LF_HATCH_DOTS
} lf_hatch;

typedef enum lf_dash {
    LF_DASH_NONE,
    LF_DASH_LONG,
    LF_DASH_SHORT,
    LF_DASH_DOT,
    LF_DASH_RAIL
} lf_dash;

/* How a shape is painted, in this order: fill, hatch, casing (below the stroke), stroke. */
typedef struct lf_paint {
    lf_rgba fill;
    lf_hatch hatch;
    lf_rgba hatch_colour;
    double hatch_gap_mm;   /* 0: 1.6 */
    double hatch_width_mm; /* 0: 0.2 */
    lf_rgba casing;        /* drawn around the stroke */
    double casing_mm;      /* its whole width */
    lf_rgba stroke;
    double stroke_mm; /* 0: no stroke */
    lf_dash dash;
} lf_paint;

typedef enum lf_shape {
    LF_SHAPE_CIRCLE,
    LF_SHAPE_SQUARE,
    LF_SHAPE_TRIANGLE,
    LF_SHAPE_DOWN_TRIANGLE,
    LF_SHAPE_DIAMOND,
    LF_SHAPE_STAR,
    LF_SHAPE_PENTAGON,
    LF_SHAPE_HEXAGON,
    LF_SHAPE_CROSS, /* x; strokes only */
    LF_SHAPE_PLUS   /* +; strokes only */
} lf_shape;

/* A sign at a point. Shapes of one size look equally large: they have about equal areas. */
typedef struct lf_symbol {
    lf_shape shape;
    double size_mm; /* diameter of the circle of that area; 0: draws nothing */
    lf_paint paint;
} lf_symbol;

/* ---- the canvas --------------------------------------------------------------------------------
 */

typedef struct lf_canvas lf_canvas;
typedef enum lf_canvas_format { LF_CANVAS_PNG, LF_CANVAS_SVG, LF_CANVAS_PDF } lf_canvas_format;

/* Takes bytes in order; false when it cannot. */
typedef bool lf_canvas_sink(void *user, const char *bytes, size_t count);

typedef struct lf_canvas_options {
    lf_canvas_format format;
    double width_mm, height_mm; /* of the first page */
    double dpi;                 /* of a PNG; 0: 200 */
    const char *title;          /* a PDF's own title; may be NULL */
    const char *language;       /* "zh" or "en": which forms characters take; NULL: "zh" */
    const char *path;           /* where to write; NULL: to the sink */
    lf_canvas_sink *sink;
    void *user; /* borrowed */
} lf_canvas_options;

/*
 * Begins a white page. The file at `path` is written by lf_canvas_finish and replaced whole.
 * Errors: a page of no size or above 5 m, more than 400 million pixels, memory. Release with
 * lf_canvas_close in any case.
 */
bool lf_canvas_open(lf_context *ctx, const lf_canvas_options *options, lf_canvas **out);
/* Ends the page and begins another; an error but for PDF. Pages may differ in size. */
bool lf_canvas_next_page(lf_context *ctx, lf_canvas *canvas, double width_mm, double height_mm);
/*
 * Ends the last page and hands over the bytes. Errors: whatever went wrong while drawing (bad WKB,
 * memory), the bytes could not be written (path and cause). The canvas can only be closed then.
 */
bool lf_canvas_finish(lf_context *ctx, lf_canvas *canvas);
void lf_canvas_close(lf_canvas *canvas);
/* Of the present page. */
double lf_canvas_width_mm(const lf_canvas *canvas);
double lf_canvas_height_mm(const lf_canvas *canvas);
/* Details smaller than this cannot be seen: half a pixel of a PNG, 0.05 mm elsewhere. */
double lf_canvas_detail_mm(const lf_canvas *canvas);

/* ---- plain shapes on paper ---------------------------------------------------------------------
 */

/* A rectangle on paper, in millimetres. */
typedef struct lf_box {
    double x, y, width, height;
} lf_box;

void lf_draw_box(lf_canvas *canvas, lf_box box, const lf_paint *paint);
/* Corners rounded by radius_mm. */
void lf_draw_round_box(lf_canvas *canvas, lf_box box, double radius_mm, const lf_paint *paint);
/* A polyline (closed: polygon) through count points x, y, x, y …, in millimetres. */
void lf_draw_points(lf_canvas *canvas, const double *xy_mm, size_t count, bool closed,
                    const lf_paint *paint);
void lf_draw_line(lf_canvas *canvas, double x1, double y1, double x2, double y2,
                  const lf_paint *paint);
void lf_draw_symbol(lf_canvas *canvas, double x, double y, const lf_symbol *symbol);

/* ---- text --------------------------------------------------------------------------------------
 */

typedef enum lf_align { LF_ALIGN_LEFT, LF_ALIGN_CENTRE, LF_ALIGN_RIGHT } lf_align;

typedef struct lf_text_style {
    double size_mm; /* of the type (em); 3.5 mm are 10 points */
    bool bold;
    lf_rgba colour;
    lf_rgba halo;   /* 0: none */
    double halo_mm; /* how far the halo stands out; 0: a fifth of a millimetre */
    lf_align align;
    int lines; /* at most so many, the last with an ellipsis; 0: any number */
} lf_text_style;

typedef struct lf_extent {
    double width, height; /* millimetres */
    int lines;
} lf_extent;

/*
 * Lays text out in `width_mm`, wrapping between words or Chinese characters; 0: one line as long as
 * it is. Newlines in the text begin a new line where `lines` is not 1. Measuring and drawing the
 * same text with the same style and width one after the other lays it out once.
 */
lf_extent lf_measure_text(lf_canvas *canvas, const lf_text_style *style, double width_mm,
                          const char *text);
/*
 * Draws text whose upper edge is y. With a width the text stands aligned between x and x +
 * width_mm; without, x is its left end, middle or right end, as aligned.
 */
lf_extent lf_draw_text(lf_canvas *canvas, const lf_text_style *style, double x, double y,
                       double width_mm, const char *text);

/* ---- maps --------------------------------------------------------------------------------------
 */

/* A rectangle of the plane, in metres of the projected system. */
typedef struct lf_window {
    double x_min, y_min, x_max, y_max;
} lf_window;

/* A window that holds nothing, to be grown by lf_window_add. */
lf_window lf_window_none(void);
bool lf_window_is_none(lf_window window);
void lf_window_add(lf_window *window, double x, double y);
/* The extent of a geometry is added; false when it is no WKB. Linear in its points. */
bool lf_window_add_wkb(lf_window *window, const void *wkb, size_t size);
/* Wider by `share` of its longer side on every side, and at least min_m long and high. */
lf_window lf_window_grown(lf_window window, double share, double min_m);

/* Where a window of the plane lies on paper. Read it freely; make it with lf_frame_fit. */
typedef struct lf_map_frame {
    lf_box box;          /* on paper */
    lf_window window;    /* of the plane: exactly what the box shows */
    double mm_per_m;     /* paper millimetres per plane metre */
    double ground_scale; /* ground metres per plane metre */
} lf_map_frame;

/*
 * The frame that shows all of `window` as large as the box allows, in its middle. `ground_scale`:
 * ground length divided by plane length there, 0 counts as 1. `round_scale`: the scale is made
 * smaller to the next round denominator (such as 2500, 30000, 65000).
 */
lf_map_frame lf_frame_fit(lf_box box, lf_window window, double ground_scale, bool round_scale);
/* Denominator of the scale on the ground: 25000 for 1:25,000. */
double lf_frame_denominator(const lf_map_frame *frame);
double lf_frame_paper_x(const lf_map_frame *frame, double x);
double lf_frame_paper_y(const lf_map_frame *frame, double y);
double lf_frame_mm(const lf_map_frame *frame, double plane_m);

/* Between these two everything is cut at the edge of the frame. They nest. */
void lf_frame_begin(lf_canvas *canvas, const lf_map_frame *frame);
void lf_frame_end(lf_canvas *canvas, const lf_map_frame *frame);
/* The line around the frame. */
void lf_frame_border(lf_canvas *canvas, const lf_map_frame *frame, const lf_paint *paint);

/* How a geometry of any type is drawn: polygons by area, lines by line, points by point. */
typedef struct lf_mark {
    lf_paint area;
    lf_paint line;
    lf_symbol point;
} lf_mark;

/*
 * Draws a geometry given as WKB (ISO or extended, either byte order, any type with straight edges,
 * Z and M left aside). What lies outside the window is skipped, vertices nearer than the canvas'
 * detail to one another are left out. Linear in its points.
 */
void lf_frame_wkb(lf_canvas *canvas, const lf_map_frame *frame, const void *wkb, size_t size,
                  const lf_mark *mark);
/*
 * For many geometries painted alike: lf_frame_trace gathers the lines or rings of each, and
 * lf_frame_paint paints all that was gathered as one (hatches without seams; a casing lies below
 * all strokes) and forgets it. Points are not gathered.
 */
void lf_frame_trace(lf_canvas *canvas, const lf_map_frame *frame, const void *wkb, size_t size);
void lf_frame_paint(lf_canvas *canvas, const lf_paint *paint);
void lf_frame_point(lf_canvas *canvas, const lf_map_frame *frame, double x, double y,
                    const lf_symbol *symbol);
/* A segment of the plane, e.g. a leader or a missing link. */
void lf_frame_segment(lf_canvas *canvas, const lf_map_frame *frame, double x1, double y1, double x2,
                      double y2, const lf_paint *paint);
/* A circle of radius_m on the ground around a point; nothing where that is above 100 m of paper. */
void lf_frame_circle(lf_canvas *canvas, const lf_map_frame *frame, double x, double y,
                     double radius_m, const lf_paint *paint);
/* The rectangle of another window: where a map lies in its city. Never smaller than 1.5 mm. */
void lf_frame_window(lf_canvas *canvas, const lf_map_frame *frame, const lf_window *window,
                     const lf_paint *paint);

/* ---- labels that do not collide ----------------------------------------------------------------
 */

typedef struct lf_labels lf_labels;

/* Labels of one frame, all inside it. Release with lf_labels_close. */
bool lf_labels_open(lf_context *ctx, lf_canvas *canvas, const lf_map_frame *frame, lf_labels **out);
void lf_labels_close(lf_labels *labels);
/* No label may stand here (a legend inside the map, a station's sign). */
void lf_labels_block(lf_labels *labels, lf_box box);
/*
 * Asks for a label beside a point of the plane, clear_mm away from it (the sign's radius): right,
 * above, below, left, then at the corners. Higher priority is placed first, equal ones in the order
 * asked for. Empty and NULL texts ask for nothing. `text` is copied.
 */
void lf_labels_add_point(lf_labels *labels, double x, double y, double clear_mm, double priority,
                         const lf_text_style *style, const char *text);
/* Asks for a label inside a polygon, where it is widest, wrapped where that helps. */
void lf_labels_add_area(lf_labels *labels, const void *wkb, size_t size, double priority,
                        const lf_text_style *style, const char *text);
/* Places and draws; *placed (may be NULL) is how many found room. Linear in the labels. */
void lf_labels_draw(lf_labels *labels, size_t *placed);
/* Where the label with this number (counted from 0 as asked for) stands; false: it found no room.
 */
bool lf_labels_place(const lf_labels *labels, size_t number, lf_box *out);

/* ---- what belongs to a map ---------------------------------------------------------------------
 */

typedef struct lf_scale_bar {
    double x, y;        /* upper left corner, of the texts over it */
    double most_mm;     /* the bar is at most so long */
    const char *metres; /* the unit's word, e.g. "m" or "米" */
    const char *kilometres;
    lf_text_style style;
} lf_scale_bar;

/*
 * A bar of 1, 2 or 5 times a power of ten metres on the ground, in four parts, and its size on
 * paper. *length_m (may be NULL) is what it stands for, *bar (may be NULL) where the bar itself
 * lies.
 */
lf_extent lf_draw_scale_bar(lf_canvas *canvas, const lf_map_frame *frame,
                            const lf_scale_bar *options, double *length_m, lf_box *bar);
/* An arrow of height_mm whose foot stands in the middle of x; `north` is the word over it. */
lf_extent lf_draw_north_arrow(lf_canvas *canvas, double x, double y, double height_mm,
                              const lf_text_style *style, const char *north);

typedef enum lf_legend_kind {
    LF_LEGEND_HEADING,
    LF_LEGEND_AREA,   /* a swatch painted by `paint` */
    LF_LEGEND_LINE,   /* a line painted by `paint` */
    LF_LEGEND_SYMBOL, /* `symbol` */
    LF_LEGEND_NOTE    /* small text across the column */
} lf_legend_kind;

typedef struct lf_legend_item {
    lf_legend_kind kind;
    lf_paint paint;
    lf_symbol symbol;
    const char *text; /* borrowed while drawing */
} lf_legend_item;

typedef struct lf_legend {
    const lf_legend_item *items; /* borrowed */
    size_t count;
    double width_mm;   /* of the whole */
    int columns;       /* 0: 1 */
    double size_mm;    /* of the type; 0: 2.6 */
    const char *title; /* over all columns; may be NULL */
} lf_legend;

/*
 * Items fill the columns evenly, top to bottom; a heading is never the last of its column. Long
 * texts wrap. lf_measure_legend tells the size without drawing.
 */
lf_extent lf_measure_legend(lf_canvas *canvas, const lf_legend *legend);
lf_extent lf_draw_legend(lf_canvas *canvas, const lf_legend *legend, double x, double y);

#endif
