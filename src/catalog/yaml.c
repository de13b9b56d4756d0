/* Strict reading of YAML on libyaml's documents. See yaml.h. */
#include "catalog/yaml.h"
#include "base/words.h"
#include "catalog/own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_VISITS = 200 * 1000, /* of nodes, aliases counted each time */
    MOST_COPIED = 16 * 1024 * 1024,
    MOST_KEYS = 1000 /* of one mapping */
};

int lf_yaml_line(const yaml_node_t *node)
{
    return (int)node->start_mark.line + 1;
}

bool lf_yaml_fail(lf_yaml *yaml, const yaml_node_t *node, const char *where, const char *format,
                  ...)
{
    char what[LF_ERROR_SIZE];
    va_list args;
    va_start(args, format);
    if (!lf_words_format(yaml->ctx->words, format, args, what, sizeof what))
        vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return lf_fail(yaml->ctx, "%s:%d: %s%s%s", yaml->path, lf_yaml_line(node), where,
                   where[0] == '\0' ? "" : ": ", what);
}

static const char *scalar(const yaml_node_t *node)
{
    return (const char *)node->data.scalar.value;
}

bool lf_yaml_is_nothing(const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    return scalar(node)[0] == '\0' || strcmp(scalar(node), "~") == 0 ||
           lf_same_word(scalar(node), "null");
}

static const char *kind_of(const yaml_node_t *node)
{
    double number = 0.0;
    if (node->type == YAML_MAPPING_NODE)
        return N_("a mapping");
    if (node->type == YAML_SEQUENCE_NODE)
        return N_("a list");
    if (lf_yaml_is_nothing(node))
        return N_("nothing");
    return lf_parse_number(scalar(node), &number) ? N_("a number") : N_("text");
}

bool lf_yaml_fail_kind(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                       const char *expected)
{
    return lf_yaml_fail(yaml, node, where, "expected %s, found %s", lf_say(yaml->ctx, expected),
                        lf_say(yaml->ctx, kind_of(node)));
}

/* "a, b or c" */
static void add_choices(const lf_context *ctx, lf_text *text, const char *const *choices,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lf_text_add(text, i == 0 ? "" : lf_say(ctx, i + 1 == count ? N_(" or ") : N_(", ")));
        lf_text_add(text, choices[i]);
    }
}

bool lf_yaml_fail_unknown(lf_yaml *yaml, const lf_yaml_entry *entry, const char *what,
                          const char *const *candidates, size_t count)
{
    const lf_context *ctx = yaml->ctx;
    const char *kind = lf_say(ctx, what);
    const char *dot = entry->parent[0] == '\0' ? "" : ".";
    const char *meant = lf_suggest(entry->key, candidates, count);
    lf_text text = {0};
    if (strcmp(entry->key, "<<") == 0)
        lf_text_add(&text, lf_say(ctx, "merge keys are not supported; write the keys out"));
    else if (meant != NULL)
        lf_text_addf(&text, lf_say(ctx, "unknown %s; did you mean %s%s%s?"), kind, entry->parent,
                     dot, meant);
    else if (count == 0)
        lf_text_addf(&text, lf_say(ctx, "unknown %s; there is none to name"), kind);
    else {
        lf_text_addf(&text, lf_say(ctx, "unknown %s; expected "), kind);
        add_choices(ctx, &text, candidates, count);
    }
    lf_yaml_fail(yaml, entry->key_node, entry->where, "%s", lf_text_get(&text));
    lf_text_free(&text);
    return false;
}

/* ---- walking ---- */

/* Aliases can make a small file endless to walk: every look at a node is counted. */
static bool visit(lf_yaml *yaml, const yaml_node_t *node, const char *where)
{
    const char *tag = (const char *)node->tag;
    if (++yaml->visits > MOST_VISITS)
        return lf_yaml_fail(yaml, node, where, "too many values; expected at most %d", MOST_VISITS);
    if (tag != NULL && !lf_starts_with(tag, "tag:yaml.org,2002:"))
        return lf_yaml_fail(yaml, node, where, "the tag %s is not supported", tag);
    if (node->type == YAML_SCALAR_NODE && strlen(scalar(node)) != node->data.scalar.length)
        return lf_yaml_fail(yaml, node, where, "holds a NUL character");
    return true;
}

static bool check_key(lf_yaml *yaml, const yaml_node_t *mapping, const yaml_node_pair_t *pair,
                      const char *where)
{
    const yaml_node_t *key = yaml_document_get_node(&yaml->document, pair->key);
    if (!visit(yaml, key, where))
        return false;
    if (key->type != YAML_SCALAR_NODE || lf_yaml_is_nothing(key))
        return lf_yaml_fail(yaml, key, where, "expected a word as key, found %s", kind_of(key));
    for (const yaml_node_pair_t *p = mapping->data.mapping.pairs.start; p < pair; p++) {
        const yaml_node_t *other = yaml_document_get_node(&yaml->document, p->key);
        if (strcmp(scalar(other), scalar(key)) == 0)
            return lf_yaml_fail(yaml, key, where, "the key '%s' is already on line %d", scalar(key),
                                lf_yaml_line(other));
    }
    return true;
}

