/* Reading a catalogue and saying its words. See words.h. */
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"

enum {
    LITTLE_MAGIC_SIZE = 4,
    HEADER_SIZE = 20,
    MOST_ENTRIES = 100000,
    LEAST_LITERAL = 6, /* letters that a format must bring to be known again by them */
    DEEPEST = 3        /* phrases inside phrases */
};

typedef struct word_pair {
    const char *text, *translation; /* borrowed from bytes */
    size_t literal;                 /* bytes outside directives; 0: has none, or cannot be found */
} word_pair;

struct lf_words {
    char *bytes;      /* owned */
    word_pair *pairs; /* owned; sorted by text */
    size_t count;
    word_pair *patterns; /* owned; those with directives, the most literal first */
    size_t pattern_count;
};

/* ---- reading ---- */

static uint32_t number_at(const char *bytes, size_t at)
{
    const unsigned char *b = (const unsigned char *)bytes + at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* Entry i of the table of lengths and offsets at `table`, NULL when it lies outside the file. */
static const char *string_at(const char *bytes, size_t size, size_t table, size_t i)
{
    size_t length = number_at(bytes, table + 8 * i);
    size_t offset = number_at(bytes, table + 8 * i + 4);
    if (offset >= size || length >= size - offset || bytes[offset + length] != '\0' ||
        !lf_is_utf8(bytes + offset, length))
        return NULL;
    return bytes + offset;
}

static bool table_fits(size_t size, size_t table, size_t count)
{
    return table <= size && count <= (size - table) / 8;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const word_pair *)a)->text, ((const word_pair *)b)->text);
}

static int by_literal(const void *a, const void *b)
{
    const word_pair *x = a, *y = b;
    if (x->literal != y->literal)
        return x->literal > y->literal ? -1 : 1;
    return strcmp(x->text, y->text);
}

static void take_pair(lf_words *words, const char *text, const char *translation)
{
    size_t literal = 0;
    if (text == NULL || translation == NULL || text[0] == '\0' || translation[0] == '\0' ||
        !lf_formats_agree(text, translation))
        return;
    word_pair pair = {text, translation, 0};
    if (lf_format_literal(text, &literal) && literal >= LEAST_LITERAL) {
        pair.literal = literal;
        words->patterns[words->pattern_count++] = pair;
    }
    words->pairs[words->count++] = pair;
}

/* The file is little-endian where it was made for this machine's kind; others are not read. */
static bool is_catalogue(const char *bytes, size_t size)
{
    static const unsigned char magic[LITTLE_MAGIC_SIZE] = {0xde, 0x12, 0x04, 0x95};
    return size >= HEADER_SIZE && memcmp(bytes, magic, sizeof magic) == 0 &&
           number_at(bytes, 4) >> 16 == 0 && number_at(bytes, 8) <= MOST_ENTRIES &&
           table_fits(size, number_at(bytes, 12), number_at(bytes, 8)) &&
           table_fits(size, number_at(bytes, 16), number_at(bytes, 8));
}

bool lf_words_read(lf_context *ctx, const char *path, lf_words **out)
{
    size_t size = 0;
    lf_words *words = calloc(1, sizeof *words);
    bool ok = words != NULL || lf_fail_memory(ctx);
    *out = NULL;
    ok = ok && lf_read_file(ctx, path, &words->bytes, &size);
    if (ok && !is_catalogue(words->bytes, size))
        ok = lf_fail(ctx, "%s: is not a catalogue of words (.mo)", path);
    size_t count = ok ? number_at(words->bytes, 8) : 0;
    if (ok) {
        words->pairs = calloc(count + 1, sizeof *words->pairs);
        words->patterns = calloc(count + 1, sizeof *words->patterns);
        ok = (words->pairs != NULL && words->patterns != NULL) || lf_fail_memory(ctx);
    }
    for (size_t i = 0; ok && i < count; i++)
        take_pair(words, string_at(words->bytes, size, number_at(words->bytes, 12), i),
                  string_at(words->bytes, size, number_at(words->bytes, 16), i));
    if (!ok) {
        lf_words_free(words);
        return false;
    }
    qsort(words->pairs, words->count, sizeof *words->pairs, by_text);
    qsort(words->patterns, words->pattern_count, sizeof *words->patterns, by_literal);
    *out = words;
    return true;
}

