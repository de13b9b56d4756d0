/* The settings, categories and parameters of measures in the city file. See city.h. */
#include "base/words.h"
#include "catalog/city_reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MOST = 100, NAMES_MOST = 512 };

/* ---- settings: the rows of layers/settings.csv ---- */

bool lf_city_is_section(const lf_city_reader *r, const char *key)
{
    size_t length = strlen(key);
    for (size_t row = 1; row < r->settings.rows; row++) {
        const char *name = lf_table_get(&r->settings, row, "name");
        if (strncmp(name, key, length) == 0 && name[length] == '.')
            return true;
    }
    return false;
}

static size_t find_row(const lf_table *table, const char *column, const char *value)
{
    for (size_t row = 1; row < table->rows; row++)
        if (strcmp(lf_table_get(table, row, column), value) == 0)
            return row;
    return 0;
}

static bool fail_unknown_setting(lf_city_reader *r, const lf_yaml_entry *entry)
{
    const char *names[NAMES_MOST] = {NULL};
    size_t count = 0, section = strlen(entry->parent) + 1;
    for (size_t row = 1; row < r->settings.rows && count < NAMES_MOST; row++) {
        const char *name = lf_table_get(&r->settings, row, "name");
        if (strncmp(name, entry->where, section) == 0)
            names[count++] = name + section;
    }
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", names, count);
}

/* "tobler|none": the words a setting may take. */
static bool read_word(lf_city_reader *r, const lf_yaml_entry *entry, const char *unit, char **out)
{
    const char *words[16], *word = NULL;
    size_t count = 0;
    char *copy = lf_keep(r->ctx, unit), *rest = copy;
    if (copy == NULL)
        return false;
    while (count < 16 && (word = strsep(&rest, "|")) != NULL)
        words[count++] = word;
    if (lf_yaml_choice(&r->yaml, entry->value, entry->where, words, count, &word))
        *out = lf_keep(r->ctx, word);
    free(copy);
    return *out != NULL;
}

static char *keep_number(lf_context *ctx, double number)
{
    char text[LF_NUMBER_SIZE];
    lf_write_number(number, text);
    return lf_keep(ctx, text);
}

static bool read_ranged(lf_city_reader *r, const lf_yaml_entry *entry, size_t row, char **out)
{
    const char *least = lf_table_get(&r->settings, row, "min");
    const char *most = lf_table_get(&r->settings, row, "max");
    double number = 0.0, bound = 0.0;
    if (!lf_yaml_number(&r->yaml, entry->value, entry->where, &number))
        return false;
    if ((lf_parse_number(least, &bound) && number < bound) ||
        (lf_parse_number(most, &bound) && number > bound)) {
        char text[LF_NUMBER_SIZE];
        lf_write_number(number, text);
        return lf_yaml_fail(&r->yaml, entry->value, entry->where,
                            "%s is out of range; expected %s to %s %s", text, least, most,
                            lf_table_get(&r->settings, row, "unit"));
    }
    *out = keep_number(r->ctx, number);
    return *out != NULL;
}

typedef struct number_list {
    lf_city_reader *r;
    lf_text text; /* "1000 3000" */
    double numbers[LIST_MOST];
    size_t count;
} number_list;

static bool read_list_item(void *user, const yaml_node_t *item, const char *where)
{
    number_list *list = user;
    lf_yaml *yaml = &list->r->yaml;
    char text[LF_NUMBER_SIZE];
    double number = 0.0;
    if (!lf_yaml_number(yaml, item, where, &number))
        return false;
    lf_write_number(number, text);
    if (number <= 0.0)
        return lf_yaml_fail(yaml, item, where, "expected a number above 0, found %s", text);
    for (size_t i = 0; i < list->count; i++)
        if (list->numbers[i] == number)
            return lf_yaml_fail(yaml, item, where, "%s stands in the list twice", text);
    if (list->count == LIST_MOST)
        return lf_yaml_fail(yaml, item, where, "expected at most %d numbers", LIST_MOST);
    list->numbers[list->count++] = number;
    lf_text_addf(&list->text, "%s%s", list->count == 1 ? "" : " ", text);
    return true;
}

/* One number, or a list of them; an empty list is allowed. */
static bool read_numbers(lf_city_reader *r, const lf_yaml_entry *entry, char **out)
{
    number_list list = {.r = r};
    bool ok = entry->value->type == YAML_SCALAR_NODE
                  ? read_list_item(&list, entry->value, entry->where)
                  : lf_yaml_each_item(&r->yaml, entry->value, entry->where, read_list_item, &list);
    if (ok && list.text.failed)
        ok = lf_fail_memory(r->ctx);
    if (ok)
        *out = lf_keep(r->ctx, lf_text_get(&list.text));
    lf_text_free(&list.text);
    return *out != NULL;
}

