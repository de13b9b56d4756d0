/* The "layers" of the city file: which source fills which layer. See city.h. */
#include "catalog/city_reader.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const source_keys[] = {"source", "layer", "select",    "where",       "fields",
                                          "set",    "datum", "crs",       "encoding",    "x",
                                          "y",      "wkt",   "crossings", "open_options"};
enum { SOURCE_KEYS = sizeof source_keys / sizeof *source_keys };

static const char *const datums[] = {"gcj02", "bd09", "wgs84", "cgcs2000"};
static const char *const crossings[] = {"join", "none"};

/* Keys that are plain text and nothing more. */
static const struct {
    const char *key;
    size_t offset;
} text_keys[] = {
    {"source", offsetof(lf_city_source, path)},
    {"layer", offsetof(lf_city_source, ogr_layer)},
    {"where", offsetof(lf_city_source, where)},
    {"x", offsetof(lf_city_source, x)},
    {"encoding", offsetof(lf_city_source, encoding)},
    {"y", offsetof(lf_city_source, y)},
    {"wkt", offsetof(lf_city_source, wkt)},
};

/* What is being read: the layer named by the key, and the source within it. */
typedef struct source_reader {
    lf_city_reader *r;
    const lf_contract *contract;
    int parts;              /* sources of the layer so far */
    lf_city_source *source; /* the one being filled, in city->sources */
} source_reader;

static bool is_computed(const lf_contract *contract, const char *column)
{
    for (size_t i = 0; i < contract->computed_count; i++)
        if (strcmp(contract->computed[i], column) == 0)
            return true;
    return strcmp(column, "geom") == 0;
}

static bool check_column(source_reader *s, const lf_yaml_entry *entry)
{
    const lf_contract *contract = s->contract;
    const char *columns[128];
    size_t count = 0;
    if (is_computed(contract, entry->key))
        return lf_yaml_fail(&s->r->yaml, entry->key_node, entry->where,
                            "this column is computed and cannot be given");
    for (size_t i = 0; i < contract->column_count && count < 128; i++) {
        if (strcmp(contract->columns[i], entry->key) == 0)
            return true;
        if (!is_computed(contract, contract->columns[i]))
            columns[count++] = contract->columns[i];
    }
    return lf_yaml_fail_unknown(&s->r->yaml, entry, "column", columns, count);
}

static bool read_field(void *user, const lf_yaml_entry *entry)
{
    source_reader *s = user;
    char *value = NULL;
    return check_column(s, entry) &&
           lf_yaml_text(&s->r->yaml, entry->value, entry->where, &value) &&
           lf_city_add_pair(s->r, &s->source->fields, &s->source->field_count, entry->key, value,
                            lf_yaml_line(entry->key_node));
}

static bool read_constant(void *user, const lf_yaml_entry *entry)
{
    source_reader *s = user;
    char *value = NULL;
    return check_column(s, entry) &&
           lf_yaml_text(&s->r->yaml, entry->value, entry->where, &value) &&
           lf_city_add_pair(s->r, &s->source->set, &s->source->set_count, entry->key, value,
                            lf_yaml_line(entry->key_node));
}