/* Overlong keys are cut for the message, at a character's border. */
static void go_deeper(char deeper[LF_WHERE_SIZE], const char *where, const char *key)
{
    int length = snprintf(deeper, LF_WHERE_SIZE, "%s%s%s", where, where[0] == '\0' ? "" : ".", key);
    if (length < LF_WHERE_SIZE)
        return;
    size_t end = LF_WHERE_SIZE - 1;
    while (end > 0 && !lf_is_utf8(deeper, end))
        end--;
    deeper[end] = '\0';
}

bool lf_yaml_each_entry(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                        lf_yaml_entry_reader *read, void *user)
{
    if (!visit(yaml, node, where))
        return false;
    if (node->type != YAML_MAPPING_NODE)
        return lf_yaml_fail_kind(yaml, node, where, "a mapping");
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    if (node->data.mapping.pairs.top - pair > MOST_KEYS)
        return lf_yaml_fail(yaml, node, where, "too many keys; expected at most %d", MOST_KEYS);
    for (; pair < node->data.mapping.pairs.top; pair++) {
        char deeper[LF_WHERE_SIZE];
        if (!check_key(yaml, node, pair, where))
            return false;
        const yaml_node_t *key = yaml_document_get_node(&yaml->document, pair->key);
        go_deeper(deeper, where, scalar(key));
        lf_yaml_entry entry = {scalar(key), key,
                               yaml_document_get_node(&yaml->document, pair->value), deeper, where};
        if (!read(user, &entry))
            return false;
    }
    return true;
}

bool lf_yaml_each_item(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                       lf_yaml_item_reader *read, void *user)
{
    if (!visit(yaml, node, where))
        return false;
    if (node->type != YAML_SEQUENCE_NODE)
        return lf_yaml_fail_kind(yaml, node, where, "a list");
    const yaml_node_item_t *start = node->data.sequence.items.start;
    for (const yaml_node_item_t *item = start; item < node->data.sequence.items.top; item++) {
        char deeper[LF_WHERE_SIZE];
        snprintf(deeper, sizeof deeper, "%s[%zu]", where, (size_t)(item - start) + 1);
        if (!read(user, yaml_document_get_node(&yaml->document, *item), deeper))
            return false;
    }
    return true;
}

/* ---- scalars ---- */

static bool is_text(lf_yaml *yaml, const yaml_node_t *node, const char *where, const char *expected)
{
    if (!visit(yaml, node, where))
        return false;
    if (node->type != YAML_SCALAR_NODE || lf_yaml_is_nothing(node))
        return lf_yaml_fail_kind(yaml, node, where, expected);
    return true;
}

bool lf_yaml_text(lf_yaml *yaml, const yaml_node_t *node, const char *where, char **out)
{
    if (!is_text(yaml, node, where, "text"))
        return false;
    if (node->data.scalar.length == 0)
        return lf_yaml_fail(yaml, node, where, "expected text, found an empty one");
    yaml->bytes += node->data.scalar.length;
    if (yaml->bytes > MOST_COPIED)
        return lf_yaml_fail(yaml, node, where, "too much text; expected at most %d bytes",
                            MOST_COPIED);
    *out = lf_keep(yaml->ctx, scalar(node));
    return *out != NULL;
}

bool lf_yaml_number(lf_yaml *yaml, const yaml_node_t *node, const char *where, double *out)
{
    if (!is_text(yaml, node, where, "a number"))
        return false;
    if (!lf_parse_number(scalar(node), out))
        return lf_yaml_fail(yaml, node, where, "expected a number, found '%s'", scalar(node));
    return true;
}

bool lf_yaml_choice(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                    const char *const *choices, size_t count, const char **out)
{
    if (!is_text(yaml, node, where, "a word"))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(scalar(node), choices[i]) == 0) {
            *out = choices[i];
            return true;
        }
    lf_text text = {0};
    const char *meant = lf_suggest(scalar(node), choices, count);
    add_choices(yaml->ctx, &text, choices, count);
    if (meant != NULL)
        lf_text_addf(&text, lf_say(yaml->ctx, "; did you mean %s?"), meant);
    lf_yaml_fail(yaml, node, where, "'%s' is not allowed; expected %s", scalar(node),
                 lf_text_get(&text));
    lf_text_free(&text);
    return false;
}