/* A unit such as "a|b" is a choice; a setting with a range is a number; any other is a list. */
static bool read_setting(void *user, const lf_yaml_entry *entry)
{
    lf_city_reader *r = user;
    char *value = NULL;
    size_t row = find_row(&r->settings, "name", entry->where);
    if (row == 0)
        return fail_unknown_setting(r, entry);
    const char *unit = lf_table_get(&r->settings, row, "unit");
    bool ok = strchr(unit, '|') != NULL ? read_word(r, entry, unit, &value)
              : lf_table_get(&r->settings, row, "min")[0] != '\0'
                  ? read_ranged(r, entry, row, &value)
                  : read_numbers(r, entry, &value);
    return ok && lf_city_add_pair(r, &r->city->settings, &r->city->setting_count, entry->where,
                                  value, lf_yaml_line(entry->key_node));
}

bool lf_city_read_section(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_setting, r);
}

/* ---- categories ---- */

typedef struct category_reader {
    lf_city_reader *r;
    lf_city_category *category; /* the one being filled, in city->categories */
} category_reader;

static bool read_category_name(void *user, const yaml_node_t *item, const char *where)
{
    category_reader *c = user;
    lf_city_category *category = c->category;
    char **more = lf_grow(c->r->ctx, category->names, category->name_count, sizeof *more);
    if (more == NULL)
        return false;
    category->names = more;
    if (!lf_yaml_text(&c->r->yaml, item, where, &more[category->name_count]))
        return false;
    category->name_count++;
    return true;
}

static bool read_tier(category_reader *c, const lf_yaml_entry *entry)
{
    static const char *const tiers[] = {"15", "10", "5", "none"};
    static const int values[] = {15, 10, 5, -1};
    const char *tier = NULL;
    if (!lf_yaml_choice(&c->r->yaml, entry->value, entry->where, tiers, 4, &tier))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (tier == tiers[i])
            c->category->tier = values[i];
    return true;
}

static bool read_limit(category_reader *c, const lf_yaml_entry *entry, double most,
                       const char *unit, double *out)
{
    double number = 0.0;
    if (!lf_yaml_number(&c->r->yaml, entry->value, entry->where, &number))
        return false;
    if (number <= 0.0 || number > most)
        return lf_yaml_fail(&c->r->yaml, entry->value, entry->where,
                            "%g is out of range; expected above 0 and at most %g %s", number, most,
                            unit);
    *out = number;
    return true;
}

static bool read_category_key(void *user, const lf_yaml_entry *entry)
{
    static const char *const keys[] = {"title",      "title_zh", "tier",
                                       "distance_m", "minutes",  "names"};
    category_reader *c = user;
    lf_yaml *yaml = &c->r->yaml;
    if (strcmp(entry->key, "title") == 0)
        return lf_yaml_text(yaml, entry->value, entry->where, &c->category->title);
    if (strcmp(entry->key, "title_zh") == 0)
        return lf_yaml_text(yaml, entry->value, entry->where, &c->category->title_zh);
    if (strcmp(entry->key, "tier") == 0)
        return read_tier(c, entry);
    if (strcmp(entry->key, "distance_m") == 0)
        return read_limit(c, entry, 50000.0, "m", &c->category->distance_m);
    if (strcmp(entry->key, "minutes") == 0)
        return read_limit(c, entry, 600.0, "minutes", &c->category->minutes);
    if (strcmp(entry->key, "names") == 0)
        return lf_yaml_each_item(yaml, entry->value, entry->where, read_category_name, c);
    return lf_yaml_fail_unknown(yaml, entry, "key", keys, 6);
}

/* Stations have their limit among the settings: a second one here would be lost in silence. */
static bool check_station(category_reader *c, const lf_yaml_entry *entry)
{
    const lf_city_category *category = c->category;
    if (strcmp(category->id, "station") != 0 ||
        (isnan(category->distance_m) && isnan(category->minutes) && category->tier <= 0))
        return true;
    return lf_yaml_fail(&c->r->yaml, entry->key_node, entry->where,
                        "the reach of stations is set by stations.influence_m, outside the tiers");
}

static bool keep_twin(lf_context *ctx, const char *from, char **to)
{
    if (*to == NULL)
        *to = lf_keep(ctx, from);
    return *to != NULL;
}

