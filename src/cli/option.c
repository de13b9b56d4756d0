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

static const char *const progress_choices[] = {"auto", "never", NULL};
static const char *const language_choices[] = {"en", "zh", NULL};

const cli_option cli_common_options[] = {
    {CLI_FLAG, 'q', "quiet", NULL, NULL, offsetof(cli_settings, quiet),
     "say nothing but errors: no warnings, no progress"},
    {CLI_COUNTER, 'v', "verbose", NULL, NULL, offsetof(cli_settings, verbose),
     "say what each stage does and assumes; twice: say more"},
    {CLI_CHOICE, 0, "lang", NULL, language_choices, offsetof(cli_settings, language),
     "language of tables and files (default: the city file's)"},
    {CLI_CHOICE, 0, "progress", NULL, progress_choices, offsetof(cli_settings, progress),
     "whether long tasks show how far they are (default: auto, which means on a terminal)"},
    {CLI_FLAG, 'h', "help", NULL, NULL, offsetof(cli_settings, help), "show this help"},
    {.name = NULL},
};

static bool complain(char error[CLI_ERROR_SIZE], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error, CLI_ERROR_SIZE, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_argument(const cli_option *option)
{
    return option->kind == CLI_ARGUMENT || option->kind == CLI_OPTIONAL_ARGUMENT;
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

static bool unknown_option(const cli_syntax *syntax, const char *word, size_t name_length,
                           char error[CLI_ERROR_SIZE])
{
    const char *names[MOST_NAMES];
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(name_length < 63 ? name_length : 63), word + 2);
    size_t count = add_names(cli_common_options, names, add_names(syntax->options, names, 0));
    const char *near = lf_closest_word(name, names, count);
    if (near == NULL)
        return complain(error, "unknown option '--%s'", name);
    return complain(error, "unknown option '--%s'; did you mean '--%s'?", name, near);
}

/* " (one of a, b or c)" */
static void list_choices(const char *const *choices, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; choices[i] != NULL && used < size; i++) {
        const char *joint = i == 0 ? "" : choices[i + 1] == NULL ? " or " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", joint, choices[i]);
    }
}

static bool check_choice(const cli_option *option, const char *shown, const char *value,
                         char error[CLI_ERROR_SIZE])
{
    size_t count = 0;
    for (; option->choices[count] != NULL; count++)
        if (strcmp(option->choices[count], value) == 0)
            return true;
    const char *near = lf_closest_word(value, option->choices, count);
    if (near != NULL)
        return complain(error, "%s '%s' is unknown; did you mean '%s'?", shown, value, near);
    char all[256];
    list_choices(option->choices, all, sizeof all);
    return complain(error, "%s '%s' is unknown; expected %s", shown, value, all);
}

static bool set_number(const cli_option *option, const char *value, int *out,
                       char error[CLI_ERROR_SIZE])
{
    char *end = NULL;
    long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < 1 || number > 1024)
        return complain(error, "--%s '%s' is not a whole number from 1 to 1024", option->name,
                        value);
    *out = (int)number;
    return true;
}

static bool set_value(const cli_option *option, const char *value, cli_settings *settings,
                      char error[CLI_ERROR_SIZE])
{
    char shown[80];
    snprintf(shown, sizeof shown, is_argument(option) ? "%s" : "--%s", option->name);
    if (option->kind == CLI_NUMBER)
        return set_number(option, value, member(settings, option), error);
    if (option->choices != NULL && !check_choice(option, shown, value, error))
        return false;
    if (value[0] == '\0')
        return complain(error, "%s is empty", shown);
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
        return unknown_option(syntax, word, length, error);
    if (!takes_value(option)) {
        if (equals != NULL)
            return complain(error, "--%s takes no value", option->name);
        set_flag(option, settings);
        return true;
    }
    if (equals != NULL)
        return set_value(option, equals + 1, settings, error);
    if (*at + 1 >= count)
        return complain(error, "--%s needs a value", option->name);
    return set_value(option, words[++*at], settings, error);
}

