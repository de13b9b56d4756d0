/*
 * A listing as a sheet.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/spreadsheet.h"

/* Whether a list such as "a, b" of a header key names the column. */
static bool lists(const lf_sql_file *file, const char *key, const char *name)
{
    const char *list = lf_sql_file_get(file, key);
    size_t length = strlen(name);
    while (list != NULL && *list != '\0') {
        list += strspn(list, " ,");
        size_t word = strcspn(list, " ,");
        if (word == length && strncmp(list, name, length) == 0)
            return true;
        list += word;
    }
    return false;
}

static void write_cell(lf_workbook *book, const lf_listing *listing, size_t column)
{
    const lf_list_column *about = &listing->columns[column];
    char buffer[LF_CELL_SIZE];
    int index = (int)column;
    lf_column_type kind = lf_column_kind(listing->rows, index);
    const char *unit = about->measured && listing->unit_column >= 0
                           ? lf_column_text(listing->rows, listing->unit_column)
                           : NULL;
    if (kind == LF_TEXT || about->boolean)
        lf_workbook_text(book, kind == LF_NULL ? NULL : lf_listing_cell(listing, column, buffer));
    else if (kind == LF_INTEGER && !about->measured && lists(&listing->file, "plain", about->name))
        lf_workbook_plain(book, lf_column_integer(listing->rows, index));
    else /* NaN where there is none */
        lf_workbook_number(book, lf_column_real(listing->rows, index), unit);
}

static void write_headings(lf_workbook *book, const lf_report *report, const lf_listing *listing)
{
    for (size_t i = 0; i < listing->shown_count; i++) {
        const char *name = listing->columns[listing->shown[i]].name;
        lf_workbook_heading(book, lf_report_label(report, "column", name));
        if (strcmp(name, "outcome") == 0)
            lf_workbook_colour_outcomes(book, i);
    }
}

static bool write_rows(lf_context *ctx, lf_workbook *book, lf_listing *listing)
{
    lf_step step;
    const char *freeze = lf_sql_file_get(&listing->file, "freeze");
    write_headings(book, listing->report, listing);
    if (!lf_workbook_end_row(ctx, book))
        return false;
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW) {
        for (size_t i = 0; i < listing->shown_count; i++)
            write_cell(book, listing, listing->shown[i]);
        if (!lf_workbook_end_row(ctx, book))
            return false;
    }
    return step == LF_STEP_DONE &&
           lf_workbook_end_sheet(ctx, book, freeze != NULL ? (size_t)strtoul(freeze, NULL, 10) : 1);
}

bool lf_workbook_listing(lf_context *ctx, lf_workbook *book, const char *name,
                         const lf_filter *filter)
{
    lf_listing listing;
    const lf_report *report = lf_workbook_report(book);
    bool ok =
        lf_listing_open(ctx, report, name, filter, LF_FORMAT_CSV, &listing) &&
        (lf_sql_file_get(&listing.file, "xlsx") == NULL || lf_listing_show(ctx, &listing, "xlsx"));
    if (ok) {
        const char *title = lf_listing_title(&listing);
        ok = lf_workbook_begin_sheet(ctx, book, title[0] != '\0' ? title : name) &&
             write_rows(ctx, book, &listing);
    }
    lf_listing_close(&listing);
    return ok;
}
