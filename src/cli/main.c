/*
 * The program: finds the command and hands it the rest of the words.
 *
 * Knows lifang.h only.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

/* --help and --version before any command are commands themselves. */
static const char *command_name(const char *word)
{
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return "help";
    if (strcmp(word, "--version") == 0)
        return "version";
    return word;
}

/* The language that the environment asks for, by the rules of POSIX. */
static const char *environment_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strncmp(value, "zh", 2) == 0 ? "zh" : "en";
    }
    return "en";
}

/* What --lang says, looked for before anything else is read so that errors are told in it; NULL:
 * nothing. Whether it is a language is found when options are read. */
static const char *asked_language(int count, char **arguments)
{
    for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strncmp(arguments[i], "--lang=", 7) == 0)
            return arguments[i] + 7;
        if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count)
            return arguments[i + 1];
    }
    return NULL;
}

static void unknown_word(const cli_settings *settings, const char *word)
{
    char error[CLI_ERROR_SIZE];
    if (word[0] == '-')
        cli_complain(settings, error, "unknown option '%.64s' before a command", word);
    else
        cli_unknown_command(settings, word, error);
    fprintf(stderr, lf_words_say(settings->words, N_("lifang: error: %s\n")), error);
    fputs(lf_words_say(settings->words, N_("'lifang help' lists the commands.\n")), stderr);
}

int main(int count, char **arguments)
{
    const char *asked = asked_language(count, arguments);
    const char *fallback = environment_language();
    lf_words *words = lf_words_open(asked != NULL ? asked : fallback);
    cli_settings settings = {.words = words, .fallback_language = fallback};
    const cli_command *command = count < 2 ? NULL : cli_find_command(command_name(arguments[1]));
    int code = CLI_WRONG_USAGE;
    if (command != NULL)
        code = cli_execute(command, &settings, count - 2, arguments + 2);
    else if (count < 2)
        cli_print_overview(stderr, words);
    else
        unknown_word(&settings, arguments[1]);
    lf_words_close(words);
    return code;
}
