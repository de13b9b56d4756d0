/*
 * Queries as planners write them: one SELECT in a text file whose header says what it measures, in
 * which unit, with which parameters, and on which norm it rests.
 *
 * Knows base and catalog. Must not know SQLite: what a query reads is found out when it is run.
 */
#ifndef LF_MEASURE_QUERY_H
#define LF_MEASURE_QUERY_H

#include "catalog/catalog.h"

/* Which folder of queries/ a file stands in; decides which header keys it may have. */
typedef enum lf_query_kind {
    LF_QUERY_MEASURE, /* queries/measures */
    LF_QUERY_DERIVED, /* queries/derived: tables that measures share */
    LF_QUERY_VIEW,    /* queries/views */
    LF_QUERY_CHECK,   /* queries/checks: judge candidate sites */
    LF_QUERY_SHARED,  /* queries/checks/derived: tables that checks and effects share */
    LF_QUERY_EFFECT   /* queries/effects: what building a site adds to a measure */
} lf_query_kind;

/* `-- parameter: name = default | meaning | allowed`. Allowed is words (walk, straight) or a range
 * (0 .. 5000) or `text`; left out, a numeric default takes any number and any other default any
 * text. A default @name takes the value of the setting of that name; an empty default is NULL. */
typedef struct lf_parameter {
    char *name;   /* owned, as all texts here */
    char *preset; /* NULL: no value unless somebody gives one */
    char *meaning;
    char **choices; /* NULL: not a choice */
    size_t choice_count;
    bool is_number, is_text; /* neither: one of the choices */
    double lowest, highest;  /* range of a number, inclusive */
    int line;
} lf_parameter;

/* `-- needs: streets if metric = walk`: a layer that must not be empty although the query does not
 * name it (it reads what walking left behind). */
typedef struct lf_layer_need {
    char *layer;
    char *parameter; /* NULL: always */
    char *value;
} lf_layer_need;

typedef struct lf_query {
    lf_sql_file file;
    lf_query_kind kind;
    /* Borrowed from file; NULL where the header does not say. */
    const char *id, *title, *title_zh, *unit, *better;
    const char *norm, *clause, *confidence, *denominator, *slices;
    char *about, *about_zh;   /* all lines of the key joined; owned */
    lf_parameter *parameters; /* sorted by name */
    size_t parameter_count;
    char **bases; /* in the order of the header; the first is what a target means by default */
    size_t base_count;
    char **optional_layers; /* read, but may be empty */
    size_t optional_count;
    char **settled_by; /* parameters that, once given, replace the norm */
    size_t settled_count;
    lf_layer_need *needs;
    size_t need_count;
} lf_query;

/*
 * Reads a query and checks its header. Errors name file and line and say what was expected: a
 * missing key, an unknown key (with the nearest known one), an id that is not the file's name, a
 * value out of its list. lf_query_free releases *out in any case.
 */
bool lf_query_read(lf_context *ctx, const char *path, lf_query_kind kind, lf_query *out);
/* The same from memory, for tests and fuzzing; `path` gives the name. */
bool lf_query_parse(lf_context *ctx, const char *path, const char *text, lf_query_kind kind,
                    lf_query *out);
void lf_query_free(lf_query *query);

/* All queries of a kind, sorted by id. Free with lf_queries_free. */
bool lf_queries_read(lf_context *ctx, const lf_places *places, lf_query_kind kind, lf_query **out,
                     size_t *count);
void lf_queries_free(lf_query *queries, size_t count);
/* The query of an id, or NULL. */
const lf_query *lf_queries_find(const lf_query *queries, size_t count, const char *id);
/* The id nearest to `word`, or NULL. */
const char *lf_queries_nearest(const lf_query *queries, size_t count, const char *word);

/* "queries/measures" etc. */
const char *lf_query_folder(lf_query_kind kind);
/* The parameter of a name, or NULL. */
const lf_parameter *lf_query_parameter(const lf_query *query, const char *name);
/* "queries/measures/coverage.sql", without the machine's folders. Free with free(). */
char *lf_query_short_path(const lf_query *query);

#endif
