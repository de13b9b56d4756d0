/* See check_words.h. */
#include "measure/check_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool lf_phrases_read(lf_context *ctx, const lf_places *places, lf_phrases *out)
{
    char *path = NULL;
    *out = (lf_phrases){0};
    bool done = lf_places_file(ctx, places, "queries/checks/words.csv", &path) &&
                lf_table_read(ctx, path, &out->table);
    free(path);
    return done;
}

void lf_phrases_free(lf_phrases *words)
{
    lf_table_free(&words->table);
}

const char *lf_phrases_get(const lf_phrases *words, const char *key, lf_tongue tongue)
{
    for (size_t row = 1; row < words->table.rows; row++)
        if (strcmp(lf_table_get(&words->table, row, "key"), key) == 0)
            return lf_table_get(&words->table, row, tongue == LF_ENGLISH ? "en" : "zh");
    return NULL;
}

/* How many decimals a reader wants to see. */
static int decimals_of(double number, const char *unit)
{
    static const char *const two[] = {"ratio", "jobs/dwelling", "jobs/worker"};
    static const char *const one[] = {"min", "month", "m/min", "%"};
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        if (strcmp(unit, two[i]) == 0)
            return 2;
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        if (strcmp(unit, one[i]) == 0)
            return 1;
    return strcmp(unit, "m") == 0 && fabs(number) < 10 && number != 0 ? 1 : 0;
}

/* Chinese counts people, homes, jobs and areas in 万 from 10,000 on. */
static bool is_counted_by_wan(double number, const char *unit)
{
    static const char *const counted[] = {"residents", "dwellings", "jobs", "units", "m2"};
    for (size_t i = 0; fabs(number) >= 10000 && i < sizeof counted / sizeof *counted; i++)
        if (strcmp(unit, counted[i]) == 0)
            return true;
    return false;
}

/* 1234567 as 1,234,567 where thousands are grouped, and no trailing zeros behind the point. */
static void add_digits(lf_text *out, double number, int decimals, bool grouped)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(number));
    size_t length = strlen(digits), whole = strcspn(digits, ".");
    while (whole < length && (digits[length - 1] == '0' || digits[length - 1] == '.')) {
        bool point = digits[--length] == '.';
        digits[length] = '\0';
        if (point)
            break;
    }
    if (number < 0 && strspn(digits, "0.") < length)
        lf_text_add(out, "-");
    for (size_t i = 0; i < length; i++) {
        if (grouped && i > 0 && i < whole && (whole - i) % 3 == 0)
            lf_text_add(out, ",");
        lf_text_add_bytes(out, &digits[i], 1);
    }
}

void lf_phrases_number(const lf_phrases *words, double number, const char *unit, lf_tongue tongue,
                       lf_text *out)
{
    char key[80];
    if (!isfinite(number) || fabs(number) > 1e15) {
        const char *none = lf_phrases_get(words, "number.none", tongue);
        lf_text_add(out, none ? none : "?");
        return;
    }
    if (strcmp(unit, "share") == 0) {
        number *= 100;
        unit = "%";
    }
    bool by_wan = tongue == LF_CHINESE && is_counted_by_wan(number, unit);
    if (by_wan)
        add_digits(out, number / 10000, fabs(number) < 1e6 ? 2 : 1, false);
    else
        add_digits(out, number, decimals_of(number, unit), tongue != LF_CHINESE);
    snprintf(key, sizeof key, "unit.%s", unit);
    const char *word = lf_phrases_get(words, key, tongue);
    if (!word)
        word = unit;
    if (*word && *word != '%')
        lf_text_add(out, " ");
    if (by_wan)
        lf_text_add(out, "万");
    lf_text_add(out, word);
}

const char *lf_phrases_unit_of(const char *column)
{
    static const char *const ends[][2] = {
        {"_m", "m"},         {"_min", "min"},         {"_m2", "m2"},
        {"_share", "share"}, {"_ratio", "ratio"},     {"_months", "month"},
        {"_jobs", "jobs"},   {"_units", "dwellings"}, {"_residents", "residents"},
        {"_speed", "m/min"}, {"_places", "places"},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (lf_ends_with(column, ends[i][0]))
            return ends[i][1];
    return NULL;
}

void lf_phrases_fill(const char *pattern, lf_tongue tongue, lf_fill_in *fill, void *user,
                     lf_text *out)
{
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        const char *end = pattern[plain] ? strchr(pattern + plain, '}') : NULL;
        char name[64];
        lf_text_add_bytes(out, pattern, plain);
        pattern += plain;
        if (!end) {
            lf_text_add(out, pattern);
            return;
        }
        snprintf(name, sizeof name, "%.*s", (int)(end - pattern - 1), pattern + 1);
        fill(user, name, tongue, out);
        pattern = end + 1;
    }
}
