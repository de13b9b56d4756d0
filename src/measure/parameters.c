/* See parameters.h. */
#include "measure/parameters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static size_t index_of(const lf_query *query, const char *name)
{
    for (size_t i = 0; i < query->parameter_count; i++)
        if (strcmp(query->parameters[i].name, name) == 0)
            return i;
    return query->parameter_count;
}

static void complain_of_name(const lf_query *query, const char *name, lf_text *complaint)
{
    const char **names = calloc(query->parameter_count + 1, sizeof *names);
    for (size_t i = 0; names && i < query->parameter_count; i++)
        names[i] = query->parameters[i].name;
    const char *near = names ? lf_nearest_word(name, names, query->parameter_count) : NULL;
    lf_text_addf(complaint, N_("measure %s has no parameter '%s'"), query->id, name);
    if (near)
        lf_text_addf(complaint, N_("; did you mean '%s'?"), near);
    else if (query->parameter_count == 0)
        lf_text_addf(complaint, "; %s", N_("it takes none"));
    for (size_t i = 0; !near && i < query->parameter_count; i++)
        lf_text_addf(complaint, "%s%s", i ? ", " : "; it has ", query->parameters[i].name);
    free(names);
}

/* Shortest of the forms that read back as the same number. */
static char *number_text(double value)
{
    char text[40];
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value == 0 ? 0.0 : value);
        if (strtod(text, NULL) == value)
            break;
    }
    return lf_copy(text);
}

static char *checked_number(const lf_parameter *parameter, const char *value, lf_text *complaint)
{
    char *end = NULL;
    double number = strtod(value, &end);
    if (end == value || *end != '\0' || !isfinite(number))
        lf_text_addf(complaint, N_("parameter %s = '%s'; expected a number"), parameter->name,
                     value);
    else if (number < parameter->lowest || number > parameter->highest)
        lf_text_addf(complaint, N_("parameter %s = %s; expected %g to %g"), parameter->name, value,
                     parameter->lowest, parameter->highest);
    else
        return number_text(number);
    return NULL;
}

static char *checked_choice(const lf_parameter *parameter, const char *value, lf_text *complaint)
{
    for (size_t i = 0; i < parameter->choice_count; i++)
        if (lf_same_word(parameter->choices[i], value))
            return lf_copy(parameter->choices[i]);
    lf_text_addf(complaint, N_("parameter %s = '%s'; expected "), parameter->name, value);
    for (size_t i = 0; i < parameter->choice_count; i++)
        lf_text_addf(complaint, "%s%s", i ? " or " : "", parameter->choices[i]);
    return NULL;
}

bool lf_parameters_set(lf_parameters *parameters, const char *name, const char *value,
                       lf_text *complaint)
{
    size_t i = index_of(parameters->query, name);
    if (i == parameters->query->parameter_count) {
        complain_of_name(parameters->query, name, complaint);
        return false;
    }
    const lf_parameter *parameter = &parameters->query->parameters[i];
    char *checked = NULL;
    if (*value) {
        checked = parameter->is_number ? checked_number(parameter, value, complaint)
                  : parameter->is_text ? lf_copy(value)
                                       : checked_choice(parameter, value, complaint);
        if (!checked)
            return false;
    }
    free(parameters->values[i]);
    parameters->values[i] = checked;
    parameters->given[i] = true;
    return true;
}

/* Replaces the full-width separators a Chinese keyboard gives. Free with free(). */
static char *plain_separators(const char *text)
{
    static const char *const wide[] = {"；", "＝"};
    lf_text out = {0};
    lf_text_add(&out, "");
    while (*text) {
        if (lf_starts_with(text, wide[0]) || lf_starts_with(text, wide[1])) {
            lf_text_add(&out, lf_starts_with(text, wide[0]) ? ";" : "=");
            text += strlen(wide[0]);
        } else {
            lf_text_add_bytes(&out, text++, 1);
        }
    }
    return lf_text_take(&out);
}

bool lf_parameters_parse(lf_parameters *parameters, const char *text, lf_text *complaint)
{
    char *copy = plain_separators(text ? text : "");
    char *rest = copy;
    bool done = copy != NULL;
    for (char *pair; done && (pair = strsep(&rest, ";")) != NULL;) {
        pair = lf_trim(pair);
        char *equals = strchr(pair, '=');
        if (*pair == '\0')
            continue;
        if (!equals) {
            lf_text_addf(complaint,
                         N_("parameters '%s'; expected name=value pairs separated by ';'"), pair);
            done = false;
            break;
        }
        *equals = '\0';
        done = lf_parameters_set(parameters, lf_trim(pair), lf_trim(equals + 1), complaint);
    }
    free(copy);
    return done;
}

/* Whether somebody wrote a setting into the city file. */
static bool is_setting_given(lf_context *ctx, lf_workspace *ws, const char *name, bool *out)
{
    lf_statement *row = NULL;
    if (!lf_prepare(ctx, ws, "SELECT origin <> 'default' FROM setting WHERE name = ?", &row))
        return false;
    lf_bind_text(row, 1, name);
    lf_step step = lf_statement_step(ctx, row);
    *out = step == LF_STEP_ROW && lf_column_integer(row, 0) != 0;
    lf_statement_close(row);
    return step != LF_STEP_FAILED;
}