static bool is_option_name(const char *name)
{
    for (const char *c = name; *c != '\0'; c++)
        if (!(*c >= 'A' && *c <= 'Z') && !(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9') &&
            *c != '_')
            return false;
    return name[0] != '\0';
}

static bool read_option(void *user, const lf_yaml_entry *entry)
{
    source_reader *s = user;
    lf_city_source *source = s->source;
    char *value = NULL;
    if (!is_option_name(entry->key))
        return lf_yaml_fail(&s->r->yaml, entry->key_node, entry->where,
                            "expected the name of an open option of GDAL");
    if (!lf_yaml_text(&s->r->yaml, entry->value, entry->where, &value))
        return false;
    char **more = lf_grow(s->r->ctx, source->open_options, source->open_option_count, sizeof *more);
    if (more != NULL) {
        source->open_options = more;
        more[source->open_option_count] = lf_copyf("%s=%s", entry->key, value);
        if (more[source->open_option_count] != NULL)
            source->open_option_count++;
        else
            more = NULL;
    }
    free(value);
    return more != NULL || lf_fail_memory(s->r->ctx);
}

/* A bare word names a file of layers/selects; anything else is SQL for OGR. */
static bool check_select(source_reader *s, const lf_yaml_entry *entry)
{
    const lf_city_reader *r = s->r;
    const char *names[64];
    char words[64][64];
    size_t count = 0;
    if (!lf_is_word(s->source->select))
        return true;
    for (size_t i = 0; i < r->select_count && count < 64; i++) {
        const char *name = strrchr(r->selects[i], '/') + 1;
        snprintf(words[count], sizeof words[count], "%.*s", (int)(strlen(name) - 4), name);
        if (strcmp(words[count], s->source->select) == 0)
            return true;
        names[count] = words[count];
        count++;
    }
    const char *meant = lf_suggest(s->source->select, names, count);
    if (meant == NULL)
        return lf_yaml_fail(&s->r->yaml, entry->value, entry->where,
                            "there is no layers/selects/%s.sql and it is no SELECT statement",
                            s->source->select);
    return lf_yaml_fail(&s->r->yaml, entry->value, entry->where,
                        "there is no layers/selects/%s.sql; did you mean '%s'?", s->source->select,
                        meant);
}

/* "EPSG:4326", or 4326 for short; whatever else PROJ understands is passed on. */
static bool read_crs(source_reader *s, const lf_yaml_entry *entry)
{
    double code = 0.0;
    char *text = NULL;
    if (!lf_yaml_text(&s->r->yaml, entry->value, entry->where, &text))
        return false;
    s->source->crs = text;
    if (!lf_parse_number(text, &code))
        return true;
    s->source->crs = lf_copyf("EPSG:%s", text);
    free(text);
    return s->source->crs != NULL || lf_fail_memory(s->r->ctx);
}

static bool read_choice_key(source_reader *s, const lf_yaml_entry *entry)
{
    const char *choice = NULL;
    if (strcmp(entry->key, "crossings") == 0) {
        if (!lf_yaml_choice(&s->r->yaml, entry->value, entry->where, crossings, 2, &choice))
            return false;
        s->source->crossings_join = choice == crossings[0];
        return true;
    }
    if (!lf_yaml_choice(&s->r->yaml, entry->value, entry->where, datums, 4, &choice))
        return false;
    s->source->datum = lf_keep(s->r->ctx, choice);
    return s->source->datum != NULL;
}

static bool read_source_key(void *user, const lf_yaml_entry *entry)
{
    source_reader *s = user;
    lf_yaml *yaml = &s->r->yaml;
    for (size_t i = 0; i < sizeof text_keys / sizeof *text_keys; i++)
        if (strcmp(entry->key, text_keys[i].key) == 0)
            return lf_yaml_text(yaml, entry->value, entry->where,
                                (char **)((char *)s->source + text_keys[i].offset));
    if (strcmp(entry->key, "select") == 0)
        return lf_yaml_text(yaml, entry->value, entry->where, &s->source->select) &&
               check_select(s, entry);
    if (strcmp(entry->key, "fields") == 0)
        return lf_yaml_each_entry(yaml, entry->value, entry->where, read_field, s);
    if (strcmp(entry->key, "set") == 0)
        return lf_yaml_each_entry(yaml, entry->value, entry->where, read_constant, s);
    if (strcmp(entry->key, "open_options") == 0)
        return lf_yaml_each_entry(yaml, entry->value, entry->where, read_option, s);
    if (strcmp(entry->key, "crs") == 0)
        return read_crs(s, entry);
    if (strcmp(entry->key, "datum") == 0 || strcmp(entry->key, "crossings") == 0)
        return read_choice_key(s, entry);
    return lf_yaml_fail_unknown(yaml, entry, "key", source_keys, SOURCE_KEYS);
}

/* Keys that contradict one another. */
static bool check_source(source_reader *s, const yaml_node_t *node, const char *where)
{
    const lf_city_source *source = s->source;
    lf_yaml *yaml = &s->r->yaml;
    if (source->path == NULL)
        return lf_yaml_fail(yaml, node, where,
                            "expected the key 'source' (a file or a connection)");
    if ((source->x == NULL) != (source->y == NULL))
        return lf_yaml_fail(yaml, node, where, "x and y name two columns; expected both");
    if (source->x != NULL && source->wkt != NULL)
        return lf_yaml_fail(yaml, node, where, "expected either x and y, or wkt");
    if (source->crossings_join && strcmp(source->layer, "streets") != 0)
        return lf_yaml_fail(yaml, node, where, "only the layer streets has crossings");
    for (size_t i = 0; i < source->field_count; i++)
        for (size_t j = 0; j < source->set_count; j++)
            if (strcmp(source->fields[i].name, source->set[j].name) == 0)
                return lf_yaml_fail(yaml, node, where, "the column %s is both in fields and in set",
                                    source->set[j].name);
    return true;
}

static bool begin_source(source_reader *s, const yaml_node_t *node)
{
    lf_city *city = s->r->city;
    lf_city_source *more = lf_grow(s->r->ctx, city->sources, city->source_count, sizeof *more);
    if (more == NULL)
        return false;
    city->sources = more;
    s->source = &more[city->source_count++];
    s->source->line = lf_yaml_line(node);
    s->source->part = ++s->parts;
    s->source->layer = lf_keep(s->r->ctx, s->contract->id);
    return s->source->layer != NULL;
}

/* A mapping of keys, or a plain path. */
static bool read_source(void *user, const yaml_node_t *node, const char *where)
{
    source_reader *s = user;
    lf_yaml *yaml = &s->r->yaml;
    if (!begin_source(s, node))
        return false;
    bool ok = false;
    if (node->type == YAML_MAPPING_NODE)
        ok = lf_yaml_each_entry(yaml, node, where, read_source_key, s) &&
             check_source(s, node, where);
    else if (node->type == YAML_SCALAR_NODE && !lf_yaml_is_nothing(node))
        ok = lf_yaml_text(yaml, node, where, &s->source->path);
    else
        ok = lf_yaml_fail_kind(yaml, node, where, "a path or a mapping");
    if (!ok)
        return false;
    s->source->full_path = lf_city_path(s->r, s->source->path);
    return s->source->full_path != NULL;
}

static bool read_layer(void *user, const lf_yaml_entry *entry)
{
    source_reader s = {.r = user};
    const char *ids[128];
    size_t count = 0;
    for (; count < s.r->contract_count && count < 128; count++) {
        ids[count] = s.r->contracts[count].id;
        if (strcmp(ids[count], entry->key) == 0)
            s.contract = &s.r->contracts[count];
    }
    if (s.contract == NULL)
        return lf_yaml_fail_unknown(&s.r->yaml, entry, "layer", ids, count);
    if (entry->value->type == YAML_SEQUENCE_NODE)
        return lf_yaml_each_item(&s.r->yaml, entry->value, entry->where, read_source, &s);
    if (lf_yaml_is_nothing(entry->value))
        return lf_yaml_fail_kind(&s.r->yaml, entry->value, entry->where,
                                 "a path, a mapping or a list of them");
    return read_source(&s, entry->value, entry->where);
}

bool lf_city_read_layers(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_layer, r);
}
