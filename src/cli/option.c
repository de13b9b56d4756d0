/*
 * Parsing of options, and the help that the same tables give. Must not do any input or output but
 * the printing of help.
 */
#include "cli/option.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lifang.h"

enum { HELP_WIDTH = 80, HELP_INDENT = 2, HELP_COLUMN = 26, MOST_NAMES = 64 };

static const char *const progress_choices[] = {"auto", "json", "none", NULL};
static const char *const language_choices[] = {"en", "zh", NULL};

const cli_option cli_common_options[] = {
    {CLI_FLAG, 'q', "quiet", NULL, NULL, offsetof(cli_settings, quiet),
     N_("say nothing but errors: no warnings, no progress")},
    {CLI_COUNTER, 'v', "verbose", NULL, NULL, offsetof(cli_settings, verbose),
     N_("say what each stage does and assumes; twice: say more")},
    {CLI_CHOICE, 0, "lang", NULL, language_choices, offsetof(cli_settings, language),
     N_("language of messages, tables and files (default: the city file's, else that of LC_ALL, "
        "LC_MESSAGES or LANG)")},
    {CLI_CHOICE, 0, "progress", NULL, progress_choices, offsetof(cli_settings, progress),
     N_("how long tasks show how far they are: auto (the default) in one line on a terminal, json "
        "in "
        "lines for programs on standard error, none not at all")},
    {CLI_FLAG, 'h', "help", NULL, NULL, offsetof(cli_settings, help), N_("show this help")},
    {.name = NULL},
};

bool cli_complain(const cli_settings *settings, char error[CLI_ERROR_SIZE], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error, CLI_ERROR_SIZE, lf_words_say(settings->words, format), arguments);
    va_end(arguments);
    return false;
}

static bool is_argument(const cli_option *option)
{
    return option->kind == CLI_ARGUMENT || option->kind == CLI_OPTIONAL_ARGUMENT ||
           option->kind == CLI_PARTS;
}

static bool takes_value(const cli_option *option)
{
    return option->kind == CLI_TEXT || option->kind == CLI_CHOICE || option->kind == CLI_NUMBER;
}

static void *member(cli_settings *settings, const cli_option *option)
{
    return (char *)settings + option->offset;
}

/* The option of that long name (name_length bytes of `name`), or short letter. */
static const cli_option *find_in(const cli_option *options, const char *name, size_t name_length,
                                 char letter)
{
    for (const cli_option *option = options; option->name != NULL; option++) {
        if (is_argument(option))
            continue;
        if (letter != 0 ? option->letter == letter
                        : strlen(option->name) == name_length &&
                              strncmp(option->name, name, name_length) == 0)
            return option;
    }
    return NULL;
}

static const cli_option *find_option(const cli_syntax *syntax, const char *name, size_t name_length,
                                     char letter)
{
    const cli_option *found = find_in(syntax->options, name, name_length, letter);
    return found != NULL ? found : find_in(cli_common_options, name, name_length, letter);
}

static size_t add_names(const cli_option *options, const char **names, size_t count)
{
    for (const cli_option *option = options; option->name != NULL && count < MOST_NAMES; option++)
        if (!is_argument(option))
            names[count++] = option->name;
    return count;
}

static bool unknown_option(const cli_syntax *syntax, const cli_settings *settings, const char *word,
                           size_t name_length, char error[CLI_ERROR_SIZE])
{
    const char *names[MOST_NAMES];
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(name_length < 63 ? name_length : 63), word + 2);
    size_t count = add_names(cli_common_options, names, add_names(syntax->options, names, 0));
    const char *near = lf_closest_word(name, names, count);
    if (near == NULL)
        return cli_complain(settings, error, "unknown option '--%s'", name);
    return cli_complain(settings, error, "unknown option '--%s'; did you mean '--%s'?", name, near);
}

