/*
 * JSON. The text is safe inside an HTML page's script element as well as in a file.
 */
#include <math.h>
#include <string.h>

#include "present/table.h"

void lf_json_init(lf_json *json, lf_output *output, int inline_depth)
{
    *json = (lf_json){.output = output, .inline_depth = inline_depth};
}

static bool is_compact(const lf_json *json)
{
    return json->inline_depth < 0;
}

static void new_line(lf_json *json)
{
    if (json->depth > json->inline_depth)
        return;
    lf_output_put(json->output, "\n");
    for (int i = 0; i < json->depth; i++)
        lf_output_put(json->output, "  ");
}

/* Length in bytes of the UTF-8 character at `text`; 0 when it is not one. */
static size_t character_length(const char *text)
{
    unsigned char lead = (unsigned char)text[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    for (size_t i = 1; i < length; i++)
        if (text[i] == '\0')
            return 0;
    return length > 0 && lf_is_utf8(text, length) ? length : 0;
}

static void put_special(lf_output *output, unsigned char byte)
{
    switch (byte) {
    case '"':
        lf_output_put(output, "\\\"");
        break;
    case '\\':
        lf_output_put(output, "\\\\");
        break;
    case '\n':
        lf_output_put(output, "\\n");
        break;
    case '\t':
        lf_output_put(output, "\\t");
        break;
    default:
        lf_output_putf(output, "\\u%04x", byte);
    }
}

static bool is_special(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\\' || byte == '<' ||
           byte == '>' || byte == '&';
}

/* U+2028 or U+2029: line ends to a script. */
static bool is_separator(const char *text)
{
    return strncmp(text, "\xe2\x80\xa8", 3) == 0 || strncmp(text, "\xe2\x80\xa9", 3) == 0;
}

static void put_separator(lf_output *output, const char *text)
{
    lf_output_putf(output, "\\u%04x", 0x2028 + (text[2] == '\xa9'));
}

static void put_string(lf_output *output, const char *text)
{
    lf_output_put(output, "\"");
    while (*text != '\0') {
        size_t length = character_length(text);
        if (length == 0)
            lf_output_put(output, "\xef\xbf\xbd"); /* U+FFFD */
        else if (length == 1 && is_special((unsigned char)*text))
            put_special(output, (unsigned char)*text);
        else if (is_separator(text))
            put_separator(output, text);
        else
            lf_output_put_bytes(output, text, length);
        text += length > 0 ? length : 1;
    }
    lf_output_put(output, "\"");
}

/* What stands before any value: a comma, a new line, the key. */
static void begin_value(lf_json *json, const char *key)
{
    bool *used = &json->used[json->depth];
    if (*used)
        lf_output_put(json->output,
                      is_compact(json) || json->depth <= json->inline_depth ? "," : ", ");
    *used = true;
    if (json->depth > 0)
        new_line(json);
    if (key != NULL) {
        put_string(json->output, key);
        lf_output_put(json->output, is_compact(json) ? ":" : ": ");
    }
}

void lf_json_open(lf_json *json, const char *key, char bracket)
{
    begin_value(json, key);
    lf_output_put_bytes(json->output, &bracket, 1);
    if (json->depth + 1 >= LF_JSON_DEPTH) {
        json->output->failed = true;
        return;
    }
    json->used[++json->depth] = false;
}

void lf_json_close(lf_json *json, char bracket)
{
    bool used = json->used[json->depth];
    int depth = json->depth--;
    if (used && depth <= json->inline_depth)
        new_line(json);
    lf_output_put_bytes(json->output, &bracket, 1);
    if (json->depth == 0)
        lf_output_put(json->output, "\n");
}

void lf_json_raw(lf_json *json, const char *key, const char *value)
{
    begin_value(json, key);
    lf_output_put(json->output, value != NULL ? value : "null");
}

void lf_json_document(lf_json *json, const char *key, const char *value)
{
    begin_value(json, key);
    for (const char *start = value;; value++) {
        const bool separator = is_separator(value);
        if (*value != '\0' && !separator && strchr("<>&", *value) == NULL)
            continue;
        lf_output_put_bytes(json->output, start, (size_t)(value - start));
        if (*value == '\0')
            return;
        if (separator)
            put_separator(json->output, value);
        else
            put_special(json->output, (unsigned char)*value);
        value += separator ? 2 : 0;
        start = value + 1;
    }
}

void lf_json_string(lf_json *json, const char *key, const char *value)
{
    if (value == NULL) {
        lf_json_raw(json, key, NULL);
        return;
    }
    begin_value(json, key);
    put_string(json->output, value);
}

void lf_json_number(lf_json *json, const char *key, double value)
{
    char number[LF_NUMBER_SIZE];
    lf_number_full(value, number);
    lf_json_raw(json, key, number[0] != '\0' ? number : NULL);
}

void lf_json_integer(lf_json *json, const char *key, int64_t value)
{
    begin_value(json, key);
    lf_output_putf(json->output, "%lld", (long long)value);
}

void lf_json_boolean(lf_json *json, const char *key, bool value)
{
    lf_json_raw(json, key, value ? "true" : "false");
}
