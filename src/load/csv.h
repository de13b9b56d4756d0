/*
 * Makes a CSV file fit for GDAL's driver, which reads UTF-8 only and takes every column as text:
 * recodes it, and finds the types of its columns where a select or where needs them.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_CSV_H
#define LF_LOAD_CSV_H

#include "base/text.h"
#include "load/encoding.h"

typedef struct lf_csv {
    char *name;     /* what GDAL opens; owned */
    char *folder;   /* of the copy in GDAL's memory files, or NULL; owned */
    char *encoding; /* owned */
    bool assumed;   /* judged by the bytes, though neither UTF-8 nor said */
} lf_csv;

/* True for the extensions csv, txt, tsv and psv. */
bool lf_is_csv(const char *name);
/*
 * `encoding` is what the city file says, or NULL. With `typed`, columns whose every value is a
 * number become numbers, those with leading zeros ("0012") excepted. The copy in memory lives until
 * lf_csv_free. Errors: unreadable file, bytes that are not of the encoding.
 */
bool lf_csv_prepare(lf_context *ctx, const char *name, const char *encoding, bool typed,
                    lf_csv *out);
void lf_csv_free(lf_csv *csv);

#endif