void lf_words_free(lf_words *words)
{
    if (words == NULL)
        return;
    free(words->bytes);
    free(words->pairs);
    free(words->patterns);
    free(words);
}

size_t lf_words_count(const lf_words *words)
{
    return words == NULL ? 0 : words->count;
}

/* ---- saying ---- */

static const char *find(const lf_words *words, const char *text)
{
    word_pair wanted = {.text = text};
    const word_pair *found =
        words == NULL ? NULL
                      : bsearch(&wanted, words->pairs, words->count, sizeof *words->pairs, by_text);
    return found == NULL ? NULL : found->translation;
}

const char *lf_words_say(const lf_words *words, const char *text)
{
    const char *found = text == NULL ? NULL : find(words, text);
    return found == NULL ? text : found;
}

const char *lf_say(const lf_context *ctx, const char *text)
{
    return lf_words_say(ctx->words, text);
}

const char *lf_say_near(const lf_context *ctx, const char *near, char buffer[LF_MEANT_SIZE])
{
    buffer[0] = '\0';
    if (near != NULL)
        snprintf(buffer, LF_MEANT_SIZE, lf_say(ctx, "; did you mean '%.120s'?"), near);
    return buffer;
}

/* ---- telling anew ---- */

static bool retell(const lf_words *words, const char *line, int depth, lf_text *out);

/* A phrase has at least two words, or is more than letters; anything else may be a name. */
static bool may_be_phrase(const lf_span *value)
{
    for (size_t i = 0; i < value->length; i++)
        if (value->start[i] == ' ')
            return !value->quoted;
    return false;
}

/* A value of a line: a phrase is translated in its turn, anything else and anything quoted stays.
 */
static void add_value(const lf_words *words, const lf_span *value, int depth, lf_text *out)
{
    lf_text part = {0};
    lf_text said = {0};
    lf_text_add_bytes(&part, value->start, value->length);
    bool phrase =
        may_be_phrase(value) && !part.failed && retell(words, lf_text_get(&part), depth + 1, &said);
    lf_text_add(out, phrase ? lf_text_get(&said) : lf_text_get(&part));
    lf_text_free(&part);
    lf_text_free(&said);
}

static size_t index_of(const lf_directive *directive, size_t *next)
{
    return directive->position > 0 ? (size_t)directive->position - 1 : (*next)++;
}

static void fill(const lf_words *words, const char *translation, const lf_span *values, int depth,
                 lf_text *out)
{
    lf_directive directive;
    size_t next = 0;
    for (const char *at = translation; *at != '\0';) {
        size_t plain = strcspn(at, "%");
        lf_text_add_bytes(out, at, plain);
        at += plain;
        if (*at == '\0')
            return;
        lf_directive_read(at, &directive);
        if (directive.kind == '%')
            lf_text_add(out, "%");
        else
            add_value(words, &values[index_of(&directive, &next)], depth, out);
        at += directive.length;
    }
}

static bool retell_whole(const lf_words *words, const char *line, int depth, lf_text *out)
{
    lf_span values[LF_MOST_DIRECTIVES];
    const char *said = find(words, line);
    if (said != NULL && strchr(line, '%') == NULL) {
        lf_text_add(out, said);
        return true;
    }
    for (size_t i = 0; depth < DEEPEST && i < words->pattern_count; i++) {
        if (!lf_format_match(words->patterns[i].text, line, values))
            continue;
        fill(words, words->patterns[i].translation, values, depth, out);
        return true;
    }
    return false;
}

/* ---- formatting ---- */

