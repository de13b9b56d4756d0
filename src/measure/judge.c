/* See judge.h. */
#include "measure/judge.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char *const outcomes[] = {"pass", "warn", "fail", "not measured"};

const char *lf_outcome_word(lf_outcome outcome)
{
    return outcomes[outcome];
}

bool lf_outcome_of(const char *word, lf_outcome *out)
{
    for (int i = 0; i < 4; i++)
        if (strcmp(outcomes[i], word) == 0) {
            *out = (lf_outcome)i;
            return true;
        }
    return false;
}

bool lf_comparison_of(const char *text, lf_comparison *out)
{
    static const char *const words[] = {"<=", ">=", "<", ">", "="};
    for (int i = 0; i < 5; i++)
        if (strcmp(words[i], text) == 0) {
            *out = (lf_comparison)i;
            return true;
        }
    return false;
}

/* What was not found lies beyond any number. */
static bool holds(const lf_case *figure, double measured)
{
    double slack = 1e-9 * fmax(1, fabs(figure->required));
    if (isnan(measured))
        measured = INFINITY;
    switch (figure->comparison) {
    case LF_AT_MOST:
        return measured <= figure->required + slack;
    case LF_AT_LEAST:
        return measured >= figure->required - slack;
    case LF_BELOW:
        return measured < figure->required - slack;
    case LF_ABOVE:
        return measured > figure->required + slack;
    case LF_EQUALS:
        break;
    }
    return fabs(measured - figure->required) <= slack;
}

/* A figure that might as well be the true one. */
typedef struct probe {
    double number;
    const char *by;
} probe;

static size_t gather(const lf_case *figure, probe out[4])
{
    size_t count = 0;
    if (figure->low_by)
        out[count++] = (probe){figure->low, figure->low_by};
    if (figure->high_by)
        out[count++] = (probe){figure->high, figure->high_by};
    if (figure->walked > 0 && figure->walked < 1 && !isnan(figure->measured)) {
        out[count++] = (probe){figure->measured / (1 + figure->walked), "speed"};
        out[count++] = (probe){figure->measured / (1 - figure->walked), "speed"};
    }
    return count;
}

lf_judgement lf_judge(const lf_case *figure)
{
    probe probes[4];
    size_t count = gather(figure, probes);
    bool kept = holds(figure, figure->measured);
    double nearest = INFINITY;
    lf_judgement out = {.outcome = kept ? LF_PASS : figure->broken,
                        .low = figure->measured,
                        .high = figure->measured,
                        .flips_to = kept ? figure->broken : LF_PASS,
                        .flips_at = NAN,
                        .shortfall = kept ? NAN : fabs(figure->measured - figure->required)};
    for (size_t i = 0; i < count; i++) {
        const probe *p = &probes[i];
        double gap = fabs(p->number - figure->measured);
        out.low = fmin(out.low, p->number);
        out.high = fmax(out.high, p->number);
        if (holds(figure, p->number) == kept || (out.flips_by && !(gap < nearest)))
            continue;
        nearest = isnan(gap) ? INFINITY : gap;
        out.flips_by = p->by;
        out.flips_at = strcmp(p->by, "speed") == 0
                           ? figure->speed_m_per_min * figure->measured / figure->required
                           : p->number;
    }
    out.borderline = out.flips_by != NULL;
    return out;
}
