/* See units.h. */
#include "measure/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool lf_units_read(lf_context *ctx, const lf_places *places, lf_units *out)
{
    char *path = NULL;
    *out = (lf_units){0};
    bool done = lf_places_file(ctx, places, "queries/units.csv", &path) &&
                lf_table_read(ctx, path, &out->table);
    for (size_t row = 1; done && row < out->table.rows; row++) {
        char *end = NULL;
        const char *text = lf_table_get(&out->table, row, "size");
        double size = strtod(text, &end);
        if (end == text || *end != '\0' || !(size > 0) || !isfinite(size))
            done = lf_fail(ctx, "%s:%d: size '%s'; expected a number above 0", path,
                           out->table.lines[row], text);
    }
    free(path);
    return done;
}

void lf_units_free(lf_units *units)
{
    if (units)
        lf_table_free(&units->table);
}

/* The row of a unit, or 0. */
static size_t find_unit(const lf_table *table, const char *unit)
{
    for (size_t row = 1; row < table->rows; row++)
        if (lf_same_word(lf_table_get(table, row, "unit"), unit))
            return row;
    return 0;
}

static void complain(const lf_table *table, const char *from, const char *to, size_t to_row,
                     lf_text *complaint)
{
    lf_text_addf(complaint, "unit '%s' does not fit a measure in %s; expected ", from, to);
    size_t named = 0;
    for (size_t row = 1; to_row && row < table->rows; row++)
        if (strcmp(lf_table_get(table, row, "family"), lf_table_get(table, to_row, "family")) ==
                0 &&
            named < 4)
            lf_text_addf(complaint, "%s%s", named++ ? ", " : "", lf_table_get(table, row, "unit"));
    if (named == 0)
        lf_text_add(complaint, to);
}

bool lf_units_convert(const lf_units *units, const char *from, const char *to, double *factor,
                      lf_text *complaint)
{
    *factor = 1;
    if (!from || *from == '\0' || lf_same_word(from, to))
        return true;
    const lf_table *table = &units->table;
    size_t from_row = find_unit(table, from), to_row = find_unit(table, to);
    if (!from_row || !to_row ||
        strcmp(lf_table_get(table, from_row, "family"), lf_table_get(table, to_row, "family")) !=
            0) {
        complain(table, from, to, to_row, complaint);
        return false;
    }
    *factor = strtod(lf_table_get(table, from_row, "size"), NULL) /
              strtod(lf_table_get(table, to_row, "size"), NULL);
    return true;
}