/* One argument as the directive writes it; owned by the caller. NULL: no memory. */
static char *argument_text(const char *format, const lf_directive *directive, va_list *args)
{
    char spec[32];
    size_t skip = directive->position > 0 ? strcspn(format, "$") + 1 : 1;
    snprintf(spec, sizeof spec, "%%%.*s", (int)(directive->length - skip), format + skip);
    bool is_long = directive->size[0] == 'l' && directive->size[1] == '\0';
    bool is_longer = strcmp(directive->size, "ll") == 0 || directive->size[0] == 'j';
    bool is_size = directive->size[0] == 'z' || directive->size[0] == 't';
    if (directive->kind == 's')
        return lf_copyf(spec, va_arg(*args, const char *));
    if (strchr("fge", directive->kind) != NULL)
        return lf_copyf(spec, va_arg(*args, double));
    if (is_longer)
        return lf_copyf(spec, va_arg(*args, long long));
    if (is_long)
        return lf_copyf(spec, va_arg(*args, long));
    if (is_size)
        return lf_copyf(spec, va_arg(*args, size_t));
    return lf_copyf(spec, va_arg(*args, int));
}

/* The arguments of a format in its own order. False: memory, or a format that cannot be read. */
static bool read_arguments(const char *format, va_list *args, char *texts[LF_MOST_DIRECTIVES],
                           lf_span spans[LF_MOST_DIRECTIVES])
{
    size_t count = 0;
    const char *start = format;
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        lf_directive directive;
        lf_directive_read(at, &directive);
        if (directive.kind == '\0' || directive.position > 0 || count == LF_MOST_DIRECTIVES)
            return false;
        if (directive.kind != '%') {
            texts[count] = argument_text(at, &directive, args);
            if (texts[count] == NULL)
                return false;
            bool quoted = at > start && (at[-1] == '\'' || at[-1] == '"');
            spans[count] = (lf_span){texts[count], strlen(texts[count]), quoted};
            count++;
        }
        at += directive.length;
    }
    return true;
}

bool lf_words_format(const lf_words *words, const char *format, va_list args, char *out,
                     size_t size)
{
    char *texts[LF_MOST_DIRECTIVES] = {NULL};
    lf_span spans[LF_MOST_DIRECTIVES];
    lf_text line = {0};
    va_list own;
    va_copy(own, args);
    bool ok = words != NULL && read_arguments(format, &own, texts, spans);
    va_end(own);
    if (ok)
        fill(words, lf_words_say(words, format), spans, 0, &line);
    ok = ok && !line.failed;
    if (ok)
        snprintf(out, size, "%s", lf_text_get(&line));
    for (size_t i = 0; i < LF_MOST_DIRECTIVES; i++)
        free(texts[i]);
    lf_text_free(&line);
    return ok;
}

/* ---- lines whose format is gone ---- */

/* Part by part; true when at least one was known. */
static bool retell_parts(const lf_words *words, const char *line, int depth, lf_text *out)
{
    bool known = false;
    while (line != NULL) {
        const char *next = strstr(line, "; ");
        lf_text part = {0};
        lf_text_add_bytes(&part, line, next == NULL ? strlen(line) : (size_t)(next - line));
        if (retell_whole(words, lf_text_get(&part), depth, out))
            known = true;
        else
            lf_text_add(out, lf_text_get(&part));
        if (next != NULL)
            lf_text_add(out, "；");
        lf_text_free(&part);
        line = next == NULL ? NULL : next + strlen("; ");
    }
    return known;
}

/* What is added to `out` is of use only when true is returned. */
static bool retell(const lf_words *words, const char *line, int depth, lf_text *out)
{
    if (retell_whole(words, line, depth, out))
        return true;
    return depth < DEEPEST && strstr(line, "; ") != NULL && retell_parts(words, line, depth, out);
}

char *lf_words_retell(const lf_words *words, const char *line)
{
    lf_text out = {0};
    if (words != NULL && line != NULL && line[0] != '\0' && retell(words, line, 0, &out))
        return lf_text_take(&out);
    lf_text_free(&out);
    return NULL;
}
