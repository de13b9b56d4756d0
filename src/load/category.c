/* Facility categories. See category.h. */
#include "load/category.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/values.h"

bool lf_categories_open(lf_context *ctx, const lf_places *places, const lf_city *city,
                        lf_categories *out)
{
    char *table = NULL;
    char *settings = NULL;
    char *words = NULL;
    *out = (lf_categories){.city = city};
    bool ok = lf_places_file(ctx, places, "layers/categories.csv", &table) &&
              lf_places_file(ctx, places, "layers/settings.csv", &settings) &&
              lf_places_file(ctx, places, "layers/classes.csv", &words) &&
              lf_table_read(ctx, table, &out->table) &&
              lf_table_read(ctx, settings, &out->settings) &&
              lf_table_read(ctx, words, &out->words);
    free(words);
    free(table);
    free(settings);
    return ok;
}

void lf_categories_close(lf_categories *categories)
{
    lf_table_free(&categories->table);
    lf_table_free(&categories->settings);
    lf_table_free(&categories->words);
    *categories = (lf_categories){0};
}

const char *lf_setting_given(const lf_city *city, const lf_table *settings, const char *name,
                             int *line)
{
    const char *value = NULL;
    *line = 0;
    for (size_t i = 0; i < city->setting_count; i++)
        if (strcmp(city->settings[i].name, name) == 0) {
            value = city->settings[i].value;
            *line = city->settings[i].line;
        }
    for (size_t row = 1; value == NULL && row < settings->rows; row++)
        if (strcmp(lf_table_get(settings, row, "name"), name) == 0)
            value = lf_table_get(settings, row, "default");
    return value;
}

void lf_city_origin(const lf_city *city, int line, char *out, size_t size)
{
    const char *slash = strrchr(city->path, '/');
    snprintf(out, size, "%s:%d", slash == NULL ? city->path : slash + 1, line);
}

/* ---- names ---- */

/* True when `word` is one of the words of `list`, which '|' separates. */
static bool is_listed(const char *list, const char *word)
{
    size_t length = strlen(word);
    while (*list != '\0') {
        size_t next = strcspn(list, "|");
        if (next == length && length > 0 && strncasecmp(list, word, length) == 0)
            return true;
        list += next + (list[next] == '|');
    }
    return false;
}

static const char *find_in_city(const lf_city *city, const char *word)
{
    for (size_t i = 0; i < city->category_count; i++) {
        const lf_city_category *category = &city->categories[i];
        bool same = lf_same_word(category->id, word) ||
                    (category->title != NULL && lf_same_word(category->title, word)) ||
                    (category->title_zh != NULL && lf_same_word(category->title_zh, word));
        for (size_t j = 0; !same && j < category->name_count; j++)
            same = lf_same_word(category->names[j], word);
        if (same)
            return category->id;
    }
    return NULL;
}

static const char *find_in_table(const lf_table *table, const char *word)
{
    static const char *const columns[] = {"id", "title", "title_zh"};
    for (size_t row = 1; row < table->rows; row++)
        for (size_t i = 0; i < 3; i++)
            if (lf_same_word(lf_table_get(table, row, columns[i]), word))
                return lf_table_get(table, row, "id");
    for (size_t row = 1; row < table->rows; row++)
        if (is_listed(lf_table_get(table, row, "names"), word))
            return lf_table_get(table, row, "id");
    return NULL;
}

const char *lf_category_find(const lf_categories *categories, const char *text)
{
    char *copy = lf_copy(text);
    if (copy == NULL)
        return NULL;
    const char *word = lf_trim(copy);
    const char *id = find_in_city(categories->city, word);
    if (id == NULL)
        id = find_in_table(&categories->table, word);
    free(copy);
    return id;
}

const char *lf_word_find(const lf_categories *categories, const char *kind, const char *text)
{
    static const char *const columns[] = {"id", "title", "title_zh"};
    const lf_table *table = &categories->words;
    char *copy = lf_copy(text);
    const char *word = copy == NULL ? "" : lf_trim(copy);
    const char *id = NULL;
    for (size_t row = 1; id == NULL && row < table->rows; row++) {
        if (strcmp(lf_table_get(table, row, "kind"), kind) != 0)
            continue;
        bool is = is_listed(lf_table_get(table, row, "names"), word);
        for (size_t i = 0; !is && i < 3; i++)
            is = lf_same_word(lf_table_get(table, row, columns[i]), word);
        id = is ? lf_table_get(table, row, "id") : NULL;
    }
    free(copy);
    return id;
}

