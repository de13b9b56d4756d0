/*
 * The values a measure is run with: defaults of its header, then the city file, then a target.
 *
 * Knows workspace (settings) and catalog.
 */
#ifndef LF_MEASURE_PARAMETERS_H
#define LF_MEASURE_PARAMETERS_H

#include "catalog/city.h"
#include "measure/query.h"
#include "workspace/workspace.h"

typedef struct lf_parameters {
    const lf_query *query; /* borrowed */
    char **values;         /* one for each parameter of the query; NULL: no value; owned */
    bool *given; /* set by the city file (also as a setting) or a target, not by a default */
} lf_parameters;

/*
 * Defaults of the header (a default @name reads the setting) overridden by the city file's
 * "measure.parameter" entries; city may be NULL. A value that does not fit is an error naming the
 * city file and line.
 */
bool lf_parameters_start(lf_context *ctx, lf_workspace *ws, const lf_query *query,
                         const lf_city *city, lf_parameters *out);
bool lf_parameters_copy(lf_context *ctx, const lf_parameters *from, lf_parameters *out);
void lf_parameters_free(lf_parameters *parameters);

/*
 * Sets one parameter from text. False when the name or the value does not fit: *complaint then says
 * what was expected, with the nearest name. Numbers are stored in shortest form, so that 500 and
 * 500.0 are the same run.
 */
bool lf_parameters_set(lf_parameters *parameters, const char *name, const char *value,
                       lf_text *complaint);
/* Sets "a=1;b=2" (also with full-width ；and ＝). NULL and "" change nothing. */
bool lf_parameters_parse(lf_parameters *parameters, const char *text, lf_text *complaint);

/* JSON object of all parameters, sorted by name; numbers as numbers, none as null. free(). */
char *lf_parameters_json(const lf_parameters *parameters);
/* The value of a parameter, or NULL when it has none. */
const char *lf_parameters_get(const lf_parameters *parameters, const char *name);
/* Whether the city file or a target has set a parameter; false for unknown names. */
bool lf_parameters_is_given(const lf_parameters *parameters, const char *name);
/* Binds ":name" for each parameter the statement uses. */
void lf_parameters_bind(const lf_parameters *parameters, lf_statement *statement);
/* Whether a parameter that settles the norm was given by somebody. */
bool lf_parameters_settle_norm(const lf_parameters *parameters);

/* Appends text as a JSON string. */
void lf_json_text(lf_text *out, const char *text);

#endif
