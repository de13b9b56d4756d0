/*
 * Facility categories: the project's table and the city file's own, by any of their names.
 *
 * Knows catalog and workspace. Inside the room load only.
 */
#ifndef LF_LOAD_CATEGORY_H
#define LF_LOAD_CATEGORY_H

#include "catalog/city.h"
#include "workspace/workspace.h"

typedef struct lf_categories {
    lf_table table;      /* layers/categories.csv */
    const lf_city *city; /* borrowed */
    lf_table settings;   /* layers/settings.csv: the tiers' distances */
    lf_table words;      /* layers/classes.csv: classes, modes, statuses … */
} lf_categories;

bool lf_categories_open(lf_context *ctx, const lf_places *places, const lf_city *city,
                        lf_categories *out);
void lf_categories_close(lf_categories *categories);

/* The id a text names (id, title, Chinese title or other name; ASCII case ignored), or NULL. */
const char *lf_category_find(const lf_categories *categories, const char *text);
/* The id or title nearest to a text that names none; NULL when nothing is near. free() the result.
 */
char *lf_category_suggest(const lf_categories *categories, const char *text);

/* The id of a word of layers/classes.csv (id, title, Chinese title or other name; ASCII case
 * ignored) among those of a kind, or NULL. */
const char *lf_word_find(const lf_categories *categories, const char *kind, const char *text);

/*
 * Fills the table category: those the city file lists, or all that have a facility; 'station' when
 * there are stations. The limit is what the city file says for the category, else for its tier,
 * else what categories.csv says. Notices name listed categories without a facility and facilities
 * of categories that are not listed.
 */
bool lf_categories_write(lf_context *ctx, lf_workspace *ws, const lf_categories *categories);

/* The value of a setting: the city file's, else the default. *line is the city file's or 0. */
const char *lf_setting_given(const lf_city *city, const lf_table *settings, const char *name,
                             int *line);
/* "city.yaml:12": where a value comes from. */
void lf_city_origin(const lf_city *city, int line, char *out, size_t size);

#endif
