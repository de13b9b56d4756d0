/* Encodings judged by their bytes. See encoding.h. */
#include "load/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_vsi.h>

enum { DBF_HEADER_SIZE = 32, DBF_FIELD_SIZE = 32, DBF_NAME_SIZE = 11 };

const char *lf_encoding_name(lf_encoding encoding)
{
    switch (encoding) {
    case LF_ENCODING_GB18030:
        return "GB18030";
    case LF_ENCODING_LATIN:
        return "CP1252";
    case LF_ENCODING_UTF16LE:
        return "UTF-16LE";
    case LF_ENCODING_UTF16BE:
        return "UTF-16BE";
    default:
        return "UTF-8";
    }
}

static bool has_high(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] > 127)
            return true;
    return false;
}

/*
 * Length of the GB18030 character at `at`: 1, 2 or 4; 0 when there is none. A character cut off by
 * the end of the piece has the length of what is left when `cut` allows it.
 */
static size_t gb18030_length(const unsigned char *at, size_t left, bool cut)
{
    if (at[0] < 0x80)
        return 1;
    if (at[0] == 0x80 || at[0] == 0xFF)
        return 0;
    if (left == 1)
        return cut ? 1 : 0;
    if (at[1] >= 0x40 && at[1] != 0x7F && at[1] != 0xFF)
        return 2;
    if (at[1] < 0x30 || at[1] > 0x39)
        return 0;
    if (left < 4)
        return cut ? left : 0;
    bool four = at[2] >= 0x81 && at[2] <= 0xFE && at[3] >= 0x30 && at[3] <= 0x39;
    return four ? 4 : 0;
}

static bool see_gb18030(lf_encoding_count *count, const unsigned char *bytes, size_t length,
                        bool cut)
{
    size_t pairs = 0;
    size_t common = 0;
    for (size_t i = 0; i < length;) {
        size_t step = gb18030_length(bytes + i, length - i, cut);
        if (step == 0)
            return false;
        if (step == 2) {
            pairs++;
            common += bytes[i + 1] >= 0xA1;
        }
        i += step;
    }
    count->pairs += pairs;
    count->common_pairs += common;
    return true;
}