/* " (one of a, b or c)" */
static void list_choices(const cli_settings *settings, const char *const *choices, char *out,
                         size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; choices[i] != NULL && used < size; i++) {
        const char *joint = i == 0                   ? ""
                            : choices[i + 1] == NULL ? lf_words_say(settings->words, " or ")
                                                     : lf_words_say(settings->words, ", ");
        used += (size_t)snprintf(out + used, size - used, "%s%s", joint, choices[i]);
    }
}

static bool check_choice(const cli_settings *settings, const cli_option *option, const char *shown,
                         const char *value, char error[CLI_ERROR_SIZE])
{
    size_t count = 0;
    for (; option->choices[count] != NULL; count++)
        if (strcmp(option->choices[count], value) == 0)
            return true;
    const char *near = lf_closest_word(value, option->choices, count);
    if (near != NULL)
        return cli_complain(settings, error, "%s '%s' is unknown; did you mean '%s'?", shown, value,
                            near);
    char all[256];
    list_choices(settings, option->choices, all, sizeof all);
    return cli_complain(settings, error, "%s '%s' is unknown; expected %s", shown, value, all);
}

static bool set_number(const cli_settings *settings, const cli_option *option, const char *value,
                       int *out, char error[CLI_ERROR_SIZE])
{
    char *end = NULL;
    long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < 1 || number > 1024)
        return cli_complain(settings, error, "--%s '%s' is not a whole number from 1 to 1024",
                            option->name, value);
    *out = (int)number;
    return true;
}

static bool add_part(cli_settings *settings, const char *value, char error[CLI_ERROR_SIZE])
{
    if (settings->part_count == CLI_MOST_PARTS)
        return cli_complain(settings, error, "more than %d arguments", CLI_MOST_PARTS);
    settings->parts[settings->part_count++] = value;
    return true;
}

static bool set_value(const cli_option *option, const char *value, cli_settings *settings,
                      char error[CLI_ERROR_SIZE])
{
    char shown[80];
    snprintf(shown, sizeof shown, is_argument(option) ? "%s" : "--%s", option->name);
    if (option->kind == CLI_NUMBER)
        return set_number(settings, option, value, member(settings, option), error);
    if (option->choices != NULL && !check_choice(settings, option, shown, value, error))
        return false;
    if (value[0] == '\0')
        return cli_complain(settings, error, "%s is empty", shown);
    if (option->kind == CLI_PARTS)
        return add_part(settings, value, error);
    *(const char **)member(settings, option) = value;
    return true;
}

static void set_flag(const cli_option *option, cli_settings *settings)
{
    if (option->kind == CLI_COUNTER)
        (*(int *)member(settings, option))++;
    else
        *(bool *)member(settings, option) = true;
}

/* --name, --name=value or --name value. */
static bool parse_long(const cli_syntax *syntax, int count, char **words, int *at,
                       cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    const char *word = words[*at];
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) - 2 : strlen(word) - 2;
    const cli_option *option = find_option(syntax, word + 2, length, 0);
    if (option == NULL)
        return unknown_option(syntax, settings, word, length, error);
    if (!takes_value(option)) {
        if (equals != NULL)
            return cli_complain(settings, error, "--%s takes no value", option->name);
        set_flag(option, settings);
        return true;
    }
    if (equals != NULL)
        return set_value(option, equals + 1, settings, error);
    if (*at + 1 >= count)
        return cli_complain(settings, error, "--%s needs a value", option->name);
    return set_value(option, words[++*at], settings, error);
}

/* -v, or several letters in one word: -qv. One that takes a value ends the word: -o x or -ox. */
static bool parse_short(const cli_syntax *syntax, int count, char **words, int *at,
                        cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    const char *word = words[*at];
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const cli_option *option = find_option(syntax, NULL, 0, *letter);
        if (option == NULL)
            return cli_complain(settings, error, "unknown option '%s'", word);
        if (takes_value(option)) {
            if (letter[1] == '\0' && *at + 1 >= count)
                return cli_complain(settings, error, "--%s needs a value", option->name);
            return set_value(option, letter[1] != '\0' ? letter + 1 : words[++*at], settings,
                             error);
        }
        set_flag(option, settings);
    }
    return true;
}

