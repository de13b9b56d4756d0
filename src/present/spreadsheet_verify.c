/*
 * Whether a workbook holds what was written. libxlsxwriter does not look at what becomes of its
 * temporary files, so a full disk could cut rows off without a word: the sizes of the sheets in the
 * finished file (the central directory of a ZIP, PKWARE APPNOTE 4.3.12) must not be below what went
 * into them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/spreadsheet_own.h"

enum { END_SIZE = 22, ENTRY_SIZE = 46 };

static uint32_t number_at(const unsigned char *bytes, int width)
{
    uint32_t value = 0;
    for (int i = width - 1; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

/* The directory's place and size: the file ends with them, as it has no comment. */
static bool find_directory(FILE *file, long *start, long *size)
{
    unsigned char end[END_SIZE];
    if (fseek(file, -END_SIZE, SEEK_END) != 0 || fread(end, 1, END_SIZE, file) != END_SIZE ||
        number_at(end, 4) != 0x06054b50)
        return false;
    *size = (long)number_at(end + 12, 4);
    *start = (long)number_at(end + 16, 4);
    return true;
}

/* Adds up the sizes of the sheets that a directory names. */
static double sum_sheets(const unsigned char *directory, size_t size)
{
    static const char sheets[] = "xl/worksheets/sheet";
    double sum = 0.0;
    for (size_t at = 0; at + ENTRY_SIZE <= size;) {
        const unsigned char *entry = directory + at;
        size_t name = number_at(entry + 28, 2);
        if (number_at(entry, 4) != 0x02014b50 || at + ENTRY_SIZE + name > size)
            break;
        if (name > strlen(sheets) && memcmp(entry + ENTRY_SIZE, sheets, strlen(sheets)) == 0)
            sum += number_at(entry + 24, 4);
        at += ENTRY_SIZE + name + number_at(entry + 30, 2) + number_at(entry + 32, 2);
    }
    return sum;
}

bool lf_xlsx_verify(lf_context *ctx, const char *path, double bytes)
{
    long start = 0, size = 0;
    double found = -1.0;
    unsigned char *directory = NULL;
    FILE *file = fopen(path, "rb");
    if (file != NULL && find_directory(file, &start, &size)) {
        directory = malloc((size_t)size + 1);
        if (directory != NULL && fseek(file, start, SEEK_SET) == 0 &&
            fread(directory, 1, (size_t)size, file) == (size_t)size)
            found = sum_sheets(directory, (size_t)size);
    }
    if (file != NULL)
        fclose(file);
    free(directory);
    return found >= bytes ||
           lf_fail(ctx, "%s: cannot write the workbook: it is not whole; is a disk full?", path);
}