/* -v, or several letters in one word: -qv. No short option takes a value. */
static bool parse_short(const cli_syntax *syntax, const char *word, cli_settings *settings,
                        char error[CLI_ERROR_SIZE])
{
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const cli_option *option = find_option(syntax, NULL, 0, *letter);
        if (option == NULL)
            return complain(error, "unknown option '%s'", word);
        set_flag(option, settings);
    }
    return true;
}

static const cli_option *argument_at(const cli_syntax *syntax, size_t place)
{
    for (const cli_option *option = syntax->options; option->name != NULL; option++)
        if (is_argument(option) && place-- == 0)
            return option;
    return NULL;
}

static bool check_arguments(const cli_syntax *syntax, size_t given, char error[CLI_ERROR_SIZE])
{
    const cli_option *missing = argument_at(syntax, given);
    if (missing == NULL || missing->kind == CLI_OPTIONAL_ARGUMENT)
        return true;
    return complain(error, "%s is missing: %s", missing->name, missing->help);
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
            if (!parse_short(syntax, word, settings, error))
                return false;
        } else {
            const cli_option *argument = argument_at(syntax, given);
            if (argument == NULL)
                return complain(error, "unexpected argument '%s'", word);
            if (!set_value(argument, word, settings, error))
                return false;
            given++;
        }
    }
    return settings->help || check_arguments(syntax, given, error);
}

/* ---- help -------------------------------------------------------------------------------------
 */

/* Prints one word, breaking the line before it where it would pass `width`. */
static void put_word(FILE *out, const char *word, size_t length, size_t indent, size_t width,
                     size_t *column)
{
    if (*column > indent && *column + 1 + length > width) {
        fputc('\n', out);
        *column = 0;
    }
    if (*column == 0) {
        fprintf(out, "%*s", (int)indent, "");
        *column = indent;
    } else if (*column > indent) {
        fputc(' ', out);
        (*column)++;
    }
    fwrite(word, 1, length, out);
    *column += length;
}

/* As cli_print_wrapped for text that continues a line already `column` columns long. */
static void print_wrapped_from(FILE *out, const char *text, size_t indent, size_t width,
                               size_t column)
{
    while (*text != '\0') {
        size_t length = strcspn(text, " \n");
        if (length > 0)
            put_word(out, text, length, indent, width, &column);
        text += length;
        if (*text == '\n') {
            fputc('\n', out);
            column = 0;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

void cli_print_wrapped(FILE *out, const char *text, size_t indent, size_t width)
{
    print_wrapped_from(out, text, indent, width, 0);
}

void cli_print_usage(FILE *out, const cli_syntax *syntax)
{
    fprintf(out, "lifang%s%s [options]", syntax->command[0] != '\0' ? " " : "", syntax->command);
    for (const cli_option *option = syntax->options; option->name != NULL; option++)
        if (is_argument(option))
            fprintf(out, option->kind == CLI_ARGUMENT ? " %s" : " [%s]", option->name);
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

static void print_option(FILE *out, const cli_option *option)
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
    print_wrapped_from(out, option->help, HELP_COLUMN, HELP_WIDTH, HELP_COLUMN);
}

static void print_options(FILE *out, const char *heading, const cli_option *options, bool arguments)
{
    bool any = false;
    for (const cli_option *option = options; option->name != NULL; option++) {
        if (is_argument(option) != arguments)
            continue;
        if (!any)
            fprintf(out, "\n%s:\n", heading);
        any = true;
        print_option(out, option);
    }
}

void cli_print_help(FILE *out, const cli_syntax *syntax)
{
    fputs("Usage: ", out);
    cli_print_usage(out, syntax);
    fprintf(out, "\n\n");
    cli_print_wrapped(out, syntax->about, 0, HELP_WIDTH);
    print_options(out, "Arguments", syntax->options, true);
    print_options(out, "Options", syntax->options, false);
    print_options(out, "Common options", cli_common_options, false);
    if (syntax->examples == NULL)
        return;
    fprintf(out, "\nExamples:\n");
    for (const cli_example *example = syntax->examples; example->command != NULL; example++) {
        fprintf(out, "%*s%s\n", HELP_INDENT, "", example->command);
        cli_print_wrapped(out, example->about, 3 * HELP_INDENT, HELP_WIDTH);
    }
}
