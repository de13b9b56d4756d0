/*
 * One figure against one limit, and whether the answer would be another within what is not known
 * for certain: the walking speed, the exact position, the access that is taken.
 *
 * Knows the C library only. Must not know where a figure comes from.
 */
#ifndef LF_MEASURE_JUDGE_H
#define LF_MEASURE_JUDGE_H

#include <stdbool.h>

typedef enum lf_outcome { LF_PASS, LF_WARN, LF_FAIL, LF_NOT_MEASURED } lf_outcome;

/* "pass", "warn", "fail", "not measured". */
const char *lf_outcome_word(lf_outcome outcome);
/* False for any other word. */
bool lf_outcome_of(const char *word, lf_outcome *out);

typedef enum lf_comparison { LF_AT_MOST, LF_AT_LEAST, LF_BELOW, LF_ABOVE, LF_EQUALS } lf_comparison;

/* "<=", ">=", "<", ">", "=". False for any other text. */
bool lf_comparison_of(const char *text, lf_comparison *out);

typedef struct lf_case {
    double measured; /* NaN: nothing was found within the search: as if endless */
    double required; /* a number */
    lf_comparison comparison;
    lf_outcome broken; /* what it means when the limit does not hold: LF_FAIL or LF_WARN */
    double low, high;  /* within the doubt of the position and the access; NaN: no doubt */
    const char *low_by, *high_by; /* "position" or "access"; borrowed */
    double walked;                /* share by which the walking speed may differ; 0: not walked */
    double speed_m_per_min;
} lf_case;

typedef struct lf_judgement {
    lf_outcome outcome;
    bool borderline;
    double low, high;     /* over all doubts, the speed too; NaN: none */
    const char *flips_by; /* "speed", "position", "access"; NULL: nothing flips it */
    lf_outcome flips_to;  /* the outcome there, where something flips it */
    double flips_at;      /* speed: the walking speed in m/min at which it flips; else the figure */
    double shortfall;     /* how far the figure is from the limit; NaN where it holds */
} lf_judgement;

/*
 * A slower walk is the same as a longer way: at a speed changed by the share t a figure m counts as
 * m / (1 + t). The nearest of several figures that flip the outcome is told.
 */
lf_judgement lf_judge(const lf_case *figure);

#endif