/* Length without a UTF-8 character that the end of the piece cuts off. */
static size_t without_cut_character(const unsigned char *bytes, size_t length)
{
    size_t back = 0;
    while (back < 3 && back < length && (bytes[length - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == length || bytes[length - 1 - back] < 0xC0)
        return length;
    unsigned char lead = bytes[length - 1 - back];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return back + 1 < wanted ? length - back - 1 : length;
}

void lf_encoding_see(lf_encoding_count *count, const void *bytes, size_t length, bool cut)
{
    const unsigned char *at = bytes;
    if (!has_high(at, length))
        return;
    count->pieces++;
    count->utf8 += lf_is_utf8(at, cut ? without_cut_character(at, length) : length);
    count->gb18030 += see_gb18030(count, at, length, cut);
}

lf_encoding lf_encoding_judge(const lf_encoding_count *count)
{
    if (count->pieces == 0)
        return LF_ENCODING_ASCII;
    if (count->utf8 == count->pieces)
        return LF_ENCODING_UTF8;
    bool likely = count->pairs > 0 && count->common_pairs * 10 >= count->pairs * 9;
    return count->gb18030 == count->pieces && likely ? LF_ENCODING_GB18030 : LF_ENCODING_LATIN;
}

lf_encoding lf_encoding_of_text(const char *bytes, size_t length)
{
    lf_encoding_count count = {0};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return LF_ENCODING_UTF8;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return LF_ENCODING_UTF16LE;
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return LF_ENCODING_UTF16BE;
    lf_encoding_see(&count, bytes, length, false);
    return lf_encoding_judge(&count);
}

/* ---- dBASE ---- */

typedef struct dbf_layout {
    size_t records, header_size, record_size, fields;
} dbf_layout;

static size_t little_endian(const unsigned char *at, size_t bytes)
{
    size_t value = 0;
    for (size_t i = bytes; i > 0; i--)
        value = value << 8 | at[i - 1];
    return value;
}

static bool read_layout(const unsigned char *bytes, size_t length, dbf_layout *out)
{
    if (length < DBF_HEADER_SIZE + 1)
        return false;
    out->records = little_endian(bytes + 4, 4);
    out->header_size = little_endian(bytes + 8, 2);
    out->record_size = little_endian(bytes + 10, 2);
    out->fields = 0;
    if (out->header_size < DBF_HEADER_SIZE + 1 || out->header_size > length)
        return false;
    size_t most = (out->header_size - DBF_HEADER_SIZE) / DBF_FIELD_SIZE;
    while (out->fields < most && bytes[DBF_HEADER_SIZE + out->fields * DBF_FIELD_SIZE] != '\r')
        out->fields++;
    return out->record_size > 0;
}

static void see_field(lf_encoding_count *count, const unsigned char *bytes, size_t length,
                      const dbf_layout *layout, size_t offset, size_t width)
{
    for (size_t record = 0; record < layout->records; record++) {
        size_t start = layout->header_size + record * layout->record_size + offset;
        if (start + width > length)
            return;
        size_t used = width;
        while (used > 0 && (bytes[start + used - 1] == ' ' || bytes[start + used - 1] == '\0'))
            used--;
        lf_encoding_see(count, bytes + start, used, used + 3 > width);
    }
}

bool lf_encoding_of_dbf(const char *bytes, size_t length, lf_encoding *out)
{
    dbf_layout layout;
    lf_encoding_count count = {0};
    const unsigned char *all = (const unsigned char *)bytes;
    size_t offset = 1; /* the deletion mark */
    *out = LF_ENCODING_ASCII;
    if (!read_layout(all, length, &layout))
        return false;
    for (size_t i = 0; i < layout.fields; i++) {
        const unsigned char *field = all + DBF_HEADER_SIZE + i * DBF_FIELD_SIZE;
        size_t name_length = strnlen((const char *)field, DBF_NAME_SIZE);
        /* In a text field the "decimals" are the high byte of a width above 255. */
        size_t width = field[11] == 'C' ? little_endian(field + 16, 2) : field[16];
        lf_encoding_see(&count, field, name_length, name_length >= DBF_NAME_SIZE - 1);
        if (field[11] == 'C')
            see_field(&count, all, length, &layout, offset, width);
        offset += width;
    }
    *out = lf_encoding_judge(&count);
    return true;
}

/* ---- reading and recoding ---- */

bool lf_read_virtual(lf_context *ctx, const char *path, char **out, size_t *length)
{
    VSIStatBufL stat;
    *out = NULL;
    *length = 0;
    VSILFILE *file = VSIStatL(path, &stat) == 0 ? VSIFOpenL(path, "rb") : NULL;
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot be read", path);
    size_t size = (size_t)stat.st_size;
    char *bytes = malloc(size + 1);
    if (bytes == NULL) {
        VSIFCloseL(file);
        return lf_fail_memory(ctx);
    }
    size_t got = VSIFReadL(bytes, 1, size, file);
    VSIFCloseL(file);
    bytes[got] = '\0';
    if (got != size) {
        free(bytes);
        return lf_fail(ctx, "%s: ends early", path);
    }
    *out = bytes;
    *length = got;
    return true;
}

static size_t mark_length(const char *bytes, size_t length)
{
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return 3;
    bool wide =
        length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    return wide ? 2 : 0;
}

bool lf_recode(lf_context *ctx, const char *what, const char *encoding, const char *bytes,
               size_t length, char **out, size_t *out_length)
{
    /* No character grows more than threefold on the way to UTF-8. */
    size_t room = length * 3 + 1;
    size_t mark = mark_length(bytes, length);
    char *from = (char *)(uintptr_t)bytes + mark; /* iconv does not write, but is not const */
    size_t left = length - mark;
    iconv_t recoder = iconv_open("UTF-8", encoding);
    *out = NULL;
    if (recoder == (iconv_t)-1)
        return lf_fail(ctx, "%s: the encoding %s is not known; UTF-8, GBK or GB18030 are", what,
                       encoding);
    char *text = malloc(room);
    char *to = text;
    size_t free_bytes = room - 1;
    size_t result = text == NULL ? 0 : iconv(recoder, &from, &left, &to, &free_bytes);
    iconv_close(recoder);
    if (text == NULL)
        return lf_fail_memory(ctx);
    if (result == (size_t)-1) {
        free(text);
        return lf_fail(ctx,
                       "%s: is not written in %s (at byte %zu); give its encoding with "
                       "encoding:",
                       what, encoding, (size_t)(from - bytes) + 1);
    }
    *to = '\0';
    *out = text;
    *out_length = (size_t)(to - text);
    return true;
}
