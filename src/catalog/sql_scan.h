/*
 * The columns a CREATE TABLE declares, read from its text, so that a misspelt column in a header or
 * a city file is found with its line. Not for other rooms; SQLite has the last word on the SQL.
 */
#ifndef LF_CATALOG_SQL_SCAN_H
#define LF_CATALOG_SQL_SCAN_H

#include "base/context.h"

/*
 * Appends the column names of the table `table` to *columns, grown by lf_grow. None, without an
 * error, when the text does not create it. Linear in the text.
 */
bool lf_scan_columns(lf_context *ctx, const char *sql, const char *table, char ***columns,
                     size_t *count);

#endif