char *lf_category_suggest(const lf_categories *categories, const char *text)
{
    const lf_table *table = &categories->table;
    const lf_city *city = categories->city;
    const char **words = calloc(table->rows * 3 + city->category_count + 1, sizeof *words);
    size_t count = 0;
    if (words == NULL)
        return NULL;
    for (size_t i = 0; i < city->category_count; i++)
        words[count++] = city->categories[i].id;
    for (size_t row = 1; row < table->rows; row++) {
        words[count++] = lf_table_get(table, row, "id");
        words[count++] = lf_table_get(table, row, "title");
        words[count++] = lf_table_get(table, row, "title_zh");
    }
    const char *near = lf_nearest_word(text, words, count);
    char *copy = near == NULL ? NULL : lf_copy(near);
    free(words);
    return copy;
}

/* ---- limits ---- */

typedef struct category_row {
    const char *id, *title, *title_zh, *norm, *confidence; /* borrowed; NULL: none */
    char origin[128];
    int tier; /* 0: none */
    double limit_m, limit_min;
} category_row;

static const lf_city_category *in_city(const lf_city *city, const char *id)
{
    for (size_t i = 0; i < city->category_count; i++)
        if (strcmp(city->categories[i].id, id) == 0)
            return &city->categories[i];
    return NULL;
}

static size_t row_of(const lf_table *table, const char *id)
{
    for (size_t row = 1; row < table->rows; row++)
        if (strcmp(lf_table_get(table, row, "id"), id) == 0)
            return row;
    return 0;
}

static const char *cell(const lf_table *table, size_t row, const char *column)
{
    const char *text = row == 0 ? "" : lf_table_get(table, row, column);
    return lf_value_is_blank(text) ? NULL : text;
}

static double number_of(const char *text)
{
    double number = NAN;
    return text != NULL && lf_value_number(text, &number) == LF_READ_OK ? number : NAN;
}

static double setting_number(const lf_categories *all, const char *name, int *line)
{
    return number_of(lf_setting_given(all->city, &all->settings, name, line));
}

static bool is_by_time(const lf_categories *all, const char *name)
{
    int line = 0;
    const char *by = lf_setting_given(all->city, &all->settings, name, &line);
    return by != NULL && strcmp(by, "time") == 0;
}

static void say_origin(const lf_categories *all, category_row *row, int line)
{
    lf_city_origin(all->city, line, row->origin, sizeof row->origin);
    row->norm = row->origin;
    row->confidence = NULL;
}

static bool take_city_limit(const lf_categories *all, category_row *row,
                            const lf_city_category *own)
{
    if (own == NULL || (isnan(own->distance_m) && isnan(own->minutes)))
        return false;
    row->limit_m = own->distance_m;
    row->limit_min = isnan(own->distance_m) ? own->minutes : NAN;
    say_origin(all, row, own->line);
    return true;
}

/* Rail stations: the influence area of the settings. */
static void take_station_limit(const lf_categories *all, category_row *row)
{
    int line = 0;
    int speed_line = 0;
    double influence_m = setting_number(all, "stations.influence_m", &line);
    double speed = setting_number(all, "walking.speed_m_per_min", &speed_line);
    row->limit_m = influence_m;
    if (is_by_time(all, "stations.by")) {
        row->limit_min = influence_m / speed;
        row->limit_m = NAN;
    }
    if (line > 0)
        say_origin(all, row, line);
}

static void take_limit(const lf_categories *all, size_t table_row, const lf_city_category *own,
                       category_row *row)
{
    char name[32];
    int line = 0;
    if (take_city_limit(all, row, own))
        return;
    if (row->tier > 0 && is_by_time(all, "tiers.by")) {
        row->limit_min = row->tier;
        return;
    }
    snprintf(name, sizeof name, "tiers.%d_m", row->tier);
    double tier_m = row->tier > 0 ? setting_number(all, name, &line) : NAN;
    double table_m = number_of(cell(&all->table, table_row, "distance_m"));
    bool moved = own != NULL && own->tier != 0; /* the city gives it another tier */
    bool tier_stands = !isnan(tier_m) && (line > 0 || moved || isnan(table_m));
    row->limit_m = tier_stands ? tier_m : table_m;
    if (line > 0 && tier_stands)
        say_origin(all, row, line);
    else if (moved)
        say_origin(all, row, own->line);
}

static void describe(const lf_categories *all, const char *id, category_row *out)
{
    const lf_city_category *own = in_city(all->city, id);
    size_t row = row_of(&all->table, id);
    *out = (category_row){
        .id = id,
        .title = cell(&all->table, row, "title"),
        .title_zh = cell(&all->table, row, "title_zh"),
        .norm = cell(&all->table, row, "norm"),
        .confidence = cell(&all->table, row, "confidence"),
        .limit_m = NAN,
        .limit_min = NAN,
    };
    double tier = number_of(cell(&all->table, row, "tier"));
    out->tier = isnan(tier) ? 0 : (int)tier;
    if (own != NULL && own->tier != 0)
        out->tier = own->tier < 0 ? 0 : own->tier;
    if (own != NULL && own->title != NULL)
        out->title = own->title;
    if (own != NULL && own->title_zh != NULL)
        out->title_zh = own->title_zh;
    if (out->title == NULL)
        out->title = out->title_zh == NULL ? id : out->title_zh;
    if (out->title_zh == NULL)
        out->title_zh = out->title;
    if (strcmp(id, "station") == 0 && !take_city_limit(all, out, own))
        take_station_limit(all, out);
    else
        take_limit(all, row, own, out);
}

