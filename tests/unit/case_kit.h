/*
 * The notation of case files, for the programs that run them: lines, rows of cells, and comparing a
 * cell with a column. Told in tests/cases/README.md. Included by each of them; every test program
 * is its own file.
 */
#ifndef LF_TEST_CASE_KIT_H
#define LF_TEST_CASE_KIT_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "workspace/workspace.h"

/* The tree whose definitions and cases are run: this one, or another named by the environment. */
static const char *root(void)
{
    const char *given = getenv("LIFANG_CASES_ROOT");
    return given != NULL ? given : LF_SOURCE_DIR;
}

/* Where a case file is being read, and what has gone wrong so far. */
typedef struct case_file {
    const char *path;
    char *text; /* owned */
    char *rest; /* what is still to be read */
    char *line; /* the current line, trimmed; NULL at the end */
    int number;
    char name[200];   /* of the case */
    double tolerance; /* relative */
    lf_text failures;
} case_file;

static void fail_case(case_file *file, const char *format, ...) LF_PRINTF(2, 3);
static void fail_case(case_file *file, const char *format, ...)
{
    char words[600];
    va_list list;
    va_start(list, format);
    vsnprintf(words, sizeof words, format, list);
    va_end(list);
    const char *slash = strrchr(file->path, '/');
    lf_text_addf(&file->failures, "\n  tests/cases%s:%d: case '%s': %s", slash ? slash : file->path,
                 file->number, file->name, words);
}

/* ---- reading lines and rows
 * ---------------------------------------------------------------------- */

static void next_line(case_file *file)
{
    do {
        file->line = strsep(&file->rest, "\n");
        file->number++;
        if (file->line)
            file->line = lf_trim(file->line);
    } while (file->line && (*file->line == '\0' || *file->line == '#'));
}

enum { MOST_CELLS = 24 };

/* Splits "| a | b |" into trimmed cells; returns their number. */
static size_t split_row(char *line, char *cells[MOST_CELLS])
{
    size_t count = 0;
    char *rest = line + 1;
    for (char *cell; count < MOST_CELLS && (cell = strsep(&rest, "|")) != NULL;)
        if (rest || *lf_trim(cell))
            cells[count++] = lf_trim(cell);
    return count;
}

static void add_value(lf_text *out, const char *cell)
{
    char *end = NULL;
    (void)strtod(cell, &end);
    if (*cell == '\0') {
        lf_text_add(out, "NULL");
    } else if (*end == '\0') {
        lf_text_add(out, cell);
    } else {
        lf_text_add(out, "'");
        for (; *cell; cell++)
            lf_text_add_bytes(out, *cell == '\'' ? "''" : cell, *cell == '\'' ? 2 : 1);
        lf_text_add(out, "'");
    }
}

static const char *cell_of(char *const *names, char *const *cells, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return cells[i];
    return NULL;
}

static void compare_cell(case_file *file, const lf_statement *row, const char *where,
                         const char *name, const char *expected)
{
    int column = 0;
    while (column < lf_column_count(row) && strcmp(lf_column_name(row, column), name) != 0)
        column++;
    if (column == lf_column_count(row)) {
        fail_case(file, "expect: no column '%s'", name);
        return;
    }
    const char *got = lf_column_text(row, column);
    char *end = NULL;
    double number = strtod(expected, &end), real = lf_column_real(row, column);
    bool same = strcmp(expected, "*") == 0;
    if (*expected == '\0')
        same = got == NULL;
    else if (got && *expected == '~')
        same = strstr(got, expected + 1) != NULL;
    else if (got && *end == '\0')
        same = same || fabs(real - number) <= file->tolerance * fmax(1, fabs(number));
    else if (got)
        same = same || strcmp(got, expected) == 0;
    if (!same)
        fail_case(file, "%s: %s: expected %s, got %s", where, name,
                  *expected ? expected : "nothing", got ? got : "nothing");
}

#endif