static bool preset_value(lf_context *ctx, lf_workspace *ws, const lf_parameter *parameter,
                         lf_parameters *out, size_t i)
{
    char *setting = NULL;
    bool given = false;
    lf_text complaint = {0};
    const char *value = parameter->preset ? parameter->preset : "";
    if (*value == '@') {
        if (!lf_setting_text(ctx, ws, value + 1, &setting) ||
            !is_setting_given(ctx, ws, value + 1, &given)) {
            free(setting);
            return false;
        }
        value = setting ? setting : "";
    }
    bool done = lf_parameters_set(out, parameter->name, value, &complaint);
    if (!done)
        lf_fail(ctx, "%s:%d: %s", out->query->file.path, parameter->line, lf_text_get(&complaint));
    out->given[i] = given;
    lf_text_free(&complaint);
    free(setting);
    return done;
}

static bool city_value(lf_context *ctx, const lf_city *city, const lf_pair *pair,
                       lf_parameters *out)
{
    size_t length = strlen(out->query->id);
    if (strncmp(pair->name, out->query->id, length) != 0 || pair->name[length] != '.')
        return true;
    lf_text complaint = {0};
    bool done =
        lf_parameters_set(out, pair->name + length + 1, pair->value ? pair->value : "", &complaint);
    if (!done)
        lf_fail(ctx, "%s:%d: measures: %s", city->path, pair->line, lf_text_get(&complaint));
    lf_text_free(&complaint);
    return done;
}

bool lf_parameters_start(lf_context *ctx, lf_workspace *ws, const lf_query *query,
                         const lf_city *city, lf_parameters *out)
{
    *out = (lf_parameters){.query = query,
                           .values = calloc(query->parameter_count + 1, sizeof *out->values),
                           .given = calloc(query->parameter_count + 1, sizeof *out->given)};
    if (!out->values || !out->given)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < query->parameter_count; i++)
        if (!preset_value(ctx, ws, &query->parameters[i], out, i))
            return false;
    for (size_t i = 0; city && i < city->measure_count; i++)
        if (!city_value(ctx, city, &city->measures[i], out))
            return false;
    return true;
}

bool lf_parameters_copy(lf_context *ctx, const lf_parameters *from, lf_parameters *out)
{
    size_t count = from->query->parameter_count;
    *out = (lf_parameters){.query = from->query,
                           .values = calloc(count + 1, sizeof *out->values),
                           .given = calloc(count + 1, sizeof *out->given)};
    if (!out->values || !out->given)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < count; i++) {
        out->given[i] = from->given[i];
        if (from->values[i] && !(out->values[i] = lf_copy(from->values[i])))
            return lf_fail_memory(ctx);
    }
    return true;
}

void lf_parameters_free(lf_parameters *parameters)
{
    if (!parameters)
        return;
    for (size_t i = 0; parameters->values && i < parameters->query->parameter_count; i++)
        free(parameters->values[i]);
    free(parameters->values);
    free(parameters->given);
    *parameters = (lf_parameters){0};
}

void lf_json_text(lf_text *out, const char *text)
{
    lf_text_add(out, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            lf_text_addf(out, "\\%c", c);
        else if (c < 0x20)
            lf_text_addf(out, "\\u%04x", c);
        else
            lf_text_add_bytes(out, text, 1);
    }
    lf_text_add(out, "\"");
}

char *lf_parameters_json(const lf_parameters *parameters)
{
    lf_text out = {0};
    lf_text_add(&out, "{");
    for (size_t i = 0; i < parameters->query->parameter_count; i++) {
        lf_text_addf(&out, "%s\"%s\":", i ? "," : "", parameters->query->parameters[i].name);
        if (!parameters->values[i])
            lf_text_add(&out, "null");
        else if (parameters->query->parameters[i].is_number)
            lf_text_add(&out, parameters->values[i]);
        else
            lf_json_text(&out, parameters->values[i]);
    }
    lf_text_add(&out, "}");
    return lf_text_take(&out);
}

const char *lf_parameters_get(const lf_parameters *parameters, const char *name)
{
    size_t i = index_of(parameters->query, name);
    return i < parameters->query->parameter_count ? parameters->values[i] : NULL;
}

bool lf_parameters_is_given(const lf_parameters *parameters, const char *name)
{
    size_t i = index_of(parameters->query, name);
    return i < parameters->query->parameter_count && parameters->given[i];
}

void lf_parameters_bind(const lf_parameters *parameters, lf_statement *statement)
{
    for (size_t i = 0; i < parameters->query->parameter_count; i++) {
        const lf_parameter *parameter = &parameters->query->parameters[i];
        char name[128];
        snprintf(name, sizeof name, ":%s", parameter->name);
        int at = lf_bind_index(statement, name);
        if (at == 0)
            continue;
        if (!parameters->values[i])
            lf_bind_null(statement, at);
        else if (parameter->is_number)
            lf_bind_real(statement, at, strtod(parameters->values[i], NULL));
        else
            lf_bind_text(statement, at, parameters->values[i]);
    }
}

bool lf_parameters_settle_norm(const lf_parameters *parameters)
{
    for (size_t i = 0; i < parameters->query->settled_count; i++) {
        size_t at = index_of(parameters->query, parameters->query->settled_by[i]);
        if (at < parameters->query->parameter_count && parameters->given[at] &&
            parameters->values[at])
            return true;
    }
    return false;
}