/* ---- writing ---- */

static bool write_row(lf_context *ctx, lf_workspace *ws, const category_row *row)
{
    lf_statement *insert = NULL;
    if (!lf_prepare(ctx, ws, "INSERT INTO category VALUES (?, ?, ?, ?, ?, ?, ?, ?)", &insert))
        return false;
    lf_bind_text(insert, 1, row->id);
    lf_bind_text(insert, 2, row->title);
    lf_bind_text(insert, 3, row->title_zh);
    if (row->tier > 0)
        lf_bind_integer(insert, 4, row->tier);
    lf_bind_real(insert, 5, row->limit_m);
    lf_bind_real(insert, 6, row->limit_min);
    lf_bind_text(insert, 7, row->norm);
    lf_bind_text(insert, 8, row->confidence);
    bool ok = lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    return ok;
}

static bool write_category(lf_context *ctx, lf_workspace *ws, const lf_categories *all,
                           const char *id)
{
    category_row row;
    describe(all, id, &row);
    if (isnan(row.limit_m) && isnan(row.limit_min))
        return lf_fail(ctx,
                       "category %s has no tier, distance_m or minutes: give it one in the city "
                       "file",
                       id);
    return write_row(ctx, ws, &row);
}

static bool count_places(lf_context *ctx, lf_workspace *ws, const char *id, int64_t *out)
{
    lf_statement *count = NULL;
    const char *sql = strcmp(id, "station") == 0
                          ? "SELECT count(*) FROM stations WHERE ?1 = 'station'"
                          : "SELECT count(*) FROM facilities WHERE category = ?1";
    *out = 0;
    if (!lf_prepare(ctx, ws, sql, &count))
        return false;
    lf_bind_text(count, 1, id);
    lf_step step = lf_statement_step(ctx, count);
    if (step == LF_STEP_ROW)
        *out = lf_column_integer(count, 0);
    lf_statement_close(count);
    return step == LF_STEP_ROW;
}

static bool write_listed(lf_context *ctx, lf_workspace *ws, const lf_categories *all)
{
    for (size_t i = 0; i < all->city->category_count; i++) {
        const char *id = all->city->categories[i].id;
        int64_t places = 0;
        if (!write_category(ctx, ws, all, id) || !count_places(ctx, ws, id, &places))
            return false;
        if (places == 0 &&
            !lf_notice(ctx, ws, "load", id,
                       "category %s has no place in the data: nothing can reach it", id))
            return false;
    }
    return true;
}

/* Facilities of categories that are known, but not asked for. */
static bool tell_unlisted(lf_context *ctx, lf_workspace *ws)
{
    char *list = NULL;
    bool ok = lf_query_text(
        ctx, ws,
        "SELECT group_concat(category || ' (' || n || ')', ', ') FROM (SELECT category, count(*) "
        "AS n"
        " FROM facilities WHERE category NOT IN (SELECT id FROM category) GROUP BY category"
        " ORDER BY category)",
        &list);
    if (ok && list != NULL)
        ok =
            lf_notice(ctx, ws, "load", "facilities",
                      "facilities of categories that the city file does not list are kept, but not "
                      "measured: %s",
                      list);
    free(list);
    return ok;
}

static bool write_present(lf_context *ctx, lf_workspace *ws, const lf_categories *all)
{
    lf_statement *present = NULL;
    bool ok =
        lf_prepare(ctx, ws, "SELECT DISTINCT category FROM facilities ORDER BY category", &present);
    lf_step step = LF_STEP_DONE;
    while (ok && (step = lf_statement_step(ctx, present)) == LF_STEP_ROW)
        ok = write_category(ctx, ws, all, lf_column_text(present, 0));
    lf_statement_close(present);
    return ok && step != LF_STEP_FAILED;
}

bool lf_categories_write(lf_context *ctx, lf_workspace *ws, const lf_categories *categories)
{
    int64_t stations = 0;
    bool listed = categories->city->category_count > 0;
    if (listed ? !write_listed(ctx, ws, categories) : !write_present(ctx, ws, categories))
        return false;
    if (listed && !tell_unlisted(ctx, ws))
        return false;
    if (!count_places(ctx, ws, "station", &stations))
        return false;
    bool done = in_city(categories->city, "station") != NULL;
    return stations == 0 || done || write_category(ctx, ws, categories, "station");
}