static const cli_option *argument_at(const cli_syntax *syntax, size_t place)
{
    for (const cli_option *option = syntax->options; option->name != NULL; option++)
        if (option->kind == CLI_PARTS || (is_argument(option) && place-- == 0))
            return option;
    return NULL;
}

static bool check_arguments(const cli_syntax *syntax, const cli_settings *settings, size_t given,
                            char error[CLI_ERROR_SIZE])
{
    const cli_option *missing = argument_at(syntax, given);
    if (missing == NULL || missing->kind != CLI_ARGUMENT)
        return true;
    return cli_complain(settings, error, "%s is missing: %s", missing->name,
                        lf_words_say(settings->words, missing->help));
}

bool cli_parse(const cli_syntax *syntax, int count, char **words, cli_settings *settings,
               char error[CLI_ERROR_SIZE])
{
    size_t given = 0;
    bool only_arguments = false;
    for (int i = 0; i < count; i++) {
        const char *word = words[i];
        bool option = !only_arguments && word[0] == '-' && word[1] != '\0';
        if (option && strcmp(word, "--") == 0) {
            only_arguments = true;
        } else if (option && word[1] == '-') {
            if (!parse_long(syntax, count, words, &i, settings, error))
                return false;
        } else if (option) {
            if (!parse_short(syntax, count, words, &i, settings, error))
                return false;
        } else {
            const cli_option *argument = argument_at(syntax, given);
            if (argument == NULL)
                return cli_complain(settings, error, "unexpected argument '%s'", word);
            if (!set_value(argument, word, settings, error))
                return false;
            given++;
        }
    }
    return settings->help || check_arguments(syntax, settings, given, error);
}

/* ---- help -------------------------------------------------------------------------------------
 */

/* Where a line stands. */
typedef struct cli_line {
    FILE *out;
    size_t indent, width, column;
} cli_line;

static size_t columns_of(const char *text, size_t length)
{
    char copy[512];
    if (length >= sizeof copy)
        return length;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return lf_text_columns(copy);
}

/* Prints one piece, with a space before it when `spaced`, breaking the line before it where it
 * would pass the width. */
static void put_piece(cli_line *line, const char *piece, size_t length, bool spaced)
{
    size_t columns = columns_of(piece, length);
    if (line->column > line->indent && line->column + spaced + columns > line->width) {
        fputc('\n', line->out);
        line->column = 0;
    }
    if (line->column == 0) {
        fprintf(line->out, "%*s", (int)line->indent, "");
        line->column = line->indent;
    } else if (line->column > line->indent && spaced) {
        fputc(' ', line->out);
        line->column++;
    }
    fwrite(piece, 1, length, line->out);
    line->column += columns;
}

