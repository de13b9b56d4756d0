/*
 * Workbooks (XLSX) for people who filter and sort: real numbers with formats, a heading that stays,
 * a filter, verdicts and values in the colours of the style. The only door to libxlsxwriter.
 *
 *     lf_workbook *book = NULL;
 *     bool ok = lf_workbook_open(ctx, report, style, path, &book) &&
 *               lf_workbook_listing(ctx, book, "verdicts", NULL) &&
 *               lf_workbook_finish(ctx, book);
 *     lf_workbook_close(book);
 *
 * A text stays a text, also where it begins like a formula. The same results give the same bytes.
 *
 * Knows listings and the style. Must not know what the rows mean.
 */
#ifndef LF_PRESENT_SPREADSHEET_H
#define LF_PRESENT_SPREADSHEET_H

#include "present/listing.h"
#include "present/style.h"

typedef struct lf_workbook lf_workbook;

/*
 * Begins a workbook that lf_workbook_finish will write to `path`, replacing what is there. Rows are
 * kept in temporary files, so that memory does not grow with them. `report` and `style` are
 * borrowed. Release with lf_workbook_close in any case.
 */
bool lf_workbook_open(lf_context *ctx, const lf_report *report, const lf_style *style,
                      const char *path, lf_workbook **out);
/* The report it was opened with. */
const lf_report *lf_workbook_report(const lf_workbook *book);
/* Writes the file. Errors: a cell that was refused, disk full, folder gone. */
bool lf_workbook_finish(lf_context *ctx, lf_workbook *book);
/* Without lf_workbook_finish nothing is written. */
void lf_workbook_close(lf_workbook *book);

/* ---- a listing as a sheet -----------------------------------------------------------------------
 */

/*
 * Adds a sheet with all rows of the listing `name`, named after its title. Its header may say
 *     -- xlsx: id, title, outcome   columns, in order (default: those of csv)
 *     -- freeze: 2                  columns that stay in sight (default: 1)
 *     -- plain: year, part          whole numbers that are names: no separators
 * Numbers in `measured` columns are formatted by the unit of their row, a share as per cent; a
 * column `outcome` is coloured by the style. Numbers that are missing are empty cells. Rows beyond
 * what a sheet can hold (1,048,576) go to further sheets, "Title (2)" and so on.
 */
bool lf_workbook_listing(lf_context *ctx, lf_workbook *book, const char *name,
                         const lf_filter *filter);

/* ---- a sheet cell by cell -----------------------------------------------------------------------
 */

/*
 * Begins a sheet; `title` is shortened and changed where Excel would refuse it. Then the headings,
 * and row by row its cells from left to right, each row ended by lf_workbook_end_row. What goes
 * wrong is kept and told by lf_workbook_end_sheet or lf_workbook_finish.
 */
bool lf_workbook_begin_sheet(lf_context *ctx, lf_workbook *book, const char *title);
void lf_workbook_heading(lf_workbook *book, const char *text);
/* NULL and "" are empty cells. A text beyond 32,767 characters, Excel's limit, ends with "…". */
void lf_workbook_text(lf_workbook *book, const char *text);
/* A number formatted by its unit ("share": per cent; NULL: none); NaN is an empty cell. */
void lf_workbook_number(lf_workbook *book, double value, const char *unit);
/* A whole number that is a name (a year, a line): shown as it is. */
void lf_workbook_plain(lf_workbook *book, int64_t value);
bool lf_workbook_end_row(lf_context *ctx, lf_workbook *book);
/* Colours a column of the sheet by classes of its values; empty cells as not measured. */
void lf_workbook_colour_values(lf_workbook *book, size_t column, const lf_classes *classes);
/* Colours the column's cells that hold the words of an outcome ("outcome.met", …). */
void lf_workbook_colour_outcomes(lf_workbook *book, size_t column);
/* Ends the sheet: widths, filter, and the heading and `freeze` columns that stay in sight. */
bool lf_workbook_end_sheet(lf_context *ctx, lf_workbook *book, size_t freeze);

/* ---- the results --------------------------------------------------------------------------------
 */

/*
 * Writes results.xlsx: verdicts, measures by area, values, gaps, what was rejected, repaired and
 * doubtful, and where it all comes from.
 */
bool lf_workbook_results(lf_context *ctx, const lf_report *report, const char *path);

#endif
