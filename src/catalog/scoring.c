/* Reads scoring.yaml. See scoring.h. */
#include "catalog/scoring.h"
#include "catalog/own.h"
#include "catalog/yaml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct scoring_reader {
    lf_context *ctx;
    lf_yaml yaml;
    lf_scoring *scoring;
    lf_criterion *criterion; /* being filled */
} scoring_reader;

/* ---- numbers ---- */

static bool read_between(scoring_reader *r, const lf_yaml_entry *entry, double low, double high,
                         bool whole, double *out)
{
    if (!lf_yaml_number(&r->yaml, entry->value, entry->where, out))
        return false;
    if (*out >= low && *out <= high && (!whole || *out == floor(*out)))
        return true;
    return lf_yaml_fail(&r->yaml, entry->value, entry->where, "expected a %snumber from %g to %g",
                        whole ? "whole " : "", low, high);
}

static bool read_weight(scoring_reader *r, const lf_yaml_entry *entry)
{
    double *weight = &r->criterion->weight;
    return lf_yaml_number(&r->yaml, entry->value, entry->where, weight) &&
           ((*weight > 0 && *weight <= 1e6) ||
            lf_yaml_fail(&r->yaml, entry->value, entry->where,
                         "expected a weight above 0 and at most 1000000"));
}

/* ---- a criterion ---- */

static bool read_by(scoring_reader *r, const lf_yaml_entry *entry)
{
    static const char *const words[] = {"outcome", "measured"};
    const char *chosen = NULL;
    if (!lf_yaml_choice(&r->yaml, entry->value, entry->where, words, 2, &chosen))
        return false;
    r->criterion->by_figure = chosen == words[1];
    return true;
}

static bool read_key(void *user, const lf_yaml_entry *entry)
{
    static const char *const keys[] = {"check", "part", "by", "worst", "best", "weight"};
    scoring_reader *r = user;
    lf_criterion *c = r->criterion;
    if (strcmp(entry->key, "check") == 0)
        return lf_yaml_text(&r->yaml, entry->value, entry->where, &c->check);
    if (strcmp(entry->key, "part") == 0)
        return lf_yaml_text(&r->yaml, entry->value, entry->where, &c->part);
    if (strcmp(entry->key, "by") == 0)
        return read_by(r, entry);
    if (strcmp(entry->key, "worst") == 0)
        return lf_yaml_number(&r->yaml, entry->value, entry->where, &c->worst);
    if (strcmp(entry->key, "best") == 0)
        return lf_yaml_number(&r->yaml, entry->value, entry->where, &c->best);
    if (strcmp(entry->key, "weight") == 0)
        return read_weight(r, entry);
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", keys, 6);
}

static bool check_criterion(scoring_reader *r, const lf_yaml_entry *entry)
{
    const lf_criterion *c = r->criterion;
    bool ends = !isnan(c->worst) && !isnan(c->best) && c->worst != c->best;
    if (!lf_is_word(c->id))
        return lf_yaml_fail(&r->yaml, entry->key_node, entry->where,
                            "expected a name of small letters, digits and _");
    if (!c->check)
        return lf_yaml_fail(&r->yaml, entry->value, entry->where, "expected a key check");
    if (isnan(c->weight))
        return lf_yaml_fail(&r->yaml, entry->value, entry->where, "expected a key weight");
    if (c->by_figure && !ends)
        return lf_yaml_fail(&r->yaml, entry->value, entry->where,
                            "by: measured needs worst and best, and they must differ");
    return true;
}

static bool read_criterion(void *user, const lf_yaml_entry *entry)
{
    scoring_reader *r = user;
    lf_scoring *scoring = r->scoring;
    lf_criterion *more = lf_grow(r->ctx, scoring->criteria, scoring->count, sizeof *more);
    if (more == NULL)
        return false;
    scoring->criteria = more;
    r->criterion = &more[scoring->count++];
    *r->criterion = (lf_criterion){.worst = NAN,
                                   .best = NAN,
                                   .weight = NAN,
                                   .id = lf_keep(r->ctx, entry->key),
                                   .line = lf_yaml_line(entry->key_node)};
    return r->criterion->id != NULL &&
           lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_key, r) &&
           check_criterion(r, entry);
}

/* ---- the file ---- */

static bool read_top(void *user, const lf_yaml_entry *entry)
{
    static const char *const keys[] = {"criteria", "vary", "draws", "seed"};
    scoring_reader *r = user;
    double number = 0;
    if (strcmp(entry->key, "criteria") == 0)
        return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_criterion, r);
    if (strcmp(entry->key, "vary") == 0)
        return read_between(r, entry, 0, 1, false, &r->scoring->vary);
    if (strcmp(entry->key, "draws") == 0) {
        bool ok = read_between(r, entry, 0, 100000, true, &number);
        r->scoring->draws = (int)number;
        return ok;
    }
    if (strcmp(entry->key, "seed") == 0) {
        bool ok = read_between(r, entry, 0, 1e15, true, &number);
        r->scoring->seed = (uint64_t)number;
        return ok;
    }
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", keys, 4);
}

bool lf_scoring_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                      lf_scoring *out)
{
    scoring_reader r = {.ctx = ctx, .scoring = out};
    *out = (lf_scoring){.vary = 0.2, .draws = 500, .seed = 1};
    lf_hash_bytes(text, length, out->hash);
    out->path = lf_keep(ctx, path);
    bool ok = out->path != NULL && lf_yaml_open(ctx, out->path, text, length, &r.yaml) &&
              lf_yaml_each_entry(&r.yaml, lf_yaml_root(&r.yaml), "", read_top, &r);
    if (ok && out->count == 0)
        ok = lf_fail(ctx, "%s: criteria: expected at least one criterion", path);
    lf_yaml_close(&r.yaml);
    if (!ok)
        lf_scoring_free(out);
    return ok;
}

static bool find_path(lf_context *ctx, const lf_places *places, const char *given, char **out)
{
    if (given != NULL)
        return (*out = lf_keep(ctx, given)) != NULL;
    for (size_t i = 0; i < places->count; i++) {
        char *path = lf_join_path(places->folders[i], "scoring.yaml");
        if (path == NULL)
            return lf_fail_memory(ctx);
        if (lf_file_exists(path)) {
            *out = path;
            return true;
        }
        free(path);
    }
    return lf_places_file(ctx, places, "layers/scoring.yaml", out);
}

bool lf_scoring_find(lf_context *ctx, const lf_places *places, const char *path, lf_scoring *out)
{
    char *found = NULL, *text = NULL;
    size_t length = 0;
    *out = (lf_scoring){0};
    bool ok = find_path(ctx, places, path, &found) && lf_read_file(ctx, found, &text, &length) &&
              lf_scoring_parse(ctx, found, text, length, out);
    free(text);
    free(found);
    return ok;
}

void lf_scoring_free(lf_scoring *scoring)
{
    if (scoring == NULL)
        return;
    for (size_t i = 0; i < scoring->count; i++) {
        free(scoring->criteria[i].id);
        free(scoring->criteria[i].check);
        free(scoring->criteria[i].part);
    }
    free(scoring->criteria);
    free(scoring->path);
    *scoring = (lf_scoring){0};
}