static size_t character_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* A line may not begin with one of these, nor end before it. */
static bool is_closing(const char *text)
{
    static const char *const marks[] = {"，", "。", "；", "：", "、", "）", "》", "”", "！",
                                        "？", "…",  ")",  ",",  ".",  ";",  ":",  "?"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

static bool is_wide(const char *text)
{
    return (unsigned char)text[0] >= 0x80 && columns_of(text, character_length(text)) == 2;
}

static bool is_opening(const char *text, size_t length)
{
    return (length == strlen("（") &&
            (memcmp(text, "（", length) == 0 || memcmp(text, "“", length) == 0 ||
             memcmp(text, "《", length) == 0)) ||
           (length == 1 && text[0] == '(');
}

/* The length of the piece of `text` that no line may break in: a word, or a wide character with
 * the marks that belong to it. */
static size_t piece_length(const char *text)
{
    size_t length = character_length(text);
    bool wide = is_wide(text);
    bool opening = is_opening(text, length);
    while (text[length] != '\0' && text[length] != ' ' && text[length] != '\n') {
        const char *next = text + length;
        if (!is_closing(next) && !opening && (wide || is_wide(next)))
            break;
        wide = is_wide(next) || (wide && is_closing(next));
        opening = is_opening(next, character_length(next));
        length += character_length(next);
    }
    return length;
}

/* As cli_print_wrapped for text that continues a line already `column` columns long. */
static void print_wrapped_from(FILE *out, const char *text, size_t indent, size_t width,
                               size_t column)
{
    cli_line line = {out, indent, width, column};
    bool spaced = false;
    while (*text != '\0') {
        if (*text == ' ' || *text == '\n') {
            spaced = *text == ' ';
            if (*text++ == '\n') {
                fputc('\n', out);
                line.column = 0;
            }
            continue;
        }
        size_t length = piece_length(text);
        put_piece(&line, text, length, spaced);
        spaced = false;
        text += length;
    }
    fputc('\n', out);
}

void cli_print_wrapped(FILE *out, const char *text, size_t indent, size_t width)
{
    print_wrapped_from(out, text, indent, width, 0);
}

void cli_print_usage(FILE *out, const lf_words *words, const cli_syntax *syntax)
{
    fprintf(out, "lifang%s%s %s", syntax->command[0] != '\0' ? " " : "", syntax->command,
            lf_words_say(words, N_("[options]")));
    for (const cli_option *option = syntax->options; option->name != NULL; option++)
        if (is_argument(option))
            fprintf(out,
                    option->kind == CLI_ARGUMENT ? " %s"
                    : option->kind == CLI_PARTS  ? " [%s...]"
                                                 : " [%s]",
                    option->name);
}

/* "-q, --quiet", "    --format text|csv|json" */
static int describe_option(const cli_option *option, char *out, size_t size)
{
    if (is_argument(option))
        return snprintf(out, size, "%s", option->name);
    char value[128] = "";
    if (option->value_name != NULL)
        snprintf(value, sizeof value, " %s", option->value_name);
    else if (option->choices != NULL)
        for (size_t i = 0, used = 0; option->choices[i] != NULL && used < sizeof value; i++)
            used += (size_t)snprintf(value + used, sizeof value - used, "%s%s", i == 0 ? " " : "|",
                                     option->choices[i]);
    char letter[8] = "    ";
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return snprintf(out, size, "%s--%s%s", letter, option->name, value);
}

static void print_option(FILE *out, const lf_words *words, const cli_option *option)
{
    char head[192];
    int length = describe_option(option, head, sizeof head);
    fprintf(out, "%*s%s", HELP_INDENT, "", head);
    size_t column = HELP_INDENT + (size_t)length;
    if (column + 2 > HELP_COLUMN) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s", (int)(HELP_COLUMN - column), "");
    print_wrapped_from(out, lf_words_say(words, option->help), HELP_COLUMN, HELP_WIDTH,
                       HELP_COLUMN);
}

static void print_options(FILE *out, const lf_words *words, const char *heading,
                          const cli_option *options, bool arguments)
{
    bool any = false;
    for (const cli_option *option = options; option->name != NULL; option++) {
        if (is_argument(option) != arguments)
            continue;
        if (!any)
            fprintf(out, "\n%s\n", lf_words_say(words, heading));
        any = true;
        print_option(out, words, option);
    }
}

void cli_print_help(FILE *out, const lf_words *words, const cli_syntax *syntax)
{
    fputs(lf_words_say(words, N_("Usage: ")), out);
    cli_print_usage(out, words, syntax);
    fprintf(out, "\n\n");
    cli_print_wrapped(out, lf_words_say(words, syntax->about), 0, HELP_WIDTH);
    print_options(out, words, N_("Arguments:"), syntax->options, true);
    print_options(out, words, N_("Options:"), syntax->options, false);
    print_options(out, words, N_("Common options:"), cli_common_options, false);
    if (syntax->examples == NULL)
        return;
    fprintf(out, "\n%s\n", lf_words_say(words, N_("Examples:")));
    for (const cli_example *example = syntax->examples; example->command != NULL; example++) {
        fprintf(out, "%*s%s\n", HELP_INDENT, "", example->command);
        cli_print_wrapped(out, lf_words_say(words, example->about), 3 * HELP_INDENT, HELP_WIDTH);
    }
}
