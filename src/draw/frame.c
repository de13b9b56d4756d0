/*
 * Map frames: where a window of the plane lies on paper, and geometries drawn in it.
 */
#include "draw/canvas.h"
#include "draw/wkb.h"

#include <math.h>
#include <stdlib.h>

static const double mm_per_metre = 1000.0;
static const double smallest_window_mm = 1.5;
static const double margin_mm = 12.0; /* beyond the frame: wider than any stroke or symbol */
static const double far_mm = 500.0;   /* beyond the frame: cairo is given nothing farther away */
static const double widest_circle_mm = 1e5; /* no map shows a larger one */
static const double farthest_mm = 1e9;      /* what is not a place at all is taken for one so far */

/* ---- windows -----------------------------------------------------------------------------------
 */

lf_window lf_window_none(void)
{
    return (lf_window){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

bool lf_window_is_none(lf_window window)
{
    return !(window.x_min <= window.x_max && window.y_min <= window.y_max);
}

void lf_window_add(lf_window *window, double x, double y)
{
    window->x_min = fmin(window->x_min, x);
    window->y_min = fmin(window->y_min, y);
    window->x_max = fmax(window->x_max, x);
    window->y_max = fmax(window->y_max, y);
}

static void add_part(void *user, const lf_wkb_part *part)
{
    double x, y;
    for (size_t i = 0; i < part->count && !part->hole; i++)
        if (lf_wkb_point(part, i, &x, &y))
            lf_window_add(user, x, y);
}

bool lf_window_add_wkb(lf_window *window, const void *wkb, size_t size)
{
    return lf_wkb_walk(wkb, size, add_part, window);
}

lf_window lf_window_grown(lf_window window, double share, double min_m)
{
    double width = window.x_max - window.x_min, height = window.y_max - window.y_min;
    double more = share * fmax(width, height);
    double dx = fmax(more, (min_m - width) / 2), dy = fmax(more, (min_m - height) / 2);
    return (lf_window){window.x_min - dx, window.y_min - dy, window.x_max + dx, window.y_max + dy};
}

/* ---- frames ------------------------------------------------------------------------------------
 */

/* The next round denominator that is not below `wanted`. */
static double round_up(double wanted)
{
    static const double steps[] = {1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5,
                                   5, 5.5,  6,   6.5,  7, 7.5, 8, 9,   10};
    double power = pow(10.0, floor(log10(wanted)));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i] * power >= wanted * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

lf_map_frame lf_frame_fit(lf_box box, lf_window window, double ground_scale, bool round_scale)
{
    lf_map_frame frame = {.box = box, .ground_scale = ground_scale > 0 ? ground_scale : 1.0};
    if (lf_window_is_none(window))
        window = (lf_window){-500, -500, 500, 500};
    window = lf_window_grown(window, 0, 1.0);
    double width = window.x_max - window.x_min, height = window.y_max - window.y_min;
    double m_per_mm = fmax(width / box.width, height / box.height);
    if (round_scale)
        m_per_mm = round_up(m_per_mm * mm_per_metre * frame.ground_scale) /
                   (mm_per_metre * frame.ground_scale);
    double x = (window.x_min + window.x_max) / 2, y = (window.y_min + window.y_max) / 2;
    double dx = box.width * m_per_mm / 2, dy = box.height * m_per_mm / 2;
    frame.mm_per_m = 1 / m_per_mm;
    frame.window = (lf_window){x - dx, y - dy, x + dx, y + dy};
    return frame;
}

double lf_frame_denominator(const lf_map_frame *frame)
{
    return mm_per_metre * frame->ground_scale / frame->mm_per_m;
}

double lf_frame_paper_x(const lf_map_frame *frame, double x)
{
    return frame->box.x + (x - frame->window.x_min) * frame->mm_per_m;
}

double lf_frame_paper_y(const lf_map_frame *frame, double y)
{
    return frame->box.y + (frame->window.y_max - y) * frame->mm_per_m;
}

double lf_frame_mm(const lf_map_frame *frame, double plane_m)
{
    return plane_m * frame->mm_per_m;
}

void lf_frame_begin(lf_canvas *canvas, const lf_map_frame *frame)
{
    const lf_box *box = &frame->box;
    cairo_save(canvas->cairo);
    cairo_new_path(canvas->cairo);
    cairo_rectangle(canvas->cairo, box->x, box->y, box->width, box->height);
    cairo_clip(canvas->cairo);
}

void lf_frame_end(lf_canvas *canvas, const lf_map_frame *frame)
{
    (void)frame;
    cairo_restore(canvas->cairo);
}

void lf_frame_border(lf_canvas *canvas, const lf_map_frame *frame, const lf_paint *paint)
{
    lf_draw_box(canvas, frame->box, paint);
}

/* ---- tracing -----------------------------------------------------------------------------------
 */

typedef struct spot {
    double x, y; /* on paper */
    int outside; /* bits: left, right, above, below the frame */
} spot;

/*
 * Lays the points of a part into cairo's path, leaving out what cannot be seen: points nearer than
 * the detail to the one before, and points that lie beyond one edge of the frame together with both
 * their neighbours (the path between these stays beyond that edge).
 */
typedef struct tracer {
    lf_canvas *canvas;
    const lf_map_frame *frame;
    lf_part_kind kind; /* others are passed over */
    const lf_symbol *symbol;
    double detail_mm;
    size_t traced; /* points, of all parts */
    spot kept, waiting;
    bool has_kept, has_waiting;
} tracer;

static spot place(const lf_map_frame *frame, double x, double y)
{
    const lf_box *box = &frame->box;
    spot s = {fmax(-farthest_mm, fmin(farthest_mm, lf_frame_paper_x(frame, x))),
              fmax(-farthest_mm, fmin(farthest_mm, lf_frame_paper_y(frame, y))), 0};
    s.outside =
        (s.x < box->x - margin_mm ? 1 : 0) | (s.x > box->x + box->width + margin_mm ? 2 : 0) |
        (s.y < box->y - margin_mm ? 4 : 0) | (s.y > box->y + box->height + margin_mm ? 8 : 0);
    return s;
}

/* The place on the border of the far surroundings that stands for one outside of them. */
static void lay_point(tracer *t, double x, double y, bool first)
{
    const lf_box *box = &t->frame->box;
    x = fmax(box->x - far_mm, fmin(box->x + box->width + far_mm, x));
    y = fmax(box->y - far_mm, fmin(box->y + box->height + far_mm, y));
    if (first)
        cairo_move_to(t->canvas->cairo, x, y);
    else
        cairo_line_to(t->canvas->cairo, x, y);
}

/* Where a segment crosses the line at `limit`, as a share of its length; past its end if nowhere.
 */
static double crossing(double from, double to, double limit)
{
    double share = from != to ? (limit - from) / (to - from) : 2.0;
    return share > 0 && share < 1 ? share : 2.0;
}

static int by_share(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/*
 * A segment with a corner wherever it passes one of the four lines that bound the far surroundings:
 * each piece then lies wholly inside them, where it is laid as it is, or wholly beyond one line,
 * and is laid along the border. What is seen of the frame stays exact.
 */
static void lay_segment(tracer *t, spot to)
{
    const lf_box *box = &t->frame->box;
    const spot *from = &t->kept;
    double shares[4] = {crossing(from->x, to.x, box->x - far_mm),
                        crossing(from->x, to.x, box->x + box->width + far_mm),
                        crossing(from->y, to.y, box->y - far_mm),
                        crossing(from->y, to.y, box->y + box->height + far_mm)};
    qsort(shares, 4, sizeof shares[0], by_share);
    for (int i = 0; i < 4 && shares[i] < 1; i++)
        lay_point(t, from->x + shares[i] * (to.x - from->x), from->y + shares[i] * (to.y - from->y),
                  false);
    lay_point(t, to.x, to.y, false);
}

static void lay(tracer *t, spot s)
{
    if (t->has_kept)
        lay_segment(t, s);
    else
        lay_point(t, s.x, s.y, true);
    t->has_kept = true;
    t->kept = s;
    t->traced++;
}

static void trace_spot(tracer *t, spot s)
{
    if (!t->has_kept) {
        lay(t, s);
        return;
    }
    if (t->has_waiting) {
        bool unseen = (t->kept.outside & t->waiting.outside & s.outside) != 0;
        if (!unseen && hypot(t->waiting.x - t->kept.x, t->waiting.y - t->kept.y) >= t->detail_mm)
            lay(t, t->waiting);
    }
    t->waiting = s;
    t->has_waiting = true;
}

/* Extent on paper and twice the signed area of a part. */
static lf_window survey(const tracer *t, const lf_wkb_part *part, double *area)
{
    lf_window seen = lf_window_none();
    double x0 = 0, y0 = 0, x, y;
    bool first = true;
    *area = 0;
    for (size_t i = 0; i < part->count; i++) {
        if (!lf_wkb_point(part, i, &x, &y))
            continue;
        if (!first)
            *area += (x0 - x) * (y0 + y);
        first = false;
        x0 = x;
        y0 = y;
        lf_window_add(&seen, lf_frame_paper_x(t->frame, x), lf_frame_paper_y(t->frame, y));
    }
    return seen;
}

static bool can_be_seen(const tracer *t, lf_window seen)
{
    const lf_box *box = &t->frame->box;
    bool inside =
        seen.x_max >= box->x - margin_mm && seen.x_min <= box->x + box->width + margin_mm &&
        seen.y_max >= box->y - margin_mm && seen.y_min <= box->y + box->height + margin_mm;
    return inside && fmax(seen.x_max - seen.x_min, seen.y_max - seen.y_min) >= t->detail_mm / 2;
}

static void trace_part(tracer *t, const lf_wkb_part *part)
{
    double area = 0, x, y;
    if (!can_be_seen(t, survey(t, part, &area)))
        return;
    /* Outer rings run one way and holes the other, so that overlapping shapes fill as one. */
    bool turned = part->kind == LF_PART_RING && (area > 0) == part->hole;
    t->has_kept = t->has_waiting = false;
    for (size_t i = 0; i < part->count; i++)
        if (lf_wkb_point(part, turned ? part->count - 1 - i : i, &x, &y))
            trace_spot(t, place(t->frame, x, y));
    if (t->has_waiting)
        lay(t, t->waiting);
    /* The ring ends where it began, so that a closing line lies along the border at most. */
    if (part->kind == LF_PART_RING && t->has_kept)
        cairo_close_path(t->canvas->cairo);
}

static void take_part(void *user, const lf_wkb_part *part)
{
    tracer *t = user;
    double x, y;
    if (part->kind != t->kind)
        return;
    if (part->kind != LF_PART_POINT)
        trace_part(t, part);
    else if (lf_wkb_point(part, 0, &x, &y))
        lf_frame_point(t->canvas, t->frame, x, y, t->symbol);
}

static size_t trace(lf_canvas *canvas, const lf_map_frame *frame, lf_part_kind kind,
                    const lf_symbol *symbol, const void *wkb, size_t size)
{
    tracer t = {.canvas = canvas,
                .frame = frame,
                .kind = kind,
                .symbol = symbol,
                .detail_mm = lf_canvas_detail_mm(canvas)};
    if (!lf_wkb_walk(wkb, size, take_part, &t))
        lf_canvas_fault(canvas, N_("a geometry is not well-formed WKB"));
    return t.traced;
}

static bool paints(const lf_paint *paint)
{
    return (paint->fill & 0xff) != 0 || (paint->stroke_mm > 0 && (paint->stroke & 0xff) != 0) ||
           (paint->hatch != LF_HATCH_NONE && (paint->hatch_colour & 0xff) != 0) ||
           (paint->casing_mm > 0 && (paint->casing & 0xff) != 0);
}

void lf_frame_wkb(lf_canvas *canvas, const lf_map_frame *frame, const void *wkb, size_t size,
                  const lf_mark *mark)
{
    cairo_new_path(canvas->cairo);
    if (paints(&mark->area) && trace(canvas, frame, LF_PART_RING, NULL, wkb, size) > 0)
        lf_canvas_paint_path(canvas, &mark->area);
    if (paints(&mark->line) && trace(canvas, frame, LF_PART_LINE, NULL, wkb, size) > 0)
        lf_canvas_paint_path(canvas, &mark->line);
    if (mark->point.size_mm > 0)
        trace(canvas, frame, LF_PART_POINT, &mark->point, wkb, size);
}

void lf_frame_trace(lf_canvas *canvas, const lf_map_frame *frame, const void *wkb, size_t size)
{
    if (canvas->gathered == 0)
        cairo_new_path(canvas->cairo);
    canvas->gathered += trace(canvas, frame, LF_PART_RING, NULL, wkb, size);
    canvas->gathered += trace(canvas, frame, LF_PART_LINE, NULL, wkb, size);
}

void lf_frame_paint(lf_canvas *canvas, const lf_paint *paint)
{
    if (canvas->gathered > 0)
        lf_canvas_paint_path(canvas, paint);
    canvas->gathered = 0;
}

void lf_frame_point(lf_canvas *canvas, const lf_map_frame *frame, double x, double y,
                    const lf_symbol *symbol)
{
    spot s = place(frame, x, y);
    if (s.outside == 0)
        lf_draw_symbol(canvas, s.x, s.y, symbol);
}

void lf_frame_segment(lf_canvas *canvas, const lf_map_frame *frame, double x1, double y1, double x2,
                      double y2, const lf_paint *paint)
{
    spot a = place(frame, x1, y1), b = place(frame, x2, y2);
    tracer t = {.canvas = canvas, .frame = frame};
    if ((a.outside & b.outside) != 0)
        return;
    cairo_new_path(canvas->cairo);
    lay(&t, a);
    lay(&t, b);
    lf_canvas_paint_path(canvas, paint);
}

void lf_frame_circle(lf_canvas *canvas, const lf_map_frame *frame, double x, double y,
                     double radius_m, const lf_paint *paint)
{
    spot s = place(frame, x, y);
    double radius = radius_m / frame->ground_scale * frame->mm_per_m;
    if (fabs(s.x) > widest_circle_mm || fabs(s.y) > widest_circle_mm ||
        !(radius < widest_circle_mm))
        return;
    cairo_new_path(canvas->cairo);
    cairo_arc(canvas->cairo, s.x, s.y, radius, 0, 2 * M_PI);
    cairo_close_path(canvas->cairo);
    lf_canvas_paint_path(canvas, paint);
}

void lf_frame_window(lf_canvas *canvas, const lf_map_frame *frame, const lf_window *window,
                     const lf_paint *paint)
{
    double x1 = lf_frame_paper_x(frame, window->x_min), x2 = lf_frame_paper_x(frame, window->x_max);
    double y1 = lf_frame_paper_y(frame, window->y_max), y2 = lf_frame_paper_y(frame, window->y_min);
    double width = fmax(x2 - x1, smallest_window_mm), height = fmax(y2 - y1, smallest_window_mm);
    lf_draw_box(canvas, (lf_box){(x1 + x2 - width) / 2, (y1 + y2 - height) / 2, width, height},
                paint);
}