/* A category that categories.csv does not know must say what it is called and how far it may be. */
static bool complete_new(category_reader *c, const lf_yaml_entry *entry)
{
    lf_city_category *category = c->category;
    if (category->title == NULL && category->title_zh == NULL) {
        const lf_table *table = &c->r->categories;
        const char *ids[NAMES_MOST] = {NULL}, *meant = NULL;
        char near[LF_MEANT_SIZE];
        size_t count = 0;
        for (size_t row = 1; row < table->rows && count < NAMES_MOST; row++)
            ids[count++] = lf_table_get(table, row, "id");
        meant = lf_suggest(category->id, ids, count);
        return lf_yaml_fail(&c->r->yaml, entry->key_node, entry->where,
                            "unknown category%s; a new one needs title or title_zh",
                            lf_say_near(c->r->ctx, meant, near));
    }
    if (category->tier <= 0 && isnan(category->distance_m) && isnan(category->minutes))
        return lf_yaml_fail(&c->r->yaml, entry->key_node, entry->where,
                            "a new category needs a tier (15, 10 or 5), distance_m or minutes");
    return keep_twin(c->r->ctx, category->title, &category->title_zh) &&
           keep_twin(c->r->ctx, category->title_zh, &category->title);
}

static bool read_category(void *user, const lf_yaml_entry *entry)
{
    category_reader c = {.r = user};
    lf_city *city = c.r->city;
    lf_city_category *more =
        lf_grow(c.r->ctx, city->categories, city->category_count, sizeof *more);
    if (more == NULL)
        return false;
    city->categories = more;
    c.category = &more[city->category_count++];
    c.category->line = lf_yaml_line(entry->key_node);
    c.category->distance_m = NAN;
    c.category->minutes = NAN;
    if (!lf_is_word(entry->key))
        return lf_yaml_fail(&c.r->yaml, entry->key_node, entry->where,
                            "expected an id in snake_case; other names go under title_zh or names");
    c.category->id = lf_keep(c.r->ctx, entry->key);
    if (c.category->id == NULL)
        return false;
    if (!lf_yaml_is_nothing(entry->value) &&
        !lf_yaml_each_entry(&c.r->yaml, entry->value, entry->where, read_category_key, &c))
        return false;
    if (find_row(&c.r->categories, "id", entry->key) == 0)
        return complete_new(&c, entry);
    return check_station(&c, entry);
}

bool lf_city_read_categories(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_category, r);
}

/* ---- parameters of measures ---- */

typedef struct parameter_reader {
    lf_city_reader *r;
    lf_text list;
} parameter_reader;

static bool read_parameter_item(void *user, const yaml_node_t *item, const char *where)
{
    parameter_reader *p = user;
    char *text = NULL;
    if (!lf_yaml_text(&p->r->yaml, item, where, &text))
        return false;
    lf_text_add(&p->list, p->list.length == 0 ? "" : " ");
    lf_text_add(&p->list, text);
    free(text);
    return !p->list.failed || lf_fail_memory(p->r->ctx);
}

/* Text or a number as written; the items of a list with spaces between. */
static bool read_parameter(void *user, const lf_yaml_entry *entry)
{
    lf_city_reader *r = user;
    parameter_reader p = {.r = r};
    const char *name = entry->where + strlen("measures.");
    bool ok = false;
    if (!lf_is_word(entry->key))
        return lf_yaml_fail(&r->yaml, entry->key_node, entry->where,
                            "expected the name of a parameter in snake_case");
    if (entry->value->type == YAML_SEQUENCE_NODE)
        ok = lf_yaml_each_item(&r->yaml, entry->value, entry->where, read_parameter_item, &p);
    else
        ok = read_parameter_item(&p, entry->value, entry->where);
    char *value = ok ? lf_keep(r->ctx, lf_text_get(&p.list)) : NULL;
    lf_text_free(&p.list);
    return value != NULL && lf_city_add_pair(r, &r->city->measures, &r->city->measure_count, name,
                                             value, lf_yaml_line(entry->key_node));
}

static bool read_measure(void *user, const lf_yaml_entry *entry)
{
    lf_city_reader *r = user;
    const char *ids[NAMES_MOST] = {NULL};
    static const size_t extension = sizeof ".sql" - 1;
    char words[NAMES_MOST][64];
    size_t count = 0;
    bool known = false;
    for (size_t i = 0; i < r->measure_count && count < NAMES_MOST; i++) {
        const char *name = strrchr(r->measures[i], '/') + 1;
        snprintf(words[count], sizeof *words, "%.*s", (int)(strlen(name) - extension), name);
        known = known || strcmp(words[count], entry->key) == 0;
        ids[count] = words[count];
        count++;
    }
    if (!known)
        return lf_yaml_fail_unknown(&r->yaml, entry, "measure", ids, count);
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_parameter, r);
}

bool lf_city_read_measures(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_measure, r);
}
