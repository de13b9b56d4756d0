/*
 * Which encoding a text file or a dBASE table is written in, judged by its bytes; and recoding.
 *
 * Knows base; reads files through GDAL's file layer so that archives work too.
 */
#ifndef LF_LOAD_ENCODING_H
#define LF_LOAD_ENCODING_H

#include "base/text.h"

/* Result of a judgement. `name` is what GDAL and iconv call it. */
typedef enum lf_encoding {
    LF_ENCODING_ASCII, /* no byte above 127: any of them */
    LF_ENCODING_UTF8,
    LF_ENCODING_GB18030, /* GBK and GB2312 are parts of it */
    LF_ENCODING_LATIN,   /* Windows-1252, assumed where the bytes are neither */
    LF_ENCODING_UTF16LE, /* by its byte order mark only */
    LF_ENCODING_UTF16BE
} lf_encoding;

/* "UTF-8", "GB18030", "CP1252", "UTF-16LE", "UTF-16BE". */
const char *lf_encoding_name(lf_encoding encoding);

/*
 * Counts over pieces of text. UTF-8 must hold for every piece. GB18030 must hold too, and nine
 * tenths of its pairs must end in a byte from 0xA1 up, as common characters do: in Latin text a
 * letter with an accent is followed by a plain letter instead.
 */
typedef struct lf_encoding_count {
    size_t pieces, utf8, gb18030; /* pieces with bytes above 127; those valid as … */
    size_t pairs, common_pairs;
} lf_encoding_count;

/* `cut` says that a piece may end in half a character (a full field of a dBASE table). */
void lf_encoding_see(lf_encoding_count *count, const void *bytes, size_t length, bool cut);
lf_encoding lf_encoding_judge(const lf_encoding_count *count);

/* Reads a whole file through GDAL (archives included); *out is free()d by the caller. */
bool lf_read_virtual(lf_context *ctx, const char *path, char **out, size_t *length);

/* Judges a text file's bytes. A byte order mark decides at once. */
lf_encoding lf_encoding_of_text(const char *bytes, size_t length);

/* Judges the names and text fields of a dBASE table given whole. False when it is no such table. */
bool lf_encoding_of_dbf(const char *bytes, size_t length, lf_encoding *out);

/*
 * To UTF-8 without byte order mark. *out is free()d by the caller. Errors: an encoding iconv does
 * not know, bytes that are not of it (with the offset).
 */
bool lf_recode(lf_context *ctx, const char *what, const char *encoding, const char *bytes,
               size_t length, char **out, size_t *out_length);

#endif
