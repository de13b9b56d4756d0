/*
 * Looks: rules with conditions.
 */
#include "present/look.h"

#include <stdlib.h>
#include <string.h>

#include "present/style_own.h"

static void free_rule(lf_look_rule *rule)
{
    for (size_t i = 0; i < rule->term_count; i++) {
        free(rule->terms[i].column);
        free(rule->terms[i].text);
    }
    free(rule->label);
}

void lf_look_free(lf_look *look)
{
    if (look == NULL)
        return;
    for (size_t i = 0; i < look->count; i++)
        free_rule(&look->rules[i]);
    free(look->rules);
    free(look->label_column);
    *look = (lf_look){0};
}

lf_look_rule *lf_look_add(lf_context *ctx, lf_look *look, const lf_symbol *mark, const char *label)
{
    lf_look_rule *rules = realloc(look->rules, (look->count + 1) * sizeof *rules);
    char *words = lf_copy(label);
    if (rules != NULL)
        look->rules = rules;
    if (rules == NULL || words == NULL) {
        free(words);
        lf_fail_memory(ctx);
        return NULL;
    }
    rules[look->count] = (lf_look_rule){.mark = *mark, .label = words};
    return &rules[look->count++];
}

static bool add_term(lf_context *ctx, lf_look_rule *rule, const char *column, lf_look_operator op,
                     const char *text, double number)
{
    lf_look_term *term = &rule->terms[rule->term_count];
    if (rule->term_count == LF_LOOK_TERMS)
        return lf_fail(ctx, "a rule of a style has more than %d conditions", LF_LOOK_TERMS);
    *term = (lf_look_term){.column = lf_copy(column), .op = op, .number = number};
    term->text = lf_copy(text);
    rule->term_count++;
    return (term->column != NULL && (term->text != NULL || text == NULL)) || lf_fail_memory(ctx);
}

bool lf_look_number(lf_context *ctx, lf_look_rule *rule, const char *column, lf_look_operator op,
                    double number)
{
    return add_term(ctx, rule, column, op, NULL, number);
}

bool lf_look_text(lf_context *ctx, lf_look_rule *rule, const char *column, const char *text)
{
    return text == NULL ? add_term(ctx, rule, column, LF_LOOK_NULL, NULL, 0.0)
                        : add_term(ctx, rule, column, LF_LOOK_EQUAL, text, 0.0);
}

/* ---- conditions ---------------------------------------------------------------------------------
 */

/* Takes the next word: a run without blanks, or a text in quotes (*quoted; a doubled one stands for
 * one). False at the end. */
static bool next_word(const char **rest, char *word, size_t size, bool *quoted)
{
    const char *at = *rest + strspn(*rest, " ");
    size_t length = 0;
    *quoted = *at == '\'';
    if (*at == '\0')
        return false;
    if (*quoted)
        at++;
    while (*at != '\0' && length + 1 < size) {
        if (*quoted && *at == '\'' && *++at != '\'')
            break;
        if (!*quoted && *at == ' ')
            break;
        word[length++] = *at++;
    }
    word[length] = '\0';
    *rest = at;
    return true;
}

static bool find_operator(const char *word, lf_look_operator *out)
{
    static const char *const words[] = {"=", "<>", "<", "<=", ">", ">=", "is"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (lf_look_operator)i;
            return true;
        }
    return false;
}

/* One term; *fits tells whether it could be read. */
static bool read_term(lf_context *ctx, lf_look_rule *rule, const char **rest, bool *fits)
{
    char column[64], word[16], value[128];
    lf_look_operator op = LF_LOOK_EQUAL;
    bool quoted = false;
    double number = 0.0;
    *fits = next_word(rest, column, sizeof column, &quoted) && !quoted &&
            next_word(rest, word, sizeof word, &quoted) && find_operator(word, &op) &&
            next_word(rest, value, sizeof value, &quoted);
    if (*fits && op == LF_LOOK_NULL)
        *fits = strcmp(value, "null") == 0;
    else if (*fits && !quoted)
        *fits = lf_style_number(value, &number);
    return !*fits ||
           add_term(ctx, rule, column, op, quoted && op != LF_LOOK_NULL ? value : NULL, number);
}

bool lf_look_condition(lf_context *ctx, lf_look_rule *rule, const char *condition,
                       const char *where)
{
    const char *rest = condition;
    char word[8];
    bool fits = true, quoted = false;
    do {
        if (!read_term(ctx, rule, &rest, &fits))
            return false;
        if (fits && next_word(&rest, word, sizeof word, &quoted)) {
            fits = strcmp(word, "and") == 0 && rest[strspn(rest, " ")] != '\0';
            continue;
        }
        break;
    } while (fits);
    return fits || lf_fail(ctx,
                           "%s: '%s' is no condition; expected terms such as missing >= 4, kind = "
                           "'station' or tier is null, with 'and' between",
                           where, condition);
}

/* ---- XML ----------------------------------------------------------------------------------------
 */

/* Bytes of the UTF-8 character at `text` that XML 1.0 allows; 0 where it allows none. */
static size_t allowed_bytes(const char *text)
{
    unsigned char c = (unsigned char)text[0];
    size_t length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    for (size_t i = 1; i < length; i++)
        if (text[i] == '\0')
            return 0;
    if (!lf_is_utf8(text, length))
        return 0;
    if (length == 1)
        return c >= ' ' || c == '\n' || c == '\t' || c == '\r' ? 1 : 0;
    bool noncharacter = c == 0xef && (unsigned char)text[1] == 0xbf &&
                        (unsigned char)text[2] >= 0xbe; /* U+FFFE, U+FFFF */
    return noncharacter ? 0 : length;
}

void lf_xml_add(lf_text *out, const char *text)
{
    while (*text != '\0') {
        size_t length = allowed_bytes(text);
        const char *entity = *text == '&'    ? "&amp;"
                             : *text == '<'  ? "&lt;"
                             : *text == '>'  ? "&gt;"
                             : *text == '"'  ? "&quot;"
                             : *text == '\'' ? "&apos;"
                             : *text == '\n' ? "&#10;"
                             : *text == '\r' ? "&#13;"
                             : *text == '\t' ? "&#9;"
                                             : NULL;
        if (length == 0)
            lf_text_add(out, "\xef\xbf\xbd");
        else if (entity != NULL)
            lf_text_add(out, entity);
        else
            lf_text_add_bytes(out, text, length);
        text += length == 0 ? 1 : length;
    }
}
