/* Growing text, nearly right words, UTF-8. See text.h; files and hashes are in files.c. */
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void lf_text_free(lf_text *text)
{
    if (text == NULL)
        return;
    free(text->bytes);
    *text = (lf_text){0};
}

const char *lf_text_get(const lf_text *text)
{
    return text->bytes == NULL ? "" : text->bytes;
}

static bool make_room(lf_text *text, size_t more)
{
    if (text->failed || more > SIZE_MAX / 4 - text->length) {
        text->failed = true;
        return false;
    }
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity)
        return true;
    size_t capacity = text->capacity < 64 ? 64 : text->capacity;
    while (capacity < needed)
        capacity *= 2;
    char *bytes = realloc(text->bytes, capacity);
    if (bytes == NULL) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void lf_text_add_bytes(lf_text *text, const void *bytes, size_t count)
{
    if (!make_room(text, count))
        return;
    if (count > 0)
        memcpy(text->bytes + text->length, bytes, count);
    text->length += count;
    text->bytes[text->length] = '\0';
}

void lf_text_add(lf_text *text, const char *more)
{
    if (more != NULL)
        lf_text_add_bytes(text, more, strlen(more));
}

void lf_text_addf(lf_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length < 0)
        text->failed = true;
    else if (make_room(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

void lf_text_clear(lf_text *text)
{
    text->length = 0;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

char *lf_text_take(lf_text *text)
{
    char *bytes = text->failed ? NULL : text->bytes;
    if (text->failed)
        free(text->bytes);
    else if (bytes == NULL)
        bytes = lf_copy("");
    *text = (lf_text){0};
    return bytes;
}

char *lf_copy(const char *text)
{
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}

char *lf_copyf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *copy = NULL;
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0)
        copy = malloc((size_t)length + 1);
    if (copy != NULL)
        vsnprintf(copy, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    return copy;
}

/* Length of the white space at p: ASCII, or the ideographic space U+3000. */
static size_t space_at(const char *p)
{
    if (*p != '\0' && strchr(" \t\r\n\v\f", *p) != NULL)
        return 1;
    return strncmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

char *lf_trim(char *text)
{
    size_t skip;
    while ((skip = space_at(text)) > 0)
        text += skip;
    size_t length = strlen(text);
    for (;;) {
        if (length >= 3 && space_at(text + length - 3) == 3)
            length -= 3;
        else if (length >= 1 && space_at(text + length - 1) == 1)
            length -= 1;
        else
            break;
    }
    text[length] = '\0';
    return text;
}

bool lf_same_word(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool lf_starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool lf_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

enum { WORD_LIMIT = 64 };

/* Bytes of the UTF-8 character at p (1 for a stray byte); *code receives its code point. */
static size_t decode(const unsigned char *p, size_t left, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = p[0] < 0x80   ? 1
                  : p[0] < 0xC2 ? 0
                  : p[0] < 0xE0 ? 2
                  : p[0] < 0xF0 ? 3
                  : p[0] < 0xF5 ? 4
                                : 0;
    if (size == 0 || size > left)
        return 0;
    *code = size == 1 ? p[0] : p[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (p[i] & 0x3F);
    }
    bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
    return *code < least[size] || *code > 0x10FFFF || surrogate ? 0 : size;
}

static size_t characters(const char *word, uint32_t out[WORD_LIMIT])
{
    const unsigned char *p = (const unsigned char *)word;
    size_t left = strlen(word), count = 0;
    while (left > 0 && count < WORD_LIMIT) {
        uint32_t code = *p;
        size_t size = decode(p, left, &code);
        if (size == 0)
            size = 1;
        out[count++] = code < 128 ? (uint32_t)tolower((int)code) : code;
        p += size;
        left -= size;
    }
    return count;
}

size_t lf_edit_distance(const char *a, const char *b)
{
    uint32_t from[WORD_LIMIT], to[WORD_LIMIT];
    size_t rows = characters(a, from), columns = characters(b, to);
    size_t line[WORD_LIMIT + 1];
    for (size_t j = 0; j <= columns; j++)
        line[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t diagonal = line[0];
        line[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t change = diagonal + (from[i - 1] != to[j - 1]);
            size_t insert = line[j - 1] + 1, erase = line[j] + 1;
            diagonal = line[j];
            size_t best = change < insert ? change : insert;
            line[j] = best < erase ? best : erase;
        }
    }
    return line[columns];
}

const char *lf_nearest_word(const char *word, const char *const *candidates, size_t count)
{
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;
    uint32_t unused[WORD_LIMIT];
    size_t length = characters(word, unused);
    for (size_t i = 0; i < count; i++) {
        size_t other = characters(candidates[i], unused);
        size_t longer = other > length ? other : length;
        size_t distance = lf_edit_distance(word, candidates[i]);
        bool contained = length >= 4 && strstr(candidates[i], word) != NULL;
        bool near = distance <= (longer < 3 ? 1 : longer / 3) && distance < longer;
        if ((near || contained) && distance < best_distance) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}

bool lf_is_utf8(const void *bytes, size_t count)
{
    const unsigned char *p = bytes;
    uint32_t code;
    while (count > 0) {
        size_t size = decode(p, count, &code);
        if (size == 0)
            return false;
        p += size;
        count -= size;
    }
    return true;
}

/* East Asian Wide and Fullwidth blocks (Unicode TR 11), and zero-width combining marks. */
static size_t width_of(uint32_t code)
{
    static const uint32_t wide[][2] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF},   {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},   {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };
    if ((code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F) || code == 0xFEFF)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (code >= wide[i][0] && code <= wide[i][1])
            return 2;
    return 1;
}

size_t lf_display_width(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t left = strlen(text), width = 0;
    while (left > 0) {
        uint32_t code = '?';
        size_t size = decode(p, left, &code);
        if (size == 0)
            size = 1;
        width += width_of(code);
        p += size;
        left -= size;
    }
    return width;
}
