/*
 * Reads a YAML document strictly: every complaint names file, line and key, nothing is guessed, and
 * a hostile file cannot cost more than a bounded amount of time and memory. Not for other rooms.
 *
 * `where` is the dotted key of a node ("layers.homes[2].datum"), "" at the top.
 */
#ifndef LF_CATALOG_YAML_H
#define LF_CATALOG_YAML_H

#include <yaml.h>

#include "base/context.h"

enum { LF_WHERE_SIZE = 160 };

typedef struct lf_yaml {
    lf_context *ctx;
    const char *path; /* borrowed, for messages */
    yaml_document_t document;
    bool loaded;
    size_t visits; /* nodes looked at so far; an aliased node counts every time */
    size_t bytes;  /* text copied so far */
} lf_yaml;

/*
 * Parses one document: at most 4 MB, 200 000 values, 1000 anchors and 64 levels, UTF-8, no second
 * document, not empty. lf_yaml_close is due
 * also after a failure. `path` must outlive the document.
 */
bool lf_yaml_open(lf_context *ctx, const char *path, const char *text, size_t length, lf_yaml *out);
void lf_yaml_close(lf_yaml *yaml);
yaml_node_t *lf_yaml_root(lf_yaml *yaml);

/* Line of a node in the file, from 1. */
int lf_yaml_line(const yaml_node_t *node);
/* Records "path:line: where: ..." and returns false. */
bool lf_yaml_fail(lf_yaml *yaml, const yaml_node_t *node, const char *where, const char *format,
                  ...) LF_PRINTF(4, 5);
/* "expected <what>, found a list" (or a mapping, a number, text, nothing). */
bool lf_yaml_fail_kind(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                       const char *expected);
/* One entry of a mapping. `where` already ends with the key. */
typedef struct lf_yaml_entry {
    const char *key;
    const yaml_node_t *key_node;
    const yaml_node_t *value;
    const char *where;
    const char *parent; /* where the mapping is */
} lf_yaml_entry;

/* An unknown key, with the candidate that was probably meant; `what` is "key", "layer", … */
bool lf_yaml_fail_unknown(lf_yaml *yaml, const lf_yaml_entry *entry, const char *what,
                          const char *const *candidates, size_t count);

typedef bool lf_yaml_entry_reader(void *user, const lf_yaml_entry *entry);
/* Calls `read` for every entry in the order of the file; keys are text, each once, at most 1000. */
bool lf_yaml_each_entry(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                        lf_yaml_entry_reader *read, void *user);

typedef bool lf_yaml_item_reader(void *user, const yaml_node_t *item, const char *where);
/* Calls `read` for every item of a list; `where` is "key[1]", "key[2]", … */
bool lf_yaml_each_item(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                       lf_yaml_item_reader *read, void *user);

/* True for "", "~" and null written plainly. */
bool lf_yaml_is_nothing(const yaml_node_t *node);
/* A scalar that is not empty; *out is owned by the caller and must be NULL before. */
bool lf_yaml_text(lf_yaml *yaml, const yaml_node_t *node, const char *where, char **out);
bool lf_yaml_number(lf_yaml *yaml, const yaml_node_t *node, const char *where, double *out);
/* One of the choices; *out points into them. */
bool lf_yaml_choice(lf_yaml *yaml, const yaml_node_t *node, const char *where,
                    const char *const *choices, size_t count, const char **out);

#endif
