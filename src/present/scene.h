/*
 * What lies around many small maps: streets, water, constraints and rail lines, read once and found
 * by place, so that a map costs what it shows and not what the city holds.
 *
 * The layers are those of maps (queries/present/map), so both look alike. After it is made a scene
 * is only read: any number of threads may look at it. Knows the style and the drawing room's
 * windows; must not know what is drawn over it.
 */
#ifndef LF_PRESENT_SCENE_H
#define LF_PRESENT_SCENE_H

#include "present/style.h"

typedef struct lf_scene lf_scene;

/* In the order in which they are drawn. */
typedef enum lf_scene_layer {
    LF_SCENE_INSET, /* the city's districts, for the small map */
    LF_SCENE_WATER,
    LF_SCENE_CONSTRAINTS,
    LF_SCENE_STREETS,
    LF_SCENE_RAIL,
    LF_SCENE_LAYERS
} lf_scene_layer;

typedef struct lf_scene_item {
    const lf_sign *sign; /* borrowed from the style; NULL where the style has none */
    void *wkb;           /* the scene's */
    size_t size;
    lf_window window;
} lf_scene_item;

/*
 * Reads what reaches into `window` (the whole city for the inset). `style` is borrowed. Cost: one
 * pass over the layers, memory of their geometry inside the window.
 */
bool lf_scene_open(lf_context *ctx, const lf_report *report, const lf_style *style,
                   lf_window window, lf_scene **out);
void lf_scene_close(lf_scene *scene);

/*
 * The items of a layer that reach into a window, in the order of their rows; *items has *count
 * numbers for lf_scene_item_at, to free(). Linear in what lies there.
 */
bool lf_scene_find(lf_context *ctx, const lf_scene *scene, lf_scene_layer layer, lf_window window,
                   uint32_t **items, size_t *count);
const lf_scene_item *lf_scene_item_at(const lf_scene *scene, lf_scene_layer layer, uint32_t item);
/* The extent of a layer; none when it is empty. */
lf_window lf_scene_extent(const lf_scene *scene, lf_scene_layer layer);

#endif
